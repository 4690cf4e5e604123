"""The parts of others that the system is made of: their list, and what is known against them. Run by `make sbom` and `make audit`."""
