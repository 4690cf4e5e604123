"""The original of a power of attorney is seen, by whom and when, to certify its copy; nothing waits for it (S2.2, S3.4)."""

import pytest

from nssi.proceedings.models import OriginalSeen, Proceeding
from tests.archive.holdings import insurer
from tests.services.archive_case import filed
from tests.services.pension_walk import AUTHORISED, POWER, reach
from tests.services.walks import file, upload
from tests.support.officials import Role, at_work, make_official

__all__ = ["at_work"]

pytestmark = pytest.mark.django_db

TITLE = "Отбележете представени оригинали"
REPRESENTED = {
    "first_name": "Стоян",
    "middle_name": "Георгиев",
    "last_name": "Колев",
    "identifier_kind": "egn",
    "identifier": "8032056031",
}


def archive(visit, person) -> None:
    insurer("Химко АД", eik="103000007", by=make_official(Role.ARCHIVE_OFFICER))
    filed(
        person,
        capacity={"capacity": "authorised_person"},
        represented=REPRESENTED,
        power_of_attorney={"kinship": "child", "kinship_stated": True},
    )


def pension(visit, person) -> None:
    file(reach(visit(person), "proverka", AUTHORISED, dokumenti={POWER: upload("пълномощно.pdf")}))


@pytest.mark.parametrize("apply", [archive, pension], ids=["archive certificate", "recalculation"])
def test_it_is_noted_by_whom_and_when_and_the_proceeding_stays_where_it_is(apply, visit, person, at_work):
    apply(visit, person)
    proceeding, clerk = Proceeding.objects.get(), make_official(Role.CLERK, name="Пенка Тодорова")
    state = proceeding.state
    case = f"/sluzhiteli/prepiski/{proceeding.pk}/"
    page = at_work(clerk).get(case).follow(TITLE)
    assert page.submit({}, TITLE).errors == ["Изберете поне един документ"]
    copy = proceeding.application.files.get(slot="power_of_attorney")
    page.submit({"Кои оригинали видяхте?": [f"{copy.title}: {copy.attachment.name}"]}, TITLE)
    proceeding.refresh_from_db()
    seen = OriginalSeen.objects.get()
    assert (seen.file, seen.official, proceeding.state) == (copy, clerk, state)
    assert clerk.full_name in at_work(clerk).get(f"{case}dokumenti/").text
    page = at_work(clerk).get(f"{case}deystviya/present_originals/")
    assert "Няма документ, чийто оригинал да се чака." in page.text
