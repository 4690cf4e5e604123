"""The mark that every rule carries: its article and what it says; `documents` draws the tree of rules from it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Rule:
    """A rule of the law: where it is written, in Bulgarian what it says, and the function that holds it."""

    article: str
    says: str
    module: str
    function: str


TREE: list[Rule] = []


def rule(article: str, says: str) -> Callable[[Callable[Arguments, Answer]], Callable[Arguments, Answer]]:
    """Mark a function as the rule of `article`."""

    def mark(function: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
        TREE.append(Rule(article, says, function.__module__, function.__qualname__))
        return function

    return mark
