"""The institution's seal: its key, its time-stamps, sealing of documents, and verification of what was sealed."""
