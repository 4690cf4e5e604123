"""Recalculation of a pension for labour activity with what was gained after retirement (S3)."""
