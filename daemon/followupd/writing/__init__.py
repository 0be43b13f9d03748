"""From an action to words."""
