"""What is done with documents that are issued."""
