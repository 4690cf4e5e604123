"""What an official of the issuing body has to do about a delivery."""

from enum import StrEnum

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from nssi.delivery.models import Delivery
from nssi.delivery.policies import policy_named
from nssi.terms.actions.open_tasks import close_tasks, open_tasks
from nssi.terms.models import Task

SUBJECT = "delivery"


class Todo(StrEnum):
    """The kinds of tasks."""

    POST = "delivery.post"
    SERVE_OTHERWISE = "delivery.serve_otherwise"
    NOT_DELIVERED = "delivery.not_delivered"
    RETURNED = "delivery.returned"


TITLES = {
    Todo.POST: _("Изпратете документа по пощата с обратна разписка"),
    Todo.SERVE_OTHERWISE: _("Неизтеглен – връчете по %(article)s"),
    Todo.NOT_DELIVERED: _("Съобщението не е доставено до адреса – свържете се с лицето"),
    Todo.RETURNED: _("Пратката е върната – връчете документа по друг начин"),
}


def open_task(todo: Todo, delivery: Delivery, role: str, *, key: str = "") -> None:
    """Give an official of the issuing body and of this role something to do; `key` tells a second task of a kind apart."""
    with translation.override(settings.LANGUAGE_CODE):
        title = str(TITLES[todo]) % {"article": policy_named(delivery.policy).article}
    task = Task(
        key=":".join(filter(None, (todo, str(delivery.id), key))),
        kind=todo,
        title=title,
        subject_kind=SUBJECT,
        subject_id=str(delivery.id),
        body_id=delivery.document.body_id,
        role=role,
    )
    open_tasks([task])


def close_all(delivery: Delivery) -> None:
    """Note that nothing is left to do: the document is served."""
    for todo in Todo:
        close(todo, delivery)


def close(todo: Todo, delivery: Delivery) -> None:
    """Note that this was done."""
    close_tasks(kind=todo, subject_kind=SUBJECT, subject_id=str(delivery.id))
