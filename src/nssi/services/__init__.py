"""One folder for each administrative service, independent of each other and found by walking this package."""
