"""Persons and their numbers."""
