"""What is done with fees."""
