"""What people and jobs do with a procedure, one act a file."""
