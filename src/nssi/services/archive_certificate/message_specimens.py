"""The messages of this room with invented data, to be looked at before anybody gets one (A-05)."""

from types import SimpleNamespace

from django.utils.translation import gettext_lazy as _

from nssi.delivery.message_specimens import document
from nssi.messages.specimens import BODY, MessageSpecimen, page, show

show(
    MessageSpecimen(
        "udostoverenie", "M-07", _("Готово удостоверение"), "delivery/messages/ready",
        lambda: document("archive_certificate", "Удостоверение за осигурителен стаж", by_code=True),
    ),
    MessageSpecimen(
        "taksa", "", _("Такса за дубликат"), "archive_certificate/messages/fee",
        lambda: {
            "fee": SimpleNamespace(cents=256, currency="EUR", body=SimpleNamespace(label=BODY)),
            "address": page("/moite/taksi/"),
        },
    ),
)  # fmt: skip
