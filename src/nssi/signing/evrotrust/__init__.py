"""The driver for Evrotrust: its HTTP protocol, its encrypted packages. It decides nothing."""
