"""Ways of delivery, the timeline that proves what happened, service of documents, and the person's document pages."""
