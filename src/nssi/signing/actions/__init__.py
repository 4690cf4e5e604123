"""What one does with a signing provider. Whatever calls the provider runs in jobs, never while a page is waiting."""
