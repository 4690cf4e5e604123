"""Logging in with the mobile QES of the signing provider, on a phone where no certificate can be shown (L-03)."""
