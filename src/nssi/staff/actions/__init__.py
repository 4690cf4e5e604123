"""What administrators change of the institution."""
