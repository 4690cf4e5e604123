"""The questions of a request for a PIK: where the message goes, and which office issues it (P-08)."""

from django.utils.translation import gettext_lazy as _

from nssi.access.models import PikCredential
from nssi.access.queries import active_pik
from nssi.applications.fields import LocalOfficeField, MailField
from nssi.applications.forms import Row, StepForm
from nssi.applications.queries import last_email_of
from nssi.applications.shared_forms import rows_of


class RequestForm(StepForm):
    """Who asks is known from the QES; asked is how they are told, and which local office sees to it."""

    email = MailField(
        label=_("E-mail"),
        help_text=_(
            "На него съобщаваме, че удостоверението Ви чака, и че ПИК започва да важи. Кодът не се изпраща."
        ),
    )
    local_office = LocalOfficeField(
        label=_("Кое териториално поделение (ТП) да издаде ПИК?"),
        help_text=_("Изберете което искате: не е нужно да ходите там."),
    )

    def fixed_rows(self) -> list[Row]:
        return rows_of(self.person)

    def prepare(self) -> None:
        if not self.is_bound:
            self.initial = {"email": last_email_of(self.person)}

    @property
    def active_pik(self) -> PikCredential | None:
        """The PIK that stops to be valid when the new one starts."""
        return active_pik(self.person.pk)

    @property
    def whom(self) -> dict[str, Row]:
        """Whom the question on the page names: their name, and their number with its kind, masked."""
        name, number, *_others = self.fixed_rows()
        return {"name": name, "number": number}
