"""The tables guard the formulas: whoever changes an operator, a comparison or a number in one fails a table.

Each formula is changed in every such way, one at a time, and the tables that speak of it must fail.
"""

import ast
import contextlib
import inspect
import sys
import textwrap
from collections.abc import Callable, Iterator

import pytest

from nssi.law import allowances, calendar, insurable_income, insurable_service, money, recompute
from nssi.law.pensions import amount as pension_amount
from nssi.law.pensions import indexation, recalculation
from nssi.law.short_term_benefits import amount as short_term_amount
from nssi.law.unemployment_benefit import amount
from tests.law import (
    test_allowances_and_entitlements,
    test_calendar_and_terms,
    test_insurable_income,
    test_insurable_service,
    test_money,
    test_pension_recalculation,
    test_short_term_benefits,
    test_unemployment_benefit,
)
from tests.law.tables import table


def rows(name: str, check: Callable[[dict[str, str]], None]) -> Callable[[], None]:
    """Return a check of every row of a table."""

    def run() -> None:
        for row in table(name):
            check(row)

    return run


def unemployment() -> None:
    tests = test_unemployment_benefit
    rows("unemployment_examples", tests.test_the_worked_examples)()
    tests.test_a_running_benefit_becomes_euro_by_the_third_digit()
    tests.test_part_time_work_below_the_minimum_wage_halves_what_remains()


def pensions() -> None:
    tests = test_pension_recalculation
    rows("pension_recalculation", tests.test_the_worked_examples)()
    tests.test_the_indexations_are_told_in_their_order()


def short_term() -> None:
    tests = test_short_term_benefits
    rows("short_term_benefits", tests.test_each_benefit_by_its_article)()
    tests.test_the_benefit_is_not_above_the_net_pay()
    tests.test_maternity_is_not_below_the_daily_minimum_wage()


def grants() -> None:
    test_allowances_and_entitlements.test_a_death_grant_is_shared_equally_by_spouse_children_and_parents()


INCOME = rows("insurable_income", test_insurable_income.test_the_insurable_income_in_each_branch)
SERVICE = rows("insurable_service", test_insurable_service.test_the_service_in_each_branch)
ROUNDINGS = rows("roundings", test_money.test_leva_become_euro_by_the_rule_for_what_they_are)
TERMS = rows("terms", test_calendar_and_terms.test_a_term_ends_on_the_day_of_the_law)

FORMULAS: list[tuple[object, str, Callable[[], None]]] = [
    (money, "half_up", unemployment),
    (money, "third_digit_up", ROUNDINGS),
    (money, "benefit_in_euro", ROUNDINGS),
    (money, "exact", ROUNDINGS),
    (amount, "sixty_percent", unemployment),
    (amount, "within", unemployment),
    (amount, "half_of", unemployment),
    (pension_amount, "amount_at_grant", pensions),
    (pension_amount, "payable", pensions),
    (pension_amount, "limits_on", pensions),
    (indexation, "indexed", pensions),
    (recalculation, "more_favourable", pensions),
    (insurable_income, "proportional_minimum", INCOME),
    (insurable_income, "under_ceiling", INCOME),
    (insurable_service, "converted_days", SERVICE),
    (insurable_service, "_scale", SERVICE),
    (short_term_amount, "part_of_average", short_term),
    (short_term_amount, "limited", short_term),
    (allowances, "equal_shares", grants),
    (calendar, "add_months", TERMS),
]

OPERATORS = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
}
COMPARISONS = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq}
FUNCTIONS = {"least": "greatest", "greatest": "least", "min": "max", "max": "min"}


def mutants(source: str) -> Iterator[tuple[str, ast.Module]]:
    """Give each changed function with what was changed in it."""
    count = sum(1 for _ in ast.walk(_function(source)))
    for index in range(count):
        tree = _function(source)
        node = list(ast.walk(tree))[index]
        if change := _change(node):
            yield change, ast.fix_missing_locations(tree)


def _function(source: str) -> ast.Module:
    tree = ast.parse(textwrap.dedent(source))
    function = tree.body[0]
    assert isinstance(function, ast.FunctionDef)
    function.decorator_list = []
    function.returns = None
    for argument in function.args.args:
        argument.annotation = None
    if ast.get_docstring(function):
        function.body = function.body[1:]
    return tree


def _change(node: ast.AST) -> str | None:
    before = ast.unparse(node) if isinstance(node, ast.expr) else ""
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        node.op = OPERATORS[type(node.op)]()
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARISONS:
        node.ops[0] = COMPARISONS[type(node.ops[0])]()
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        node.value += 1
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS:
        node.func.id = FUNCTIONS[node.func.id]
    else:
        return None
    return f"{before} → {ast.unparse(node)}"


@contextlib.contextmanager
def in_place_of(original: object, changed: object) -> Iterator[None]:
    """Put a changed function wherever the original is known in the law."""
    places = [
        (module, name)
        for module in list(sys.modules.values())
        if getattr(module, "__name__", "").startswith(("nssi.law", "tests.law"))
        for name, value in vars(module).items()
        if value is original
    ]
    for module, name in places:
        setattr(module, name, changed)
    try:
        yield
    finally:
        for module, name in places:
            setattr(module, name, original)


@pytest.mark.parametrize(("module", "name", "check"), FORMULAS, ids=[name for _, name, _ in FORMULAS])
def test_a_changed_formula_fails_a_table(module, name, check):
    original = getattr(module, name)
    check()
    survived, tried = [], 0
    for change, tree in mutants(inspect.getsource(original)):
        tried += 1
        namespace = dict(vars(module))
        exec(compile(tree, f"<{name}: {change}>", "exec"), namespace)
        with in_place_of(original, namespace[name]):
            try:
                check()
            except Exception:  # noqa: BLE001 - a wrong result and a crash both show the change
                continue
        survived.append(change)
    assert tried
    assert survived == []


def test_the_rules_are_whole_after_the_changes():
    assert set(recompute.RULES) >= {"term", "unemployment-benefit", "pension-recalculation"}
    unemployment()
