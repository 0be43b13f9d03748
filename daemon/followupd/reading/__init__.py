"""From a mail as it came to happenings; pure."""
