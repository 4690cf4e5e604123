"""Issuing a PIK by phone: the procedure of four steps."""
