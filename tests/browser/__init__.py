"""The journeys of people, in a real browser on the whole installation."""
