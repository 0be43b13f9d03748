"""Each configuration key told once."""
