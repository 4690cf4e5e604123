"""The lock by which taking in a content and clearing it away wait for each other."""

from django.db import connection


def hold_content(sha256: str) -> None:
    """Hold the content with this hash till the end of the caller's transaction.

    Without it the sweeper could remove a content between the moment it is found on the disk and the commit of the row
    that refers to it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"attachments:{sha256}"])
