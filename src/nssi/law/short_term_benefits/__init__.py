"""Sickness, work accident, maternity, adoption, child care and reassignment, Art. 40-54 of the Code."""
