"""The look: what is built, how texts are written, forms, and the client that checks pages."""
