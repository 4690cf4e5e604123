"""What a demonstration needs for logging in with a QES: a test issuer, certificates of the people, and a TLS front."""
