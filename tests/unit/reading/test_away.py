"""The day of return in an out-of-office message. Written on Monday 23 November 2026, in London."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from followupd.domain.people import WorkingTime
from followupd.reading.away import back_on

SAID = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WORK = WorkingTime(zone=ZoneInfo("Europe/London"))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("I am out of the office and will be back on Monday 7 December.", date(2026, 12, 7)),
        ("I'm away until Friday 4 December with no access to mail.", date(2026, 12, 7)),
        ("On leave from 24 November to 2 December. Please call Sam.", date(2026, 12, 3)),
        ("I return to the office on 5 December.", date(2026, 12, 7)),
        ("Ich bin bis 4. Dezember 2026 nicht im Haus.", date(2026, 12, 7)),
        ("Ich bin ab dem 7. Dezember 2026 wieder da.", date(2026, 12, 7)),
        ("I am out of the office. Call the desk in an emergency.", None),
        ("That was it for this year! I am away until Friday 4 December.", date(2026, 12, 7)),
        ("Our sale ends on 11 December. I am away and read no mail.", None),
        ("I was away on 2 November.", None),
        ("", None),
    ],
)
def test_the_first_day_back_is_read_or_left_unknown(text: str, day: date | None) -> None:
    assert back_on(text, SAID, WORK, day_first=True) == day
