"""Registers, numbers, access codes."""
