"""Anybody may say anything at any time, and anything may break: what must hold all the same.

A state machine (hypothesis) over the engine, the sandbox and the clock. Each step is something that happens to the
service; then it runs until it comes to rest, through faults and crashes, and the whole world is looked at.
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from followupd.domain.agreement import FollowUp
from followupd.domain.mail import EntryRole, Way
from followupd.domain.people import Person
from followupd.domain.states import OUTCOMES
from followupd.graph.properties import KEY
from followupd.ports import EffectState
from followupd.sandbox.faults import Fault
from followupd.store import open_store
from tests.machine.world import SERVICE, Seen, Service, opened
from tests.system.mails import forward, plain

FULL = os.environ.get("FOLLOWUPD_CRASH", "") == "full"

#: Monday 23 November 2026, 09:00 in London.
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ANNA, PRIYA = "anna.reed@contoso.example", "priya.nair@contoso.example"
TOM, SAM = "tom.baker@contoso.example", "sam.lee@contoso.example"
JULIA, DAVID = "julia.marsh@contoso.example", "david.cole@fabrikam.example"
NAMES = {
    ANNA: "Anna Reed <anna.reed@contoso.example>",
    PRIYA: "Priya Nair <priya.nair@contoso.example>",
    TOM: "Tom Baker <tom.baker@contoso.example>",
    SAM: "Sam Lee <sam.lee@contoso.example>",
    DAVID: "David Cole <david.cole@fabrikam.example>",
}
SETTERS, OWNERS = (ANNA, PRIYA), (TOM, SAM)
#: Nobody of these is ever a party: no mail and no entry of ours may reach them.
OUTSIDERS = (JULIA, DAVID, "mark.lind@contoso.example", "lena.vogt@contoso.example")
#: Words that stand in the setter's note alone.
PRIVATE = "CRM call log"

NOTES = {
    "complete": "{owner}, as agreed: you will call the {n} lapsed clients and book at least 3 meetings by {due}. "
    "I'll look in the CRM call log first.",
    "no date": "{owner}, you will call the {n} lapsed clients and book at least 3 meetings. "
    "I'll look in the CRM call log first.",
    "no measure": "{owner}, please prepare the office move ({n}) by {due}. I'll look in the CRM call log first.",
    "with a review": "{owner}, you will call the {n} lapsed clients and book at least 3 meetings by {due}. "
    "Let's review it on {review} at 10:00. I'll look in the CRM call log first.",
    "several": "{owner}, as agreed:\n\n- call the {n} lapsed clients and book at least 3 meetings by {due}\n"
    "- send the new price list to all {n} clients by {due}\n\nI'll look in the CRM call log first.",
    "nothing": "{owner}, thanks for this morning, it was good to talk.",
}
OWNER_WORDS = (
    "DONE - all called, 4 meetings booked.",
    "DONE",
    "BLOCKED - the CRM is down until Thursday.",
    "AGREED",
    "Thanks, OK",
    "UNDO",
    "I cannot do this one, somebody else should.",
    "What do you mean by lapsed?",
    "CONFIRM",
    "Due: 11 December 2026",
    "HELP",
)
SETTER_WORDS = (
    "CONFIRM",
    "CONFIRM 1",
    "NOT YET - two are missing.",
    "THANKS",
    "THANKS - well done, all of you.",
    "FREE",
    "KEEP",
    "SEND",
    "CANCEL",
    "DROP",
    "NOT DONE - no time.",
    "Due: Friday 11 December 2026",
    "Measure: 5 meetings",
    "REOPEN",
    "UNDO",
    "OK, thanks",
)
STOLEN_WORDS = ("DONE", "CONFIRM", "CANCEL", "SEND", "THANKS", "STOP", "Due: 1 December 2026", "UNDO")
FAULTS: dict[str, Fault] = {
    "429": Fault(kind="throttle", retry_after=2),
    "429 without a figure": Fault(kind="throttle"),
    "429 after": Fault(kind="throttle", retry_after=1, when="after"),
    "503": Fault(kind="unavailable"),
    "503 after": Fault(kind="unavailable", when="after"),
    "504 after": Fault(kind="unavailable", status=504, when="after", body="empty"),
    "cut": Fault(kind="cut"),
    "cut after": Fault(kind="cut", when="after"),
    "token": Fault(kind="expired_token"),
}
WHERE = ("", "/send$", "/messages$", "createReply", "/events", "/move$", "/delta", "^/users/[^/]+$")


class Machine(RuleBasedStateMachine):
    """See the module."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self._stack = ExitStack()
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="machine-")))
        self.service: Service = self._stack.enter_context(
            opened(folder, now=START, template=self.template, settings={})
        )
        self.service.settle()
        self._count = 0
        self.sent_in: list[str] = []
        #: Setters who have said a word that may close.
        self.closers: set[str] = set()
        self.revisions: dict[str, tuple[int, int]] = {}

    def teardown(self) -> None:
        self._stack.close()

    # --------------------------------------------------------------------------------------- what happens

    @rule(
        setter=st.sampled_from(SETTERS),
        owner=st.sampled_from(OWNERS),
        note=st.sampled_from(sorted(NOTES)),
        days=st.integers(3, 20),
    )
    def a_setter_forwards(self, setter: str, owner: str, note: str, days: int) -> None:
        self._deliver(self._forward(setter, owner, note, days), origin="internal")

    @rule(days=st.integers(3, 20))
    def a_setter_forwards_for_a_client(self, days: int) -> None:
        self._deliver(self._forward(ANNA, DAVID, "complete", days), origin="internal")

    @rule(days=st.integers(3, 20))
    def a_setter_copies_us_in_for_two(self, days: int) -> None:
        now = self.service.sandbox.clock.now()
        due = _spelt(now + timedelta(days=days))
        text = (
            f"Hi both, as agreed:\n\n- Tom will call the {days} lapsed clients by {due} and book at least 3 meetings\n"
            f"- Sam will send the new price list to all {days} clients by {due}\n\nAnna"
        )
        to = f"{NAMES[TOM]}, {NAMES[SAM]}"
        self._deliver(plain(text, now, to=to, cc=SERVICE, message_id=self._message_id()), origin="internal")

    @rule(owner=st.sampled_from(OWNERS), words=st.sampled_from(OWNER_WORDS), which=st.integers(0, 5))
    def an_owner_answers(self, owner: str, words: str, which: int) -> None:
        self._answer(owner, words, which)

    @rule(setter=st.sampled_from(SETTERS), words=st.sampled_from(SETTER_WORDS), which=st.integers(0, 5))
    def a_setter_answers(self, setter: str, words: str, which: int) -> None:
        if self._answer(setter, words, which):
            self.closers.add(setter)

    @rule(
        who=st.sampled_from([(JULIA, "internal"), (DAVID, "external"), (ANNA, "forged"), (TOM, "forged")]),
        words=st.sampled_from(STOLEN_WORDS),
        which=st.integers(0, 5),
    )
    def somebody_answers_with_a_stolen_reference(self, who: tuple[str, str], words: str, which: int) -> None:
        ours = self._ours(SERVICE, "sentitems")
        if not ours:
            return
        stolen = ours[-1 - which % len(ours)]
        address, origin = who
        mime = plain(
            words,
            self.service.sandbox.clock.now(),
            author=NAMES.get(address, address),
            subject=f"Re: {stolen.subject}",
            message_id=self._message_id(),
            headers={"In-Reply-To": stolen.internet_message_id, "References": stolen.internet_message_id},
        )
        before = self._said()
        self._deliver(mime, origin=origin, starts=False)
        assert self._said() == before, "a stranger's word has changed something"

    @rule(hours=st.sampled_from([1, 5, 20, 24, 72, 168]))
    def time_goes_by(self, hours: int) -> None:
        self.service.forward(timedelta(hours=hours))
        self.service.settle()

    @rule(
        fault=st.sampled_from(sorted(FAULTS)),
        where=st.sampled_from(WHERE),
        nth=st.integers(1, 4),
        count=st.integers(1, 3),
    )
    def something_will_break(self, fault: str, where: str, nth: int, count: int) -> None:
        with self.service.sandbox.world.lock:
            self.service.sandbox.faults.plan(FAULTS[fault], path=where, nth=nth, count=count)

    @rule(statement=st.integers(1, 60))
    def we_will_crash(self, statement: int) -> None:
        self.service.kill_at(statement)

    # ------------------------------------------------------------------------------------- what must hold

    @invariant()
    def all_holds(self) -> None:
        """One invariant, so that a failing history can be read."""
        self.nobody_but_the_parties_gets_anything()
        self.nothing_comes_twice()
        self.each_pair_stands_once_and_in_the_right_diary()
        self.nothing_private_reaches_an_owner()
        self.nothing_is_closed_without_its_setters_word()
        self.all_is_taken_in_and_nothing_is_left_to_do()
        self.revisions_only_go_up()
        self.the_judge_has_nothing_to_say()

    def nobody_but_the_parties_gets_anything(self) -> None:
        ours = [mail for mail in self.service.messages() if mail.ours]
        assert {mail.mailbox for mail in ours} <= {SERVICE, *SETTERS, *OWNERS}
        assert [mail.recipients for mail in ours if len(mail.recipients) != 1 and not mail.meeting] == []
        events = self.service.events()
        assert [address for address in OUTSIDERS if events[address]] == []

    def nothing_comes_twice(self) -> None:
        ours = [mail for mail in self.service.messages() if mail.ours and not mail.meeting]
        keys = Counter(mail.key for mail in ours if mail.folder == "sentitems")
        assert [key for key, count in keys.items() if count > 1 or not key] == []
        copies = Counter((mail.mailbox, mail.internet_message_id) for mail in ours)
        assert [copy for copy, count in copies.items() if count > 1] == []
        assert [mail.subject for mail in ours if mail.folder == "drafts"] == []

    def each_pair_stands_once_and_in_the_right_diary(self) -> None:
        now = self.service.sandbox.clock.now()
        events = self.service.events()
        wished: Counter[tuple[str, EntryRole, datetime]] = Counter()
        for each in self._planned():
            if each.start <= now:
                continue
            assert each.way is Way.SETTER
            for role, start in ((EntryRole.FOLLOW_UP, each.start), (EntryRole.PRE_CHECK, each.pre_check)):
                if start is None:
                    continue
                standing = each.entry(role)
                assert standing is not None, f"the {role} of a planned follow-up was never made"
                (found,) = [one for one in events[each.setter.address] if one["immutable_id"] == standing.event_id]
                shared = role is EntryRole.FOLLOW_UP and each.invites and each.owner is not None
                invited = [one["address"] for one in found["attendees"]]
                assert invited == ([each.owner.address] if shared and each.owner else [])
                if start > now:
                    wished[each.setter.address, role, start.astimezone(UTC)] += 1
        standing_now: Counter[tuple[str, EntryRole, datetime]] = Counter()
        for setter in SETTERS:
            for one in events[setter]:
                start = datetime.fromisoformat(one["start"])
                if one["is_organizer"] and not one["cancelled"] and start > now:
                    role = (
                        EntryRole.PRE_CHECK
                        if one["extended"][KEY].split("/")[1] == "pre_check"
                        else EntryRole.FOLLOW_UP
                    )
                    standing_now[setter, role, start] += 1
        assert standing_now == wished

    def nothing_private_reaches_an_owner(self) -> None:
        for mail in self.service.messages():
            assert mail.mailbox not in (*OWNERS, *OUTSIDERS) or PRIVATE not in mail.subject + mail.body
        for address, events in self.service.events().items():
            for event in events:
                shared = address not in SETTERS or event["attendees"]
                assert not shared or PRIVATE not in event["subject"] + event["body"]

    def nothing_is_closed_without_its_setters_word(self) -> None:
        for agreement in self.service.app.store.agreements(open_only=False):
            for standing in agreement.standings:
                if standing.state in OUTCOMES:
                    assert standing.result is not None
                    assert standing.result.by == agreement.setter
                    assert agreement.setter.address in self.closers

    def all_is_taken_in_and_nothing_is_left_to_do(self) -> None:
        store = self.service.app.store
        counts = store.counts(self.service.sandbox.clock.now())
        assert (counts.to_take_in, counts.unsent, counts.set_aside) == (0, 0, 0)
        for row in store.effects(states=[EffectState.HELD], limit=1000):
            raise AssertionError(f"{row.kind} is held: {row.reason}")
        with store.look() as look:
            for message_id in self.sent_in:
                assert look.threads_of([message_id]), "a mail that was sent in led to nothing"

    def revisions_only_go_up(self) -> None:
        for agreement in self.service.app.store.agreements(open_only=False):
            now = (agreement.revision, agreement.version)
            before = self.revisions.get(agreement.id, (0, 0))
            assert now[0] >= before[0]
            assert now[1] >= before[1]
            self.revisions[agreement.id] = now

    def the_judge_has_nothing_to_say(self) -> None:
        assert [(one.kind, one.detail, one.request) for one in self.service.sandbox.judge.misdeeds] == []

    # ---------------------------------------------------------------------------------------------- helpers

    def _forward(self, setter: str, owner: str, note: str, days: int) -> str:
        now = self.service.sandbox.clock.now()
        due = now + timedelta(days=days)
        name = NAMES[owner]
        words = NOTES[note].format(
            owner=name.split()[0], n=days + 7, due=_spelt(due), review=_spelt(due + timedelta(days=2))
        )
        return forward(words, now, author=NAMES[setter], inner_from=name, message_id=self._message_id())

    def _deliver(self, mime: str, *, origin: str, starts: bool = True) -> None:
        self.service.do("deliver", {"mime": mime, "as": origin, "to": [SERVICE]})
        if starts:
            self.sent_in.append(self._last_id)
        self.service.settle()

    def _answer(self, person: str, words: str, which: int) -> bool:
        """Answer one of the newest mails of ours that this person has; False: there is none."""
        ours = self._ours(person, "inbox")
        if not ours:
            return False
        mail = ours[-1 - which % len(ours)]
        self.service.do("write", {"person": person, "text": words, "reply_to": mail.internet_message_id})
        self.service.settle()
        return True

    def _message_id(self) -> str:
        self._count += 1
        self._last_id = f"<{self._count}@mail.contoso.example>"
        return self._last_id

    def _ours(self, address: str, folder: str) -> list[Seen]:
        """Our mails in a folder, oldest first."""
        return [
            mail
            for mail in self.service.messages()
            if mail.mailbox == address and mail.folder == folder and mail.ours and not mail.meeting
        ]

    def _said(self) -> object:
        """How everything stands."""
        store = self.service.app.store
        return (
            [(each.id, each.standings, each.version) for each in store.agreements(open_only=False)],
            [(each.id, each.state, each.lines) for each in store.proposals()],
        )

    def _planned(self) -> list[FollowUp]:
        with self.service.app.store.look() as look:
            return [
                follow_up
                for setter in SETTERS
                for follow_up in look.follow_ups_of(Person(address=setter))
                if follow_up.state == "planned"
            ]


def _spelt(moment: datetime) -> str:
    return f"{moment:%A} {moment.day} {moment:%B %Y}"


def _template() -> Path:
    file = Path(tempfile.mkdtemp(prefix="machine-template-")) / "empty.sqlite"
    open_store(str(file)).close()
    return file


Machine.template = _template()
TestMachine = Machine.TestCase
TestMachine.settings = settings(
    max_examples=400 if FULL else 7,
    # Shrinking a history of this kind takes minutes: the full run does it, CI shows the history as it was.
    phases=[Phase.explicit, Phase.generate, *([Phase.shrink] if FULL else [])],
    stateful_step_count=40 if FULL else 16,
    derandomize=not FULL,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)
