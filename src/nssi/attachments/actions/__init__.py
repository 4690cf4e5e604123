"""What can be done with files: taking one in, clearing away what nobody uses."""
