"""Sentences that only look like done, confirmed or cancelled: they close nothing, whoever says them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from followupd.domain.happenings import Intent
from followupd.domain.people import WorkingTime
from followupd.reading.answers import Asked, read_answers

SAID = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
CLOSING = {Intent.DONE, Intent.CONFIRM, Intent.CANCEL}
CALLS = "Ring the 9 printers and get 3 written offers"
LIST = "Send the new parking list to all tenants"
PAPER = "Prepare the Q2 staffing paper"
PAGE = "Repair the sign-up page so that the confirmation mail works"
COURSE = "Book the ladder course for Ines and Rob"
ROOM = "Clear out the archive room"


def intents(text: str, what: str, *, setter: bool) -> set[Intent]:
    asked = Asked(whats=(what,), dues=(date(2026, 12, 4),), setter=setter)
    answers = read_answers(text, "Re: x", asked=asked, said=SAID, working=WorkingTime(), day_first=True)
    return {answer.intent for answer in answers}


@pytest.mark.parametrize(
    ("what", "texts"),
    [
        (
            CALLS,
            (
                "Rang all 9, 3 offers promised",
                "9 rung, 3 offers refused",
                "Rang all 9. No offers.",
                "9 printers, 3 offers - agreed",
                "I've been asked to ring 9 printers and get 3 written offers",
                "I rang 9 printers and got 3 verbal offers",
                "Rang 9 of the 30 and got 3 offers",
                "Done my best",
                "Done what I could",
                "Completed the form you sent",
                "I finished today's calls",
                "My part is done",
                "Done up to the last page",
                "It's done every Friday",
                "It's off my desk and on Ken's",
                "Done 🤞",
                "yeah right, done... in my dreams",
                "You can tick it off once the last offer is in",
                "Mission accomplished? Hardly",
                "Completed: 2",
                "done by Friday, promise",
                "Done! (just kidding, starting now)",
            ),
        ),
        (
            LIST,
            (
                "Sent to Ida for checking",
                "Sent it to one tenant",
                "Sent all tenants a reminder",
                "I mailed all tenants about the delay",
                "Shared the old parking list",
                "The parking list is out of date",
                "Sent yesterday but it bounced",
                "The parking list is ready",
            ),
        ),
        (
            PAPER,
            (
                "it's ready for you to check",
                "Prepared the Q1 staffing paper",
                "the paper template is ready",
                "finished the introduction",
                "I'm ready",
                "paper attached for your comments",
            ),
        ),
        (PAGE, ("working on it", "That works for me", "It was working", "Works fine here", "working from home today")),
        (COURSE, ("Booked a day off", "It's in the calendar for Friday to book it", "I'm fully booked")),
        ("Phone the three drivers who left", ("I've phoned two of the drivers", "Phoned two", "Phoned one")),
        (ROOM, ("All clear", "that's clear to me", "crystal clear", "The instructions are clear")),
    ],
)
def test_what_only_looks_like_done_closes_nothing(what: str, texts: tuple[str, ...]) -> None:
    closed = [
        (text, setter) for text in texts for setter in (False, True) if intents(text, what, setter=setter) & CLOSING
    ]
    assert closed == []


@pytest.mark.parametrize(
    "text",
    [
        "Closing this on Friday",
        "Please confirm",
        "Confirm with Sam",
        "Confirming our call on Friday",
        "I can confirm that he is working on it",
        "Signed off sick until Monday",
        "We're closed on Friday",
        "I'll check with him and confirm later",
        "I did it for him",
        "Forget it, I'll do it",
        "cancel the meeting",
        "I had to cancel my leave",
        "All 9 rung and 3 written offers received",
        "You can close it when it's done",
        "Don't close this yet",
        "Well done so far",
    ],
)
def test_the_setters_words_close_nothing_unless_they_say_so(text: str) -> None:
    assert not intents(text, CALLS, setter=True) & CLOSING
