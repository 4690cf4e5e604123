"""What can be done with a proceeding, whatever the service."""
