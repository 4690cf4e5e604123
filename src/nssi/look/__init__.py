"""How pages look: base layout, components, forms, styles, and the strict page client of the tests."""
