"""Enquiries: what a person asks the registers about themselves, and what the law makes of it."""
