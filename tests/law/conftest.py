"""Properties of the law do not depend on how fast the machine is."""

from hypothesis import settings

settings.register_profile("law", deadline=None)
settings.load_profile("law")
