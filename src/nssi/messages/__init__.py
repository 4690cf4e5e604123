"""E-mail to people: an outbox that loses nothing."""
