"""What is done to PIKs and officials, and how one logs in."""
