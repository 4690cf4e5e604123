"""Template tags: `{% load staff %}` writes counts as the officials' pages show them."""
