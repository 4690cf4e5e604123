"""Persons, their identifiers and addresses."""
