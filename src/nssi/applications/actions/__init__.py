"""What persons do with drafts and applications: one act a file."""
