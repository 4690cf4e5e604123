"""The house checks itself: what is true of every room, whoever builds it."""
