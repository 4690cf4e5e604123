"""The officials' area: their home, the queue, the search, and the administration of who works where."""
