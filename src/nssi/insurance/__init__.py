"""The register of insured persons: declarations taken in, and what they say of each month."""
