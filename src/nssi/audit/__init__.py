"""The trail: what was done, by whom, from where, to what, about whom and why. Append-only, and sealed into a chain."""

from nssi.audit.trail import ANONYMOUS, SYSTEM, Actor, entry, record, record_look, record_many

__all__ = ["ANONYMOUS", "SYSTEM", "Actor", "entry", "record", "record_look", "record_many"]
