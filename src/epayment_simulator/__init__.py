"""A simulator of the national ePayment system: its interface for services, its page for paying, its notices.

It knows nothing of whoever uses it. Whoever has the secret of a client may register requests; a person pays by pressing a
button. It has no legal force, and listens on the loopback address only.
"""
