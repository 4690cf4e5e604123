"""The settings under which the tests run: a folder of their own, static files as they lie in the source."""

import atexit
import os
import tempfile

_VAR = tempfile.TemporaryDirectory(prefix="nssi-test-")
atexit.register(_VAR.cleanup)
os.environ["NSSI_VAR"] = _VAR.name  # secrets and files of a test run are its own

from nssi.config.settings import *  # noqa: E402, F403
from nssi.config.settings import STORAGES  # noqa: E402

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
SEAL_MAY_BE_OWN = True
