"""Unemployment benefit: application under Art. 54a of the Social Security Code (S1)."""
