"""The WSGI door."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nssi.config.settings")
application = get_wsgi_application()
get_resolver()._populate()  # else the first to come waits until every page is imported
gc.collect()
gc.freeze()  # what is loaded stays for good: to look through it again stops all requests of the process for a fifth of a second
