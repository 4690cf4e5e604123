"""Template tags: `{% load bulgarian %}` writes dates and numbers, `{% load page %}` serves the base layout."""
