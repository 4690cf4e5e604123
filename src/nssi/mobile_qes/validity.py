"""How long a login with the phone may take."""

from datetime import timedelta

VALID_FOR = timedelta(minutes=5)
