"""Files of declaration form 1 for tests, demonstrations and load: a nation that does not exist, the same for the same seed."""
