"""The settings of an installation, and the service of the benchmark."""

from nssi.config.settings import *  # noqa: F403
from nssi.config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "nssi.operate.benchmarks"]
