"""What visitors of the public pages do."""
