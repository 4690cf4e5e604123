"""Template tags: `{% load officials %}` serves the officials' frame."""
