"""Pensions, Art. 68-102 of the Code: rights, amount, indexation, recalculation."""
