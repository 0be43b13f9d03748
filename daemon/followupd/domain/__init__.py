"""What an action is and how it moves; pure: no I/O, no clock, no logging."""
