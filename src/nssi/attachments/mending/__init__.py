"""Photographs and colour scans made right: black and white, 300 dpi, straight, as pages of a PDF (S1.5)."""
