"""What changes what the house knows about persons."""
