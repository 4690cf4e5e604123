"""Documents from the insurance archive: certificates and notes for who worked at insurers without a successor (S2)."""
