"""The loops: intake, timers, outbox, retry, rescue."""
