"""Questions to the rooms above: they register an answer at start."""

from collections.abc import Callable

ApplicationAddress = Callable[[int | None], str]

_addresses: list[ApplicationAddress] = []


def leads_to_application(address: ApplicationAddress) -> ApplicationAddress:
    """Register where one applies for a document, with this insurer (its id) taken over from the enquiry, or without any."""
    _addresses.append(address)
    return address


def application_address(insurer_id: int | None) -> str:
    """Return where one applies for a document from the archive; empty where no service offers that."""
    return _addresses[0](insurer_id) if _addresses else ""
