"""Date expressions in running text: where they stand, what they may mean, what they are for.

    found = find_dates("Please call by Friday 5 Dec, follow up the Monday after at 10", said, working=working,
    day_first=True)

A pre-pass masks what only looks like a date (masks), the rest becomes tokens (scan), rules read the longest
expression at
each token and resolve it at once (days, clocks, periods, offsets, points, repeats), and the words around it say what
it is
for (roles). Nothing is guessed: where two readings are left, both are given with one sentence that says why.
"""

from __future__ import annotations

from followupd.reading.dates.deadlines import deadline, due_moment, moment_of
from followupd.reading.dates.find import find_dates
from followupd.reading.dates.records import At, Bound, Day, Found, Kind, Length, Part, Repeat, Role, Span, Value
from followupd.reading.dates.tags import tag_date

__all__ = [
    "At",
    "Bound",
    "Day",
    "Found",
    "Kind",
    "Length",
    "Part",
    "Repeat",
    "Role",
    "Span",
    "Value",
    "deadline",
    "due_moment",
    "find_dates",
    "moment_of",
    "tag_date",
]
