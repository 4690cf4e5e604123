"""What can be done with files: taking one in, having it scanned and mended, clearing away what nobody uses."""
