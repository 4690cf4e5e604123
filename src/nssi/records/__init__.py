"""Registers: УРИ, outgoing numbers, access codes."""
