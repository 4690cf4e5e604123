"""What changes the register of granted pensions."""
