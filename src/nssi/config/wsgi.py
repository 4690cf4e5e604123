"""The WSGI door."""

import os
import sys

from django.core.wsgi import get_wsgi_application

# A thread that holds the register's counter must not wait five milliseconds for each other thread to let it go on.
sys.setswitchinterval(0.0005)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nssi.config.settings")
application = get_wsgi_application()
