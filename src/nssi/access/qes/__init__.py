"""Logging in with a qualified electronic signature (QES): the certificate that a browser shows, and what it proves (L-03)."""
