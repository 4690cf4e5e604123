"""The settings of an installation, with the service of the benchmark and a seal of its own."""

from nssi.config.settings import *  # noqa: F403
from nssi.config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "nssi.operate.benchmarks"]
SEAL_MAY_BE_OWN = True
