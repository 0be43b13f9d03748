"""Weeks with a team: how many mails people get that they did not ask for (rules 10 and 11).

`make soak-people`: 12 reports and 6 weeks; `make test`: 4 reports and 2 weeks. Behaviour is random and seeded.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from pathlib import Path

from tests.machine.world import Seen
from tests.stories.telling import MONDAY, Person, Story, told

WHOLE = os.environ.get("FOLLOWUPD_SOAK_PEOPLE", "") == "full"
REPORTS, WEEKS = (12, 6) if WHOLE else (4, 2)
SEED = int(os.environ.get("FOLLOWUPD_SOAK_SEED", "7"))
FIRST = ["Ben", "Cara", "Dina", "Egon", "Fay", "Gus", "Hana", "Ivan", "Jill", "Kurt", "Lotte", "Milo"]


def team(story: Story) -> list[Person]:
    people = [Person(story, f"{first} Stone", f"{first.lower()}.stone@contoso.example") for first in FIRST[:REPORTS]]
    story.does(
        "people", {"people": [{"address": p.address, "name": p.name, "manager": story.anna.address} for p in people]}
    )
    return people


def test_rule_11_a_setter_has_at_most_one_unsolicited_mail_a_working_day_and_an_owner_none(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    with told(tmp_path, now=MONDAY) as story:
        people = team(story)
        briefs: Counter[str] = Counter()
        asked = 0
        known: set[str] = set()
        for day in range(WEEKS * 7):
            if day:
                story.passes_days(1)
            arrived = [each for each in story.anna.mails() if each.id not in known]
            known |= {each.id for each in arrived}
            unasked = [each.subject for each in arrived]
            assert len(unasked) <= 1, (story.today, unasked)
            assert not unasked or story.today.weekday() < 5
            briefs[f"{story.today}"] += len(unasked)
            if story.today.weekday() < 5:
                asked += _lives_a_day(story, people, chance)
            known |= {each.id for each in story.anna.mails()}
        assert sum(briefs.values()) > WEEKS
        for person in people:
            kinds = Counter(_kind(each) for each in story.service.messages() if _ours_to(each, person))
            assert kinds["ask"] <= asked, kinds
            assert kinds["brief"] == kinds["other"] == 0, (person.name, kinds)


def _lives_a_day(story: Story, people: list[Person], chance: random.Random) -> int:
    """One thing or two that happen at work; returns how often the setter had somebody asked."""
    anna, asked = story.anna, 0
    if chance.random() < 0.6:
        person, batch = chance.choice(people), chance.randrange(10, 9999)
        due = story.today.toordinal() + chance.randrange(3, 9)
        day = story.today.fromordinal(due)
        anna.forwards(
            f"{person.first}, please call the {batch} lapsed clients by {day:%A} {day.day} {day:%B}; "
            f"done when {batch} notes are in.",
            of=person, subject=f"Batch {batch}",
        )  # fmt: skip
    still = [each for each in story.service.app.store.agreements() if any(not s.ended for s in each.standings)]
    for agreement in chance.sample(still, min(2, len(still))):
        owner = next((person for person in people if person.address == agreement.owner.address), None)
        subject = f"Re: [{agreement.reference}]"
        roll = chance.random()
        if owner is not None and roll < 0.3:
            said = chance.choice(("DONE - all in", "AGREED", "Half of them called.", "BLOCKED - no list"))
            owner.says(said, subject=subject)
        elif roll < 0.6:
            words = chance.choice(("DONE", "LOOKS DONE", "AT RISK - nothing there", "ASK", "NOT YET"))
            asked += words == "ASK"
            anna.says(words, subject=subject)
    return asked


def _ours_to(each: Seen, person: Person) -> bool:
    return each.mailbox == person.address and each.ours and not each.meeting and each.folder == "inbox"


def _kind(mail: Seen) -> str:
    subject = mail.subject
    for beginning, kind in (("Agreed", "agreed"), ("Re:", "echo"), ("Thank", "thanks"), ("Your follow-ups", "brief")):
        if subject.startswith(beginning):
            return kind
    return (
        "ask"
        if subject.startswith("How does it stand")
        else "withdrawal"
        if subject.startswith("Nothing to do")
        else "other"
    )
