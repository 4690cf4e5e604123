"""Numbers of registers: one each, never twice, no gaps, a new count each year (S1.7)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from django.db import IntegrityError, connection, transaction

from nssi.foundation import clock
from nssi.records.actions.assign_outgoing_number import assign_outgoing_number
from nssi.records.actions.assign_registry_uid import assign_registry_uid
from nssi.records.models import Record, RegisterCounter
from nssi.records.registry_uid import RegistryUid


@pytest.mark.django_db
def test_numbers_follow_each_other_and_carry_the_day():
    first, second = assign_registry_uid("1001"), assign_registry_uid("1001")
    assert first == RegistryUid("1001", 1, clock.today())
    assert second.number == 2


@pytest.mark.django_db
def test_each_register_counts_for_itself():
    assign_registry_uid("1001")
    assert assign_registry_uid("1002").number == 1


@pytest.mark.django_db
def test_what_leaves_is_counted_with_what_comes_in():
    incoming = assign_registry_uid("1004", subject_kind="application", subject_id="a")
    outgoing = assign_outgoing_number("1004", subject_kind="certificate", subject_id="c")
    assert (incoming.number, outgoing.number) == (1, 2)
    book = Record.objects.order_by("id").values_list(
        "registry_uid", "direction", "subject_kind", "subject_id"
    )
    assert list(book) == [
        (str(incoming), "incoming", "application", "a"),
        (str(outgoing), "outgoing", "certificate", "c"),
    ]


@pytest.mark.django_db
def test_a_year_begins_with_one_and_its_day_is_that_of_sofia(travel):
    assign_registry_uid("1001")
    new_year_in_sofia = datetime(clock.today().year + 1, 1, 1, 0, 30, tzinfo=clock.SOFIA)
    travel(seconds=(new_year_in_sofia - clock.now()).total_seconds())
    assert assign_registry_uid("1001") == RegistryUid("1001", 1, new_year_in_sofia.date())


@pytest.mark.django_db
def test_a_rollback_gives_the_number_back():
    with pytest.raises(RuntimeError), transaction.atomic():
        assign_registry_uid("1001")
        raise RuntimeError
    assert assign_registry_uid("1001").number == 1
    assert Record.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_no_number_is_given():
    with pytest.raises(RuntimeError):
        assign_registry_uid("1001")
    assert not RegisterCounter.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_who_files_at_the_same_time_gets_different_numbers_without_gaps():
    def file(turn):
        try:
            with transaction.atomic():
                uid = assign_registry_uid("1001")
                if turn % 4 == 0:
                    raise LookupError
                return uid.number
        except LookupError:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        numbers = list(threads.map(file, range(64)))
    assert sorted(filter(None, numbers)) == list(range(1, 49))


@pytest.mark.django_db
@pytest.mark.parametrize("index", ["", "101", "10011", "абвг"])
def test_an_index_is_four_digits(index):
    with pytest.raises(Exception, match=r"register_index_is_four_digits|too long"), transaction.atomic():
        assign_registry_uid(index)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE records_record SET registry_uid = 'x'",
        "DELETE FROM records_record",
        "TRUNCATE records_record",
    ],
)
def test_the_database_refuses_to_change_the_book(change):
    assign_registry_uid("1001")
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)
