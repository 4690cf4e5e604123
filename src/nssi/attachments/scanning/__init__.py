"""The search for viruses: by clamd where one is connected, by a few rules of our own where none is."""
