"""Who may look at a proceeding and who may do an act in it; the answer is the reason why not, in words for officials."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.utils.translation import gettext as _

from nssi.access.models import Official
from nssi.foundation import clock
from nssi.proceedings.linked_documents import links_in_the_way
from nssi.proceedings.models import Absence, Proceeding, ProceedingEvent
from nssi.proceedings.procedures import Act, Procedure, Text, procedure_of

SEES_ALL = (Official.Role.CLERK, Official.Role.DIRECTOR)
"""Who may look at each proceeding of their body: whoever takes in what comes, and the head who decides appeals."""


class ActRefused(Exception):  # noqa: N818 – an answer, no error of ours
    """The act cannot be done; the exception's text says why, to the official."""


@dataclass(frozen=True)
class Standing:
    """An official before a proceeding: what they may do in it. It asks the database once, when first needed."""

    proceeding: Proceeding
    official: Official

    @property
    def procedure(self) -> Procedure:
        """The procedure of the proceeding."""
        return procedure_of(self.proceeding)

    @cached_property
    def stands_in_for(self) -> dict[str, Official]:
        """The absent officials for whom this one stands in today, by their role."""
        today = clock.today()
        absences = Absence.objects.filter(
            stand_in=self.official,
            official__competent_body=self.official.competent_body_id,
            since__lte=today,
            until__gte=today,
        ).select_related("official")
        return {absence.official.role: absence.official for absence in absences}

    @cached_property
    def conflict(self) -> str:
        """Why this official may not act in this proceeding at all, or nothing."""
        if self._is_own:
            return _("Вие сте страна в това производство. Върнете преписката, за да я поеме друг служител.")
        if self.proceeding.recusals.filter(official=self.official).exists():
            return _("Отвели сте се от тази преписка.")
        return ""

    @property
    def _is_own(self) -> bool:
        own = self.official.person_id
        return own is not None and own == self.proceeding.person_id

    @cached_property
    def foreign(self) -> str:
        """Why this official has no business here at all, or nothing."""
        if self.official.competent_body_id != self.proceeding.body_id:
            return _("Преписката е на %(body)s.") % {"body": self.proceeding.body.label}
        may = {*self.procedure.roles, *SEES_ALL}
        if self.official.role in may or may & self.stands_in_for.keys():
            return ""
        return _("По тази услуга не работите.")

    @cached_property
    def taken(self) -> str:
        """That another official, who is not away, works on it; or nothing."""
        assignee = self.proceeding.assignee
        if assignee is None or assignee == self.official or is_away(assignee):
            return ""
        return _("Преписката е взета от %(name)s.") % {"name": assignee.full_name}

    @cached_property
    def of_another_role(self) -> str:
        """That another role works on it in its state; or nothing."""
        role = self.proceeding.role
        if role == self.official.role or role in self.stands_in_for:
            return ""
        title = str(Official.Role(role).label) if role in Official.Role else "–"
        return _("В това състояние по преписката работи %(role)s.") % {"role": title}

    @cached_property
    def links_in_the_way(self) -> Text:
        """That documents with links wait to be judged; or nothing."""
        return links_in_the_way(self.proceeding)

    def role_for(self, act: Act) -> tuple[bool, Official | None]:
        """Return whether the official has a role for `act`, and for whom they stand in where it is not their own."""
        if self.official.role in act.roles:
            return True, None
        absent = next((self.stands_in_for[role] for role in act.roles if role in self.stands_in_for), None)
        return absent is not None, absent

    def why_not(self, act: Act) -> Text:
        """Return why the official cannot do `act` now, or nothing: they can."""
        state = self.procedure.state(self.proceeding.state)
        if self.foreign:
            return self.foreign
        if state.name not in act.sources:
            if state.closes:
                return _("Преписката е приключена.")
            return _("В състояние „%(state)s“ това не се прави.") % {"state": state.title}
        has_role, _absent = self.role_for(act)
        if not has_role:
            roles = ", ".join(str(Official.Role(role).label) for role in act.roles if role in Official.Role)
            return _("Това прави: %(roles)s.") % {"roles": roles or "–"}
        if self.conflict:
            return self.conflict
        if self.acts_in_the_state(act) and self.taken:
            return self.taken
        if act.four_eyes_of and self._did_last(act.four_eyes_of):
            first = self.procedure.act(act.four_eyes_of)
            return _("Вие направихте „%(act)s“. Това трябва да направи друг служител.") % {"act": first.title}
        if act.rests_on_documents and self.links_in_the_way:
            return self.links_in_the_way
        return act.needs(self.proceeding)

    def acts_in_the_state(self, act: Act) -> bool:
        """Return whether the official does `act` as whoever takes the proceeding, and not at the counter beside them."""
        role = self.proceeding.role
        return role in act.roles and role in (self.official.role, *self.stands_in_for)

    def _did_last(self, act: str) -> bool:
        last = ProceedingEvent.objects.filter(proceeding=self.proceeding, act=act).order_by("-id").first()
        return last is not None and last.official_id == self.official.pk


def is_away(official: Official) -> bool:
    """Return whether the official is away today, or works here no more."""
    today = clock.today()
    return (
        not official.is_active
        or Absence.objects.filter(official=official, since__lte=today, until__gte=today).exists()
    )


def open_to(official: Official) -> Q:
    """Return the condition on proceedings that this official may act in at all: neither their own nor recused from."""
    return ~Q(person=official.person_id or None) & ~Q(recusals__official=official)
