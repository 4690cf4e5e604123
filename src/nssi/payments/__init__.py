"""Fees and their payment: at the counter, or online through the national ePayment system."""
