"""Clocks and tasks: what started a term, when it ends and why, and what happens then."""
