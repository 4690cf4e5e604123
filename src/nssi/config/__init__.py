"""How the house is put together for a running process: settings, addresses, the WSGI door."""
