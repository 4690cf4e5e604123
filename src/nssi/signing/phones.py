"""Mobile numbers as people type them and as the signing provider knows them. Pure."""

import phonenumbers

_MOBILE = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)


def normalise_phone(text: str) -> str | None:
    """Return a Bulgarian mobile number as +359 and nine digits, or None where `text` is none.

    +359, 00359 and a leading 0 are understood, with spaces, hyphens, brackets.
    """
    if any(character.isalpha() for character in text):
        return None  # letters would be read as keys of the phone
    try:
        number = phonenumbers.parse(text, "BG")
    except phonenumbers.NumberParseException:
        return None
    if number.country_code != 359 or number.extension or not phonenumbers.is_valid_number(number):
        return None
    if phonenumbers.number_type(number) not in _MOBILE:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def mask_phone(phone: str) -> str:
    """Return a normalised number as it is shown: „+359 ••• ••• 456“."""
    return f"{phone[:4]}\u00a0•••\u00a0•••\u00a0{phone[-3:]}"
