"""Weeks with a team: how many mails people get that they did not ask for (rules 10 and 11).

`make soak-people`: 12 reports and 6 weeks; `make test`: 4 reports and 2 weeks. Behaviour is random and seeded.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from pathlib import Path

from followupd.domain.effects import SendMail
from followupd.domain.people import Person as Somebody
from followupd.ports import EffectState
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


#: What a setter gets in answer to a word of his own.
ANSWERS = {"confirmation", "echo", "thanks_draft", "preview", "overview", "help", "problem"}
#: What an owner's word brings a setter at once, singly (rule 11).
AT_ONCE = {"blocked", "owner_said"}
#: All that an owner gets: the first two and the last unasked, `echo` in answer to a word of his own, `ask` where the
#: setter wants it.
TO_OWNER = {"confirmation", "withdrawal", "thanks", "echo", "ask"}


def test_rule_11_a_setter_has_at_most_one_unsolicited_mail_a_working_day_and_an_owner_none(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    with told(tmp_path, now=MONDAY) as story:
        people = team(story)
        known: set[str] = set()
        working_days = 0
        told_at_once = asked = 0
        for day in range(WEEKS * 7):
            if day:
                story.passes_days(1)
            overnight = [each.subject for each in story.anna.mails() if each.id not in known]
            assert len(overnight) <= 1, (story.today, overnight)
            assert not overnight or story.today.weekday() < 5
            if story.today.weekday() < 5:
                working_days += 1
                by_owner, by_setter = _lives_a_day(story, people, chance)
                told_at_once += by_owner
                asked += by_setter
            known |= {each.id for each in story.anna.mails()}
        mine = _sent(story, story.anna)
        assert set(mine) <= ANSWERS | AT_ONCE | {"brief"}, mine
        assert mine["brief"] <= working_days
        assert mine["brief"] > WEEKS
        assert sum(mine[kind] for kind in AT_ONCE) <= told_at_once, (mine, told_at_once)
        theirs: Counter[str] = Counter()
        for person in people:
            kinds = _sent(story, person)
            assert set(kinds) <= TO_OWNER, (person.name, kinds)
            theirs += kinds
        assert theirs["ask"] <= asked
        versions = sum(each.version for each in story.agreements())
        assert theirs["confirmation"] <= versions, (theirs, versions)
        print(f"seed {SEED}: {REPORTS} reports, {working_days} working days, {len(story.agreements())} agreements")
        print(f"  to the setter: {_told(mine)}; unasked a working day: {mine['brief'] / working_days:.2f}")
        print(f"  to the owners: {_told(theirs)}")


def _lives_a_day(story: Story, people: list[Person], chance: random.Random) -> tuple[int, int]:
    """One thing or two that happen at work; returns how often an owner said something that the setter has to know at
    once, and how often the setter had somebody asked (whose next word he gets at once, too)."""
    anna, at_once, asked = story.anna, 0, 0
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
        later = story.today.fromordinal(story.today.toordinal() + 10)
        roll = chance.random()
        if owner is not None and roll < 0.35:
            said = chance.choice(
                ("DONE - all in", "AGREED", "Half of them called.", "BLOCKED - no list", f"Due: {later:%d %B}")
            )
            at_once += said.startswith(("BLOCKED", "Due"))
            owner.says(said, subject=subject)
        elif roll < 0.7:
            words = ("DONE", "LOOKS DONE", "AT RISK - nothing there", f"ASK {agreement.owner.first}", "NOT YET", "OK",
                     f"Due: {later:%d %B}", "NOT DONE - no time", "CANCEL")  # fmt: skip
            said = chance.choice(words)
            asked += said.startswith("ASK")
            anna.says(said, subject=subject)
            if said == "DONE" and chance.random() < 0.5:
                anna.says("THANKS", subject=f"THANKS {agreement.reference}")
    return at_once + asked, asked


def _sent(story: Story, person: Person) -> Counter[str]:
    """The kinds of mail that this person was sent."""
    rows = story.service.app.store.effects(states=[EffectState.DONE], limit=10_000)
    return Counter(row.kind for row in rows if isinstance(row.effect, SendMail) and row.effect.to == _as(person))


def _as(person: Person) -> Somebody:
    return Somebody(address=person.address, name=person.name)


def _told(kinds: Counter[str]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
