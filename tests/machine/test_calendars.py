"""People move, decline, propose and delete at random: the pair follows them, and never fights them.

A state machine (hypothesis) over the engine, the sandbox and the clock. After each step the calendars are looked at
until nothing changes any more; then the diaries are held against what is planned, and the meeting mails of the step
against what a person may get by one change.
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from followupd.domain.agreement import FollowUp
from followupd.domain.mail import EntryRole
from followupd.domain.states import FollowUpState
from followupd.graph.properties import KEY
from followupd.ports import EffectState
from followupd.store import open_store
from tests.machine.world import SERVICE, Service, opened
from tests.system.mails import forward, plain

FULL = os.environ.get("FOLLOWUPD_CRASH", "") == "full"

#: Monday 23 November 2026, 09:00 in London.
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ANNA, TOM = "anna.reed@contoso.example", "tom.baker@contoso.example"
#: The calendars are looked at every five minutes, and what is gone is looked for twice.
QUIET = (timedelta(minutes=6),) * 3
WORDS = ("CONFIRM", "DROP", "NOT YET", "TAKE", "REOPEN", "Follow-up: {day}", "Due: {day}", "UNDO", "FREE")
NOTICES = frozenset({"meetingRequest", "meetingCancelled"})


class Diaries(RuleBasedStateMachine):
    """See the module."""

    template: Path
    settings_of: dict[str, Any] = {}

    def __init__(self) -> None:
        super().__init__()
        self._stack = ExitStack()
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="diaries-")))
        self.service: Service = self._stack.enter_context(
            opened(folder, now=START, template=self.template, settings=self.settings_of)
        )
        self.service.settle()
        self._count = 0
        self._noticed: Counter[tuple[str, str]] = Counter()
        self._new: Counter[tuple[str, str]] = Counter()
        #: Pre-checks that she dragged somewhere: they stay there, even beyond their follow-up.
        self._dragged: set[str] = set()
        #: What she deleted: nothing of it may come again.
        self._deleted: set[str] = set()

    def teardown(self) -> None:
        self._stack.close()

    # --------------------------------------------------------------------------------------- what happens

    @rule(days=st.integers(2, 15), timed=st.booleans())
    def anna_forwards(self, days: int, timed: bool) -> None:
        self._count += 1
        due = self.service.sandbox.clock.now() + timedelta(days=days)
        note = f"Tom, you will label {self._count + 9} old boxes in the archive, at least 3 of them, by {_spelt(due)}."
        if timed:
            note += f" Let's review it on {_spelt(due + timedelta(days=1))} at 10:00."
        now = self.service.sandbox.clock.now()
        self._deliver(forward(note, now, message_id=self._message_id()))

    @rule(day=st.integers(3, 15), hour=st.integers(9, 15))
    def anna_and_tom_have_a_meeting(self, day: int, hour: int) -> None:
        start = (self.service.sandbox.clock.now() + timedelta(days=day)).replace(hour=hour, minute=0)
        times = {
            name: {"dateTime": f"{moment:%Y-%m-%dT%H:%M:%S}", "timeZone": "UTC"}
            for name, moment in (("start", start), ("end", start + timedelta(minutes=45)))
        }
        event = {"subject": "1:1", "attendees": [{"emailAddress": {"address": TOM}}], **times}
        self.service.app.graph._wire.ask("POST", f"/users/{ANNA}/events", mailbox=ANNA, body=event)
        self._quiet()

    @rule(which=st.integers(0, 9), days=st.integers(0, 6), hour=st.integers(8, 17))
    def anna_drags(self, which: int, days: int, hour: int) -> None:
        event = self._one_of(ANNA, which)
        if event is not None:
            start = (self.service.sandbox.clock.now() + timedelta(days=days + 1)).replace(hour=hour, minute=15)
            self._dragged.add(event["immutable_id"])
            self.service.do("move", {"person": ANNA, "event": event["id"], "start": start.isoformat()})
            self._quiet()

    @rule(which=st.integers(0, 9))
    def anna_deletes(self, which: int) -> None:
        event = self._one_of(ANNA, which)
        if event is not None:
            self._deleted.add(event["immutable_id"])
            self.service.do("remove", {"person": ANNA, "event": event["id"]})
            self._quiet()

    @rule(which=st.integers(0, 9), said=st.sampled_from(["accepted", "tentative", "declined"]), other=st.booleans())
    def tom_answers(self, which: int, said: str, other: bool) -> None:
        event = self._one_of(TOM, which)
        if event is None:
            return
        answer: dict[str, Any] = {"person": TOM, "event": event["id"], "response": said}
        if other and said != "accepted":
            start = datetime.fromisoformat(event["start"]) + timedelta(days=1)
            answer["proposed"] = {
                name: {"dateTime": f"{moment:%Y-%m-%dT%H:%M:%S}", "timeZone": "UTC"}
                for name, moment in (("start", start), ("end", start + timedelta(minutes=30)))
            }
        self.service.do("answer", answer)
        self._quiet()

    @rule(which=st.integers(0, 9))
    def tom_deletes(self, which: int) -> None:
        event = self._one_of(TOM, which)
        if event is not None:
            self.service.do("remove", {"person": TOM, "event": event["id"]})
            self._quiet()

    @rule(words=st.sampled_from(WORDS), which=st.integers(0, 5), days=st.integers(2, 9))
    def anna_says(self, words: str, which: int, days: int) -> None:
        agreements = self.service.app.store.agreements(open_only=False)
        if agreements:
            now = self.service.sandbox.clock.now()
            about = agreements[which % len(agreements)].reference
            said = words.format(day=_spelt(now + timedelta(days=days)))
            self._deliver(plain(said, now, subject=f"Re: [{about}]", message_id=self._message_id()))

    @rule(hours=st.sampled_from([3, 20, 24, 72]))
    def time_goes_by(self, hours: int) -> None:
        self.service.forward(timedelta(hours=hours))
        self._quiet()

    # ------------------------------------------------------------------------------------- what must hold

    @invariant()
    def all_holds(self) -> None:
        self.each_follow_up_has_its_event_and_no_other()
        self.pre_checks_stand_in_the_right_place()
        self.nobody_is_told_twice_of_one_change()
        assert [row.reason for row in self.service.app.store.effects(states=[EffectState.HELD])] == []
        assert [(one.kind, one.detail, one.request) for one in self.service.sandbox.judge.misdeeds] == []

    def each_follow_up_has_its_event_and_no_other(self) -> None:
        now = self.service.sandbox.clock.now()
        standing = {each["immutable_id"]: each for each in self._standing(ANNA)}
        wished: set[str] = set()
        for each in self._follow_ups():
            found = each.entry(EntryRole.FOLLOW_UP)
            if each.state is not FollowUpState.PLANNED or each.start <= now:
                continue
            assert found is not None, "a follow-up without an event"
            event = standing.get(found.event_id)
            assert event is not None, "the event of a planned follow-up does not stand"
            assert datetime.fromisoformat(event["start"]) == each.start
            assert (KEY in event["extended"]) is not each.carried
            wished.add(found.event_id)
        ours = {
            id
            for id, event in standing.items()
            if _role(event) is EntryRole.FOLLOW_UP and datetime.fromisoformat(event["start"]) > now
        }
        assert ours <= wished, "an event that no follow-up has"
        assert not self._deleted & set(standing)

    def pre_checks_stand_in_the_right_place(self) -> None:
        now = self.service.sandbox.clock.now()
        pre_checks = {each["immutable_id"]: each for each in self._standing(ANNA) if _role(each) is EntryRole.PRE_CHECK}
        wished = set()
        for each in self._follow_ups():
            if each.state is not FollowUpState.PLANNED or each.pre_check is None or each.pre_check <= now:
                continue
            found = each.entry(EntryRole.PRE_CHECK)
            assert found is not None, "a pre-check without an event"
            assert datetime.fromisoformat(pre_checks[found.event_id]["start"]) == each.pre_check
            assert each.own_pre_check or each.pre_check < each.start
            wished.add(found.event_id)
        left = {id for id, each in pre_checks.items() if datetime.fromisoformat(each["start"]) > now}
        assert left <= wished | self._dragged, "a pre-check before nothing"

    def nobody_is_told_twice_of_one_change(self) -> None:
        assert [(who, count) for (who, _), count in self._new.items() if count > 1] == []

    # ---------------------------------------------------------------------------------------------- helpers

    def _quiet(self) -> None:
        """Let the service see what people did, until nothing changes any more."""
        self.service.settle()
        for while_ in QUIET:
            self.service.forward(while_)
            self.service.settle()
        told = self._notices()
        self._new, self._noticed = told - self._noticed, told

    def _notices(self) -> Counter[tuple[str, str]]:
        """Invitations, updates and cancellations that each person has had, by meeting."""
        world = self.service.sandbox.world
        with world.lock:
            return Counter(
                (person.address, message.meeting.ical_uid)
                for person in world.people.values()
                for message in world.mailbox(person).messages.values()
                if message.meeting is not None
                and message.meeting.properties.get("meetingMessageType") in NOTICES
                and person.address in {one.address for one in message.to}
            )

    def _standing(self, person: str) -> list[dict[str, Any]]:
        return [each for each in self.service.events()[person] if not each["cancelled"]]

    def _one_of(self, person: str, which: int) -> dict[str, Any] | None:
        now = self.service.sandbox.clock.now()
        events = [each for each in self._standing(person) if datetime.fromisoformat(each["start"]) > now]
        return events[which % len(events)] if events else None

    def _follow_ups(self) -> tuple[FollowUp, ...]:
        return self.service.app.store.follow_ups()

    def _deliver(self, mime: str) -> None:
        self.service.do("deliver", {"mime": mime, "as": "internal", "to": [SERVICE]})
        self._quiet()

    def _message_id(self) -> str:
        self._count += 1
        return f"<{self._count}@mail.contoso.example>"


def _role(event: dict[str, Any]) -> EntryRole | None:
    """Which entry of ours it is; None: it is none."""
    key = event["extended"].get(KEY, "")
    return EntryRole(key.split("/")[1]) if key and event["is_organizer"] else None


def _spelt(moment: datetime) -> str:
    return f"{moment:%A} {moment.day} {moment:%B %Y}"


def _template() -> Path:
    file = Path(tempfile.mkdtemp(prefix="diaries-template-")) / "empty.sqlite"
    open_store(str(file)).close()
    return file


Diaries.template = _template()
TestDiaries = Diaries.TestCase
TestDiaries.settings = settings(
    max_examples=200 if FULL else 6,
    phases=[Phase.explicit, Phase.generate, *([Phase.shrink] if FULL else [])],
    stateful_step_count=30 if FULL else 14,
    derandomize=not FULL,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)
