"""What one does with a demonstration."""
