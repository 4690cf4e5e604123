"""What is taken whole is known to be taken; what breaks off before is not (S1.9)."""

import pytest

from nssi.delivery.handing_over import CHUNK, handed_over

CONTENT = bytes(range(256)) * 300  # five parts


@pytest.fixture
def taken() -> list[bool]:
    return []


def test_all_bytes_are_handed_over_and_then_it_is_known(taken):
    parts = []
    for part in handed_over(CONTENT, lambda: taken.append(True)):
        assert not taken
        parts.append(part)
    assert b"".join(parts) == CONTENT and taken == [True]
    assert max(map(len, parts)) == CHUNK


def test_a_connection_that_breaks_at_any_part_has_taken_nothing(taken):
    count = len(list(handed_over(CONTENT, lambda: None)))
    assert count > len(CONTENT) / CHUNK, (
        "after the last byte the server looks whether the client is still there"
    )
    for broken_at in range(count + 1):
        parts = handed_over(CONTENT, lambda: taken.append(True))
        for _ in range(broken_at):
            next(parts)
        parts.close()
    assert taken == []
