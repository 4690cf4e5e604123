"""Signing providers: a port, the Evrotrust driver, verification of what comes back."""
