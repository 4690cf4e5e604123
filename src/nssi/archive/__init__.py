"""The insurance archive: ended insurers without a legal successor, which of their documents are held, and where."""
