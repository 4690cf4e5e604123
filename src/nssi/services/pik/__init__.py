"""The administrative service of issuing a PIK, as the catalogue shows it."""
