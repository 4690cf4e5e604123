"""What certificates from the insurance archive say, computed from what payrolls and other documents hold. Pure."""
