"""The institution and its local offices."""
