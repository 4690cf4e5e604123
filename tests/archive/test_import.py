"""Holdings come in from files: row by row, with a protocol, and an interruption doubles nothing."""

import csv
import json
import multiprocessing
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection

from nssi.archive import merging
from nssi.archive.actions import import_holdings as importing
from nssi.archive.actions.import_holdings import ImportedElsewhere, NoHoldings, import_holdings
from nssi.archive.models import Deposit, HoldingsImport, NameWord, TerminatedInsurer
from nssi.archive.protocol import protocol
from nssi.archive.search import find_by_name
from nssi.operate.command import main
from tests.archive.holdings import holdings_file, insurer, row

pytestmark = pytest.mark.django_db

NO_DEPOSIT = dict.fromkeys(("kind", "from_", "to", "place", "shelf", "accepted_on", "protocol"), "")


@pytest.fixture
def bring(tmp_path: Path):
    """Import rows from a file: `bring(row(), row(eik=""))`."""

    def imported(*rows: dict[str, str]) -> HoldingsImport:
        return import_holdings(holdings_file(tmp_path / "holdings.csv", *rows))

    return imported


def codes(done: HoldingsImport) -> list[tuple[int, str, str]]:
    return list(done.errors.order_by("line").values_list("line", "field", "code"))


def test_a_row_becomes_an_insurer_with_a_deposit_that_is_found(bring):
    done = bring(row())
    assert (done.accepted, done.unchanged, done.rejected, done.percent_done) == (1, 0, 0, 100)
    kept = TerminatedInsurer.objects.get()
    assert (kept.name, kept.eik, kept.seat, kept.area) == ("Химко АД", "103000007", "гр. Варна", "Варна")
    assert kept.former_names == ["Стопански химически комбинат", "ДСО Химимпорт"]
    held = kept.deposits.get()
    assert [month.told for month in held.months] == ["03.1967\xa0г.", "12.1999\xa0г."]
    assert (held.place.label, held.shelf, held.protocol) == ("ТП на НОИ – Варна", "А-12", "14")
    assert [each.pk for each in find_by_name("химимпорт", "варна").insurers] == [kept.pk]
    assert find_by_name("химичиски комбинат", "").instead == ("химически",)


def test_several_rows_are_several_deposits_of_one_insurer(bring):
    done = bring(row(to="1979-12"), row(from_="1980-01"), row(kind="employment_documents"))
    assert done.accepted == 3
    assert TerminatedInsurer.objects.get().deposits.count() == 3


def test_without_a_number_the_name_and_the_seat_say_who_it_is(bring):
    done = bring(
        row(eik="", name="ТКЗС Победа"),
        row(eik="", name="„ПОБЕДА“", kind="employment_documents"),
        row(eik="", name="ТКЗС Победа", seat="Девня"),
    )
    assert done.accepted == 3
    assert TerminatedInsurer.objects.count() == 2


def test_an_insurer_may_come_without_a_deposit(bring):
    assert bring(row(**NO_DEPOSIT)).accepted == 1
    assert not Deposit.objects.exists()


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"eik": "103000008"}, "eik", "eik"),
        ({"eik": "abc"}, "eik", "eik"),
        ({"name": ""}, "name", "missing"),
        ({"name": "ООД"}, "name", "name"),
        ({"name": "х" * 201}, "name", "too_long"),
        ({"former_names": "х" * 201}, "former_names", "too_long"),
        ({"seat": ""}, "seat", "missing"),
        ({"area": "Атлантида"}, "area", "area"),
        ({"kind": "ведомости"}, "kind", "kind"),
        ({"from_": "1967"}, "from", "month"),
        ({"from_": "1967-13"}, "from", "month"),
        ({"from_": ""}, "from", "missing"),
        ({"from_": "1899-12"}, "from", "month_out_of_range"),
        ({"to": "2999-01"}, "to", "month_out_of_range"),
        ({"to": "1967-02"}, "to", "ends_before_it_begins"),
        ({"place": "99"}, "place", "place"),
        ({"shelf": "х" * 61}, "shelf", "too_long"),
        ({"accepted_on": "2999-01-01"}, "accepted_on", "day"),
        ({"accepted_on": "25.03.2010"}, "accepted_on", "day"),
        ({"protocol": ""}, "protocol", "missing"),
        ({"name": "Хим\x00ко"}, "", "control_characters"),
        ({"name": "Химко; АД"}, "", "columns"),
        ({"name": '"Химко'}, "", "quotes"),
        ({"name": "х" * 20_000}, "", "too_long"),
    ],
    ids=str,
)
def test_a_row_that_is_not_as_it_must_be_is_refused_alone(bring, change, field, code):
    done = bring(row(eik="", name="Добър"), row(**change), row(eik="", name="Добър и той"))
    assert codes(done) == [(3, field, code)]
    assert (done.accepted, done.rejected) == (2, 1)


def test_bytes_that_are_no_utf_8_are_refused(tmp_path: Path):
    path = holdings_file(tmp_path / "holdings.csv", row())
    path.write_bytes(path.read_bytes() + "Химко".encode("cp1251") + b"\n")
    assert codes(import_holdings(path)) == [(3, "", "not_utf8")]


def test_a_number_that_another_name_has_is_refused(bring, tmp_path):
    done = bring(row(), row(name="Друг АД", from_="2000-01", to="2000-12"))
    assert codes(done) == [(3, "eik", "eik_of_another")]
    again = import_holdings(
        holdings_file(tmp_path / "more.csv", row(name="Трети АД", kind="employment_documents"))
    )
    assert codes(again) == [(2, "eik", "eik_of_another")]


def test_a_former_name_is_no_other_one(bring):
    done = bring(row(), row(name="ДСО Химимпорт", kind="employment_documents"))
    assert done.accepted == 2


@pytest.mark.parametrize(
    ("first", "last"), [("1967-03", "1970-01"), ("1990-01", "2001-01"), ("1999-12", "2005-01")]
)
def test_deposits_of_a_kind_do_not_overlap_in_a_file_or_with_what_is_held(bring, tmp_path, first, last):
    done = bring(row(), row(from_=first, to=last, protocol="15"))
    assert done.rejected == 1
    more = holdings_file(tmp_path / "more.csv", row(from_=first, to=last, protocol="16"))
    assert codes(import_holdings(more)) == [(2, "from", "overlaps")]


def test_the_same_rows_in_another_file_change_nothing(bring, tmp_path):
    bring(row(), row(**NO_DEPOSIT))
    again = import_holdings(holdings_file(tmp_path / "again.csv", row(), row(), row(**NO_DEPOSIT)))
    assert (again.accepted, again.unchanged, again.rejected) == (3, 3, 0)
    assert Deposit.objects.count() == 1


def test_the_same_file_is_imported_once(bring):
    assert bring(row()) == bring(row())
    assert HoldingsImport.objects.count() == 1


def test_columns_may_stand_in_another_order_and_cells_in_quotation_marks(tmp_path: Path):
    columns = sorted(row())
    cells = {**row(), "name": '"Химко; „Север“ АД"'}
    path = tmp_path / "holdings.csv"
    path.write_text(
        "\ufeff" + ";".join(columns) + "\r\n" + ";".join(cells[name] for name in columns) + "\r\n"
    )
    assert import_holdings(path).accepted == 1
    assert TerminatedInsurer.objects.get().name == "Химко; „Север“ АД"


@pytest.mark.parametrize("text", ["", "име;булстат\nХимко;1\n", "\x00\x01"])
def test_a_file_that_is_something_else_is_not_begun(tmp_path: Path, text: str):
    path = tmp_path / "other.csv"
    path.write_text(text)
    with pytest.raises(NoHoldings):
        import_holdings(path)
    assert not HoldingsImport.objects.exists()


def test_an_interrupted_import_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(importing, "ROWS_IN_A_STEP", 2)
    rows = [row(eik="", name=f"Завод {name}") for name in ("А1", "Б2", "В3", "Г4", "Д5")]
    path = holdings_file(tmp_path / "holdings.csv", *rows)

    class StoppedError(Exception):
        pass

    def stop(started: HoldingsImport) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        import_holdings(path, stop)
    assert not multiprocessing.active_children()
    assert TerminatedInsurer.objects.count() == 2
    assert HoldingsImport.objects.get().finished_at is None
    told: list[int] = []
    done = import_holdings(path, lambda started: told.append(started.accepted))
    assert told == [4, 5]
    assert (done.accepted, done.lines_done, TerminatedInsurer.objects.count()) == (5, 6, 5)


def test_a_reading_process_that_dies_takes_nothing_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(importing, "ROWS_IN_A_STEP", 1)
    path = holdings_file(tmp_path / "holdings.csv", row(), row(area="Атлантида"), row(eik="", name="Добър"))
    with monkeypatch.context() as broken:
        broken.setattr(importing, "_send_steps", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        with pytest.raises(EOFError):
            import_holdings(path)
    assert HoldingsImport.objects.get().accepted == 1
    done = import_holdings(path)
    assert (done.accepted, codes(done)) == (2, [(3, "area", "area")])


def test_names_are_sorted_into_their_index_over_another_connection():
    insurer("Химко")
    with ThreadPoolExecutor(1) as beside:
        beside.submit(merging.index_names_beside).result()
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('terminated_insurer_search')")
        assert cursor.fetchone() == (0,)  # pages that waited
    assert find_by_name("химко", "").insurers


def test_a_word_that_only_a_later_insurer_has_is_compared_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(importing, "ROWS_IN_A_STEP", 1)
    insurer("Химко", eik="103000007")  # keeps its names, so the former ones of the file are nobody's
    another = row(eik="", name="Стопански двор", former_names="")
    import_holdings(holdings_file(tmp_path / "holdings.csv", row(), another))
    words = set(NameWord.objects.values_list("word", flat=True))
    assert {"стопански", "двор"} <= words
    assert "химимпорт" not in words


def test_two_at_once_do_not_count_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(importing, "ROWS_IN_A_STEP", 1)
    path = holdings_file(tmp_path / "holdings.csv", row(), row(kind="employment_documents"))
    beside: list[HoldingsImport] = []

    def another(started: HoldingsImport) -> None:
        if not beside:
            beside.append(started)
            import_holdings(path)

    with pytest.raises(ImportedElsewhere):
        import_holdings(path, another)
    assert HoldingsImport.objects.get().accepted == 2


def test_the_protocol_names_line_column_and_reason(bring):
    done = bring(row(), row(name="=Друг", kind="employment_documents"))
    assert list(protocol(done))[1:] == [
        ("3", "eik", "eik_of_another", "103000007", "С този ЕИК архивът знае осигурител с друго име.")
    ]


def test_an_insurer_that_an_official_added_is_known(bring):
    insurer("Химко", eik="103000007")
    assert bring(row()).accepted == 1
    assert TerminatedInsurer.objects.count() == 1


# `nssi archive import`


def test_the_command_answers_with_counts_and_a_protocol(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = holdings_file(tmp_path / "holdings.csv", row(), row(area="Атлантида"))
    assert main(["archive", "import", str(path), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["rows"], answer["accepted"], answer["rejected"]) == (2, 1, 1)
    with Path(answer["protocol"]).open(encoding="utf-8") as file:
        assert [(line["line"], line["code"]) for line in csv.DictReader(file)] == [("3", "area")]


@pytest.mark.parametrize("name", ["nowhere.csv", "other.csv"])
def test_the_command_refuses_what_it_cannot_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
):
    (tmp_path / "other.csv").write_text("something\n")
    assert main(["archive", "import", str(tmp_path / name)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
