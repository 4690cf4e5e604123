"""The cases of the demonstration: benefits that are paid, one of them too long, a pension, a certificate; loaded once."""

from io import BytesIO

import pytest

from nssi.demo.actions.load_cases import load_cases
from nssi.demo.cases import OVERPAID, PAID, PENSIONER
from nssi.demo.declarations import demonstration_file
from nssi.demo.people import OFFICIALS
from nssi.foundation import clock
from nssi.insurance.actions.import_submission import import_submission
from nssi.insurance.actions.take_in_submission import take_in_submission
from nssi.insurance.models import Submission
from nssi.law.parameters import shipped
from nssi.payments.benefit_queries import months_of
from nssi.payments.models import CashBenefit, PaymentList
from nssi.proceedings.models import Proceeding
from tests.support.officials import make_official
from tests.support.visitors import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(settings, tmp_path):
    settings.DECLARATIONS = settings.ATTACHMENTS = tmp_path
    for number in (PAID, OVERPAID, PENSIONER):
        make_person(number)
    for official in OFFICIALS:
        if official.body == "03":
            make_official(official.role, name=official.full_name)
    file = BytesIO(demonstration_file(clock.today(), shipped()))
    [submission] = take_in_submission(file, "EMPL2021.TXT", source=Submission.Source.COMMAND)
    import_submission(submission.pk)
    load_cases()


def test_each_page_has_something_to_show(loaded):
    states = sorted(Proceeding.objects.values_list("service", "state"))
    assert states == [
        ("arhivni-udostovereniya", "examined"),
        ("obezshtetenie-bezrabotitsa", "granted"),
        ("obezshtetenie-bezrabotitsa", "interrupted"),
        ("preizchislyavane-na-pensiya", "received"),
    ]
    paid, overpaid = CashBenefit.objects.order_by("pk")
    assert (paid.hold, PaymentList.objects.filter(state="approved").count()) == ("", 3)
    states = {line.payment.state for month in months_of(paid) for line in month.lines}
    assert states == {"sent", "returned"}
    assert any(month.open for month in months_of(paid)), "the next list has something to pay"
    assert any(month.overpaid for month in months_of(overpaid))


def test_loaded_again_nothing_is_doubled(loaded):
    load_cases()
    assert Proceeding.objects.count() == 4
