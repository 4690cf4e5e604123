"""The national ePayment system (еПлащане): signed requests, statuses, notices."""
