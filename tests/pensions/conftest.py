"""Persons for the tests of pensions."""

from tests.support.visitors import other_person, person  # noqa: F401
