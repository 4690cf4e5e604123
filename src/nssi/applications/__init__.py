"""What all services share before filing: drafts, the wizard, filing."""
