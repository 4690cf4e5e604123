"""What officials and the clock do about recalculations."""
