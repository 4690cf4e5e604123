"""What is issued: kinds, layout and fonts (PDF/A-2a and PDF/UA-1), number, seal, and the public check of it."""
