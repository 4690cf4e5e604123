"""The daily amount for columns of people at once, by the same formula as for one person; no receipts."""

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from nssi.law.calendar import Month
from nssi.law.money import Currency
from nssi.law.parameters import Parameters
from nssi.law.unemployment_benefit.amount import sixty_percent, within

if TYPE_CHECKING:
    from nssi.law.money import Column

BLOCK = 2**17
"""People at a time: what the formula makes on its way then stays in the processor's cache."""


def daily_amounts_of_columns(
    incomes: "Column", days: "Column", terminated_on: date, start: date, parameters: Parameters
) -> "Column":
    """Return the daily amount on the first day, in cents of its currency, for people terminated on one day.

    `incomes` has a row for each of the 24 months (cents of the month's currency) and a column for each person;
    `days` the insured days of each person in these months.
    """
    count = parameters.at("unemployment_income_months", terminated_on).whole
    first = Month.of(terminated_on).plus(-count)
    in_leva = sum(
        parameters.at("minimum_wage", first.plus(index).first).currency == Currency.BGN
        for index in range(count)
    )
    low = parameters.at("unemployment_daily_minimum", start).money
    high = parameters.at("unemployment_daily_maximum", start).money
    percent = parameters.at("unemployment_percent", terminated_on).whole
    amounts = np.empty_like(days)
    for first_row in range(0, len(days), BLOCK):
        block = slice(first_row, first_row + BLOCK)
        leva: Column = incomes[:in_leva, block].sum(axis=0)
        euro: Column = incomes[in_leva:, block].sum(axis=0)
        amount = sixty_percent(leva, euro, days[block], percent, low.currency)
        amounts[block] = within(amount, low.cents, high.cents)
    return amounts
