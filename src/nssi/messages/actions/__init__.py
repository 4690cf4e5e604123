"""What puts a message into the outbox."""
