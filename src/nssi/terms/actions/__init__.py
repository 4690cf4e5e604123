"""What can be done with terms and tasks."""
