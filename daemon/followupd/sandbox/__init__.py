"""A stand-in for the used part of Microsoft Graph; a program of its own that imports nothing of ours."""
