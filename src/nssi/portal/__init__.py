"""The public pages: catalogue, services, state of an application, system pages."""
