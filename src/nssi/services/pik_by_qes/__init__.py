"""The administrative service of asking for a PIK with a qualified electronic signature (P-08, S4.7)."""
