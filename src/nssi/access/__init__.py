"""Who comes in: the PIK as a credential, sessions, throttles, officials, guards of pages."""
