"""The institute itself: its local offices."""
