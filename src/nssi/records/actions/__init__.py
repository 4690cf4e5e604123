"""How numbers are given."""
