"""What is done to hand a document over, and what is noted of it."""
