"""The trail: what was done, by whom, to what. Append-only."""

from nssi.audit.trail import ANONYMOUS, SYSTEM, Actor, entry, record, record_many

__all__ = ["ANONYMOUS", "SYSTEM", "Actor", "entry", "record", "record_many"]
