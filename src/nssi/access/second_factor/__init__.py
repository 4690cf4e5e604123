"""What an official has beside the password (O-01): an authenticator app, which all have, and security keys."""
