"""The demonstration: people, mailbox, a clock that can be moved."""
