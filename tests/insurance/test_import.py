"""Files of declaration form 1 on their way into the register: good rows in, bad rows told, nothing twice (S4.5)."""

import csv
import io
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from nssi.audit.models import AuditEntry
from nssi.foundation import clock
from nssi.foundation.queue import ProcrastinateJob
from nssi.insurance import merging, spool
from nssi.insurance.actions.continue_imports import continue_imports
from nssi.insurance.actions.import_submission import import_submission
from nssi.insurance.actions.take_in_folder import take_in_folder
from nssi.insurance.form_1.columns import read_columns
from nssi.insurance.generator.files import EXPECTED, Nation, generate
from nssi.insurance.jobs import import_one_submission
from nssi.insurance.models import InsuranceDataRecord, Submission
from nssi.insurance.protocol import protocol, write_protocol
from nssi.law.calendar import Month
from nssi.law.money import Currency
from nssi.law.parameters import shipped
from tests.insurance.declarations import CORRECTIVE, DELETING, a_file, a_row, errors, imported, take_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder_of_their_own(settings, tmp_path: Path):
    settings.DECLARATIONS = tmp_path / "declarations"


def holding() -> list[tuple[int, int]]:
    """Submission and income of the rows that hold now."""
    rows = InsuranceDataRecord.objects.known_on(clock.now()).order_by("submission_id", "line")
    return list(rows.values_list("submission_id", "insurable_income"))


def test_what_a_row_says_stands_in_the_register():
    submission = imported(a_file({}))
    (record,) = InsuranceDataRecord.objects.known_on(clock.now())
    assert (record.submission_id, record.line) == (submission.pk, 1)
    assert (record.identifier, record.identifier_kind) == (
        "8032056031",
        InsuranceDataRecord.IdentifierKind.EGN,
    )
    assert (record.insurer, record.insured_type, str(record.month)) == ("175074752", 6, "2026-03-01")
    assert (record.insurable_income, record.currency) == (180000, Currency.EUR)
    assert (record.insured_days, record.insured_hours, record.worked_days, record.worked_hours) == (
        21,
        0,
        21,
        168,
    )
    assert record.days_insured_on == 2**31 - 1
    assert record.days_in_insurance == [(1, 31)]
    assert (record.social_percent_employer, record.health_percent_employer) == (6030, 800)
    assert (record.gross_pay, record.taxable_income, record.tax, record.net_pay) == (
        180000,
        180000,
        18000,
        162000,
    )


def test_months_before_2026_are_in_leva():
    submission = imported(
        a_file({1: 12, 2: 2025, 19: "1900", 20: 19, 26: 152}, {1: 2, 10: 28, 19: "2000", 20: 20, 26: 160})
    )
    assert (submission.accepted_leva, submission.accepted_euro) == (180000, 180000)
    assert (str(submission.first_month), str(submission.last_month)) == ("2025-12-01", "2026-02-01")
    assert [record.currency for record in InsuranceDataRecord.objects.order_by("month")] == ["BGN", "EUR"]


def test_leading_zeros_of_numbers_stay():
    imported(a_file({3: "000024745", 4: "0041010002"}))
    record = InsuranceDataRecord.objects.get(identifier="0041010002")
    assert record.insurer == "000024745"


def test_a_generated_month_with_mistakes_is_told_row_by_row(tmp_path: Path):
    """An import of what the generator broke finds exactly that, and the sums agree with the file."""
    nation = Nation(6_000, 2, Month(2026, 9), 54, 0.01, shipped())
    files = list(generate(nation, tmp_path / "nation"))
    with (tmp_path / "nation" / EXPECTED).open(newline="") as expected:
        broken = {(row["file"], int(row["line"]), row["code"]) for row in csv.DictReader(expected)}
    assert len({code for _file, _line, code in broken}) >= 18  # nearly every code is there
    told, taken = set(), []
    for path in files:
        submission = imported(path.read_bytes(), str(path.relative_to(tmp_path / "nation")))
        taken.append(submission)
        told |= {(submission.name, line, code) for line, code, _field in errors(submission)}
        text = read_columns(path.read_bytes()[:-1], 1)
        assert submission.rows == submission.accepted + submission.rejected == len(text.lines)
        assert submission.accepted_euro + submission.rejected_euro == text.values[34].sum()
        assert submission.records.count() == submission.accepted
    assert told == broken
    assert sum(submission.rejected for submission in taken) == len(broken)
    corrected = InsuranceDataRecord.objects.exclude(correction_code=0)
    assert corrected.filter(submission=taken[1]).count() == corrected.count() > 10


def test_the_same_nation_is_the_same_byte_for_byte(tmp_path: Path):
    def content(folder: str, seed: int) -> list[bytes]:
        nation = Nation(300, 2, Month(2025, 12), seed, 0.1, shipped())
        return [path.read_bytes() for path in generate(nation, tmp_path / folder)]

    assert content("one", 1) == content("again", 1) != content("other", 2)


def test_the_same_file_twice_changes_nothing():
    first = imported(a_file({}))
    again = imported(a_file({}), "under-another-name.txt")
    assert again.pk == first.pk
    assert Submission.objects.count() == InsuranceDataRecord.objects.count() == 1


def test_the_same_row_in_another_file_is_unchanged_and_makes_no_version():
    first = imported(a_file({}))
    second = imported(a_file({}, {8: 17}))
    assert (second.accepted, second.unchanged, second.rejected) == (2, 1, 0)
    assert holding() == [(first.pk, 180000), (second.pk, 180000)]


def test_the_same_row_twice_in_one_file_is_taken_once():
    submission = imported(a_file({}, {}, {34: 190000}))
    assert (submission.accepted, submission.unchanged) == (3, 1)
    assert [income for _, income in holding()] == [
        180000,
        190000,
    ]  # several regular rows of one key are allowed


def test_a_corrective_row_takes_the_place_of_what_was_known():
    first = imported(a_file({}, {34: 190000}))
    second = imported(a_file({34: 200000, 52: CORRECTIVE}))
    assert holding() == [(second.pk, 200000)]
    assert InsuranceDataRecord.objects.filter(submission=first).count() == 2  # they stay, as versions


def test_a_correction_that_says_what_holds_changes_nothing():
    imported(a_file({}))
    correction = imported(a_file({34: 200000, 52: CORRECTIVE}))
    same = imported(a_file({34: 200000, 52: CORRECTIVE}, {8: 17}))
    assert (same.accepted, same.unchanged) == (2, 1)
    assert holding() == [(correction.pk, 200000), (same.pk, 180000)]


def test_a_deleting_row_leaves_nothing_of_its_key():
    imported(a_file({}, {8: 17}))
    imported(a_file({52: DELETING}))
    assert [record.insured_type for record in InsuranceDataRecord.objects.known_on(clock.now())] == [17]


def test_a_deleting_and_a_regular_row_of_one_key_replace_what_was_known():
    imported(a_file({}))
    both = imported(a_file({52: DELETING}, {34: 170000}))
    assert holding() == [(both.pk, 170000)]


def test_what_was_known_on_any_day_can_be_asked():
    before = clock.now()
    moments = []
    for changes in ({}, {34: 200000, 52: CORRECTIVE}, {52: DELETING}, {34: 210000}):
        imported(a_file(changes))
        moments.append(clock.now())

    def known(moment) -> list[int]:
        return [record.insurable_income for record in InsuranceDataRecord.objects.known_on(moment)]

    assert [known(moment) for moment in (before, *moments)] == [[], [180000], [200000], [], [210000]]


@pytest.mark.parametrize("code", [CORRECTIVE, DELETING])
def test_there_must_be_something_to_correct_or_delete(code: int):
    imported(a_file({8: 17}))
    submission = imported(a_file({52: code}, {3: "121082521", 52: code}))
    assert errors(submission) == [(1, "nothing_to_correct", 52), (2, "nothing_to_correct", 52)]


def test_what_is_deleted_cannot_be_corrected():
    imported(a_file({}))
    imported(a_file({52: DELETING}))
    assert errors(imported(a_file({52: CORRECTIVE}))) == [(1, "nothing_to_correct", 52)]


def test_a_file_must_not_say_the_same_key_twice_differently():
    imported(a_file({}))
    submission = imported(a_file({34: 190000}, {34: 200000, 52: CORRECTIVE}, {8: 17}))
    assert errors(submission) == [(1, "regular_and_corrective", 52), (2, "regular_and_corrective", 52)]
    assert submission.accepted == 1


def test_versions_cannot_be_changed_or_removed():
    imported(a_file({}))
    for forbidden in (
        "UPDATE insurance_insurancedatarecord SET insurable_income = 1",
        "DELETE FROM insurance_insurancedatarecord",
        "TRUNCATE insurance_insurancedatarecord",
        "TRUNCATE insurance_insurancedatarecord_2026",
        "DELETE FROM insurance_submission",
        "UPDATE insurance_submission SET sha256 = ''",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(forbidden)


def test_a_file_is_known_as_a_whole(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("nssi.insurance.form_1.survey.BLOCK", 300)
    seen = []
    (submission,) = take_in(a_file(*({8: kind} for kind in (1, 4, 5, 6))))
    import_submission(
        submission.pk, lambda now: seen.append((now.percent_done, now.rows_done, len(holding())))
    )
    assert [done for _, done, _ in seen] == sorted({done for _, done, _ in seen})
    assert len(seen) > 1 and seen[-1][:2] == (100, 4)
    assert {held for *_, held in seen} == {0}
    assert len(holding()) == 4


def test_a_month_of_which_the_planner_knows_nothing_is_looked_up_by_its_insurers():
    """A new month stands in no statistics: each insurer must not be looked for among all persons of the month."""
    imported(a_file({}))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE insurance_insurancedatarecord; SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute(f"EXPLAIN {merging.KNOWN_INSURERS}", [date(2026, 4, 1), 2] * 2 + [[1175074752]])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "pkey" not in plan and plan.count("month_insurer_submission_id") == 2


def test_the_first_file_of_a_year_makes_it_known_to_the_planner():
    imported(a_file({1: 1, 2: 2003}))
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'insurance_insurancedatarecord_2003'")
        assert cursor.fetchone() == (1,)


def test_each_file_of_an_archive_is_a_submission():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", a_file({}))
        archive.writestr("b.txt", a_file({8: 17}))
        archive.writestr("c.txt", b"something else")
        archive.writestr("d.txt", a_file({}))
    first, second, broken, same = take_in(packed.getvalue(), "all.zip")
    assert [one.name for one in (first, second, broken)] == [
        "all.zip/a.txt",
        "all.zip/b.txt",
        "all.zip/c.txt",
    ]
    assert (broken.state, broken.refusal, same.pk) == ("refused", "truncated", first.pk)


def test_a_broken_file_is_refused_as_a_whole_with_a_protocol():
    (submission,) = take_in(a_file({}, {})[:-1])
    assert (submission.state, submission.refusal, submission.refused_line) == ("refused", "truncated", 2)
    ((line, code, field, value, text),) = protocol(submission)
    assert (line, code, field, value) == (2, "truncated", 0, "")
    assert text.startswith("Файлът е прекъснат")
    assert list(spool.leftovers()) == []
    assert take_in(a_file({}, {})[:-1])[0].pk == submission.pk
    assert import_submission(submission.pk).state == "refused"


def test_nothing_of_a_merged_file_stays_in_the_folder():
    (submission,) = take_in(a_file({}))
    assert [path.name for path in spool.leftovers()] == [submission.sha256]
    import_submission(submission.pk)
    assert list(spool.leftovers()) == []


def test_the_protocol_is_a_csv_that_no_spreadsheet_calculates():
    row = a_row({46: 0}).split(",")
    row[45], row[19] = "=1+1", "@SUM(A1)"
    submission = imported(",".join(row).encode("cp1251") + b"\r\n\x1a")
    written = io.StringIO()
    write_protocol(submission, written)
    rows = list(csv.DictReader(io.StringIO(written.getvalue())))
    assert [(row["line"], row["code"], row["field"], row["value"]) for row in rows] == [
        ("1", "number", "20", "'@SUM(A1)"),
        ("1", "amount", "46", "'=1+1"),
    ]
    assert all(row["text"] for row in rows)


def test_no_personal_number_leaves_the_file_for_protocol_or_trail():
    submission = imported(a_file({4: "8032056032", 6: "петров"}, {}))
    written = io.StringIO()
    write_protocol(submission, written)
    assert "803205" not in written.getvalue() and "петров" not in written.getvalue()
    trail = AuditEntry.objects.filter(subject_kind="submission")
    assert {entry.event for entry in trail} == {"insurance.file_taken_in", "insurance.file_merged"}
    assert "803205" not in str(list(trail.values()))


def test_a_file_in_the_watched_folder_is_taken_in_once_and_imported_by_a_job():
    (spool.watched() / "EMPL2021.TXT").write_bytes(a_file({}))
    (spool.watched() / ".being-written").write_bytes(b"not whole yet")
    take_in_folder()
    take_in_folder()
    submission = Submission.objects.get()
    assert (submission.source, submission.name, submission.state) == ("folder", "EMPL2021.TXT", "received")
    assert [path.name for path in spool.watched().iterdir()] == [".being-written"]
    job = ProcrastinateJob.objects.get(task_name="insurance.import_submission")
    assert job.args == {"submission_id": submission.pk}
    import_one_submission(**job.args)
    assert Submission.objects.get().state == "merged"


def test_who_died_over_a_file_of_the_folder_leaves_it_for_the_next_time():
    (spool.being_taken() / "EMPL2021.TXT").write_bytes(a_file({}))
    take_in_folder()
    assert Submission.objects.get().name == "EMPL2021.TXT"
    assert list(spool.being_taken().iterdir()) == []


def test_an_import_that_nobody_goes_on_with_is_asked_for_again(travel):
    (submission,) = take_in(a_file({}))
    continue_imports()
    assert not ProcrastinateJob.objects.filter(task_name="insurance.import_submission").exists()
    travel(minutes=5)
    continue_imports()
    continue_imports()
    assert ProcrastinateJob.objects.get(task_name="insurance.import_submission").args == {
        "submission_id": submission.pk
    }


def test_texts_that_nobody_needs_are_removed(travel):
    (needed,) = take_in(a_file({}))
    (spool.path_of("f" * 64)).write_bytes(b"left by somebody")
    travel(**{"days": 2})
    continue_imports()
    assert [path.name for path in spool.leftovers()] == [needed.sha256]


def test_taking_in_a_file_again_brings_back_a_text_that_was_lost():
    (submission,) = take_in(a_file({}))
    spool.remove(submission.sha256)
    assert imported(a_file({})).state == "merged"


def test_a_merge_is_later_than_those_before_it():
    moments = [imported(a_file({8: kind})).merged_at for kind in (1, 4, 5)]
    assert moments == sorted(set(moments))
    assert moments[-1] - moments[0] < timedelta(minutes=1)
