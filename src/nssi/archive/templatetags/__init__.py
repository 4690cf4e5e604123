"""Template tags: `{% load archive %}` writes months and amounts of payrolls."""
