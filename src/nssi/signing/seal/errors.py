"""Why nothing can be sealed now. What was to be sealed waits."""


class SealNotReady(Exception):  # noqa: N818 – it names what is the matter
    """There is no key to seal with, or it must not be used; the text says why, in English, for operators."""


class StampNotGiven(Exception):  # noqa: N818 – it names what is the matter
    """The time-stamp server gave no stamp; without it nothing that needs one is sealed."""
