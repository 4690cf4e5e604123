"""The cash unemployment benefit, Art. 54a-54zh of the Code: right, start, amount, duration, payments, events."""
