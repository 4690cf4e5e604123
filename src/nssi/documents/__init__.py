"""What is issued: layout, fonts, PDF/A-2a and PDF/UA-1."""
