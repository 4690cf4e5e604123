"""The records system: registers and their numbers (УРИ, outgoing numbers), access codes."""
