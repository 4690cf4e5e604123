"""Django's database backend for PostgreSQL, which asks after the health of a connection only when there is a reason to."""

import select


def has_news(file_descriptor: int) -> bool:
    """Return whether the server has said something on an idle connection: it was ended, or is about to be.

    Between two requests nothing else is ever said there, so silence is health, and costs no round trip. Where the network
    went down in silence, a question would hang as long as the statement that follows.
    """
    poll = select.poll()
    poll.register(file_descriptor, select.POLLIN)
    return bool(poll.poll(0))
