"""What officials do about a registration for unemployment benefit."""
