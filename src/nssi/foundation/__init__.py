"""What every room stands on: the clock, the database, the queue, the environment, clean logs."""
