"""The trail: what was done, by whom, to what. Append-only."""

from nssi.audit.trail import ANONYMOUS, SYSTEM, Actor, record, record_many

__all__ = ["ANONYMOUS", "SYSTEM", "Actor", "record", "record_many"]
