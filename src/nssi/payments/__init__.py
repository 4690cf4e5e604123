"""Fees and their payment, at the counter or through the national ePayment system; and benefits that are paid to people."""
