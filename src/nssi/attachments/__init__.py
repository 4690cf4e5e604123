"""Files that people attach: bytes to verdict, kept by content."""
