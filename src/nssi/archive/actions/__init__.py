"""What officials do with the holdings of the insurance archive, and how they are imported."""
