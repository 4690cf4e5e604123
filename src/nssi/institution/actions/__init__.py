"""What can be done with what the institution keeps of itself."""
