"""Nothing private reaches an owner's mailbox or diary by any path: words that stand nowhere else are looked for."""

from __future__ import annotations

import os
import random
from collections.abc import Callable

import pytest

from tests.stories.telling import Person, Story

SEEDS = range(int(os.environ.get("FOLLOWUPD_PRIVATE_SEEDS", "2")))
#: Steps of one sequence.
STEPS = 9


def everything_of(story: Story, person: Person) -> str:
    """All that this person can read: mails with their markup, meeting mail too, and the diary with its properties."""
    mails = [f"{each.subject}\n{each.body}" for each in story.service.messages() if each.mailbox == person.address]
    return "\n".join((*mails, *(repr(each) for each in story.service.events()[person.address])))


@pytest.mark.parametrize("seed", SEEDS)
def test_rule_13_no_private_word_reaches_anybody_but_the_setter(story: Story, seed: int) -> None:
    chance, anna, tom, sam = random.Random(seed), story.anna, story.tom, story.sam
    marks: list[str] = []

    def secret() -> str:
        marks.append(f"zebra{seed}x{len(marks)}")
        return marks[-1]

    def forwards() -> None:
        anna.forwards(
            f"Tom, please call the {len(marks) + 11} lapsed clients by Friday 4 December; done when 3 meetings are in. "
            f"I'll look in the {secret()} log first.\n\nCheck: the {secret()} sheet",
            subject=f"Batch {len(marks)}",
        )

    deeds: tuple[Callable[[], object], ...] = (
        forwards,
        lambda: anna.says(f"AT RISK {story.reference} - {secret()} is slow", subject=f"Re: [{story.reference}]"),
        lambda: anna.says(f"LOOKS DONE {story.reference} - {secret()}", subject=f"Re: [{story.reference}]"),
        lambda: anna.says(f"Check: the {secret()} folder", subject=f"Re: [{story.reference}]"),
        lambda: anna.says(f"ASK TOM {story.reference}", subject=f"Re: [{story.reference}]"),
        lambda: anna.says(f"NOT DONE - {secret()} had no time", subject=f"Re: [{story.reference}]"),
        lambda: anna.says("Due: 11 December", subject=f"Re: [{story.reference}]"),
        lambda: anna.says("Owner: Sam Lee <sam.lee@contoso.example>", subject=f"Re: [{story.reference}]"),
        lambda: anna.says("CONFIRM", subject=f"Re: [{story.reference}]"),
        lambda: anna.says("THANKS", subject=f"Re: [{story.reference}]"),
        lambda: anna.says("UNDO", subject=f"Re: [{story.reference}]"),
        lambda: tom.says("DONE - all called", subject=f"Re: [{story.reference}]"),
        lambda: tom.says("MY ACTIONS"),
        lambda: sam.says("MY ACTIONS"),
        lambda: tom.answers("Could we make it the 9th?", to="Agreed", everybody=True),
        lambda: story.on("3 December", "8:00") if story.today.day < 3 or story.today.month == 11 else None,
    )
    forwards()
    tom.passes_on(tom.last_mail(), "fyi", to=[sam])
    for _ in range(STEPS):
        chance.choice(deeds)()
    anna.says("HAND OVER to Priya Nair <priya.nair@contoso.example>")
    story.passes_days(8)
    for person in (tom, sam, story.julia, story.client, story.priya):
        read = everything_of(story, person)
        assert [mark for mark in marks if mark in read] == [], person.name
    assert any(mark in everything_of(story, anna) for mark in marks)
