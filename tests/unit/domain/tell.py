"""Decisions told in full, as text: every scenario below, with everything that it leads to.

    python -m tests.unit.domain.tell > tests/unit/domain/decisions.txt

The text is read by people when it changes, and compared whole by test_decisions_told.py.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import Enum

from followupd.domain.action import Cause, Doubt, FollowUpWish, How, Item, Moment, Result, Said
from followupd.domain.agreement import Agreement, FollowUp, Gap, Reviewed
from followupd.domain.brief import compose
from followupd.domain.decide_agreement import decide_reply
from followupd.domain.decide_follow_up import decide_calendar_closed, decide_follow_up_moment, replan
from followupd.domain.decide_proposal import decide_forwarded, decide_preview_reply, decide_proposal_moment
from followupd.domain.decide_robot import decide_away, decide_bounce
from followupd.domain.decision import Decision, Note
from followupd.domain.effects import EffectKey, MailKind, SendMail
from followupd.domain.gaps import gaps_of
from followupd.domain.guard import objection
from followupd.domain.happenings import Answer, Intent, MailRef, MomentReached, Problem, Route
from followupd.domain.people import Person
from followupd.domain.policy import Closing, Mode, SendRule
from tests.unit.domain.build import (
    ANNA,
    CLIENT,
    FRIDAY,
    NOW,
    SAM,
    SERVICE,
    TOM,
    agreed,
    context,
    forwarded,
    item,
    known,
    moment,
    replied,
    wish,
)

NEW_DUE = Answer(intent=Intent.AMEND, changes=Item(due=Said(value=moment(date(2026, 12, 11)), words="11 December")))
WORDS = Answer(intent=Intent.DONE, words="four booked")


def scenarios() -> Iterator[tuple[str, object]]:
    """Name and outcome of each."""
    yield from _proposals()
    yield from _gaps()
    yield from _owner()
    yield from _setter()
    yield from _follow_ups()
    yield from _briefs()
    yield from _others()


def _forward(*items: Item, **changes: object) -> Decision:
    settings = {key: changes.pop(key) for key in ("send", "stopped", "acquainted") if key in changes}
    return decide_forwarded(forwarded(*items, **changes), context(**settings), NOW)


def _proposals() -> Iterator[tuple[str, object]]:
    second = item(what=Said(value="Write the advert", words="write"), due=None)
    yield (
        "a complete mail",
        _forward(item(check=Said(value="the CRM", words="CRM"), achievable=Said(value="Priya helps"))),
    )
    yield "a complete mail with its own follow-up", _forward(item(follow_up=wish(date(2026, 12, 7), time(10, 0))))
    yield "nothing in it", _forward(problem=Problem.ENCRYPTED, targets=("12 in Q1",), also_noticed=("one day",))
    yield "previewed by rule", _forward(item(), send=SendRule.PREVIEW)
    eleven = _forward(*[item()] * 11).proposal
    assert eleven is not None
    yield "eleven actions", eleven.held_because
    attached = forwarded(item())
    zones = (attached.reading.zones[0], replace(attached.reading.zones[1], kind="attached"))
    attached = replace(attached, reading=replace(attached.reading, zones=zones))
    yield "read from an attached mail", decide_forwarded(attached, context(), NOW)
    yield "a private reminder", _forward(item(owner=None, measure=None), route=Route.BCC)
    yield "an own promise", _forward(item(owner=Said(value=ANNA, words="I")))
    yield "to somebody who said STOP", _forward(item(), stopped=frozenset({TOM.address}))
    yield "to acquaintances", _forward(item(), acquainted=frozenset({TOM.address, ANNA.address}))
    held = _forward(item(due=None), second).proposal
    assert held is not None
    answers: list[tuple[str, list[Answer | Intent], Person]] = [
        ("SEND", [Intent.SEND], ANNA),
        ("SEND 2", [Answer(intent=Intent.SEND, number=2)], ANNA),
        ("CANCEL", [Intent.CANCEL], ANNA),
        ("CANCEL 1", [Answer(intent=Intent.CANCEL, number=1)], ANNA),
        ("a date for all", [NEW_DUE], ANNA),
        ("a date for one", [replace(NEW_DUE, number=2)], ANNA),
        ("thanks", [Intent.NONE], ANNA),
        ("something unclear", [Intent.UNCLEAR], ANNA),
        ("SEND by the owner", [Intent.SEND], TOM),
    ]
    for said, what, author in answers:
        yield f"a preview answered: {said}", decide_preview_reply(held, replied(author, *what), context(), NOW)
    partly = decide_preview_reply(held, replied(ANNA, Answer(intent=Intent.SEND, number=2)), context(), NOW).proposal
    assert partly is not None
    dropped = decide_preview_reply(partly, replied(ANNA, Intent.CANCEL, name="r2"), context(), NOW)
    yield "the rest of a preview dropped", dropped
    no_what = _forward(item(what=None), second).proposal
    assert no_what is not None
    yield "SEND where one cannot be", decide_preview_reply(no_what, replied(ANNA, Intent.SEND), context(), NOW)
    yield (
        "a date for all where a look is the rule",
        decide_preview_reply(held, replied(ANNA, NEW_DUE), context(send=SendRule.PREVIEW), NOW),
    )
    noticed = _forward(item(due=None), also_noticed=("One day", "Perhaps")).proposal
    assert noticed is not None
    for number in (1, 2, 3, 4):
        added = Answer(intent=Intent.ADD, number=number)
        yield f"ADD {number}", decide_preview_reply(noticed, replied(ANNA, added), context(), NOW)
    gone = decide_preview_reply(noticed, replied(ANNA, Intent.CANCEL), context(), NOW).proposal
    assert gone is not None
    late = decide_preview_reply(gone, replied(ANNA, Answer(intent=Intent.ADD, number=2), name="r2"), context(), NOW)
    yield "ADD after CANCEL", late
    reminder = MomentReached(name=f"proposal/{held.id}/remind", moment=NOW)
    yield "a preview nobody answered", decide_proposal_moment(held, reminder, context(), NOW)
    evening = datetime(2026, 11, 27, 20, 0, tzinfo=NOW.tzinfo)
    yield "a preview on a Friday evening", decide_forwarded(forwarded(item(due=None)), context(), evening).timers


def _gaps() -> Iterator[tuple[str, object]]:
    doubt = Doubt(field="due", reason="5 December is a Saturday. Which day?", readings=("Friday 4 December", "Monday"))
    two = Doubt(field="owner", reason="Which Tom is meant?", readings=("Tom Baker", "Tom Lee"))
    cases: list[tuple[str, Item, tuple[Person, ...], bool]] = [
        ("everything missing, one inside", Item(), (TOM, CLIENT), False),
        ("everything missing, nobody there", Item(), (), False),
        ("everything missing, two inside", Item(), (TOM, SAM), False),
        ("a private reminder without a date", Item(what=Said(value="Call")), (), True),
        ("blank words", item(what=Said(value="  ")), (TOM,), False),
        ("a doubtful date", item(doubts=(doubt,)), (TOM,), False),
        ("a doubtful date without a value", item(due=None, doubts=(doubt,)), (TOM,), False),
        ("two Toms", item(owner=None, doubts=(two,)), (TOM,), False),
        ("two Toms without names", item(owner=None, doubts=(replace(two, readings=()),)), (TOM,), False),
        ("a doubtful owner", item(doubts=(two,)), (TOM,), False),
        ("an owner outside", item(owner=Said(value=CLIENT, words="Carol")), (CLIENT,), False),
        ("an owner not on the mail", item(owner=Said(value=SAM, words="Sam")), (TOM,), False),
        ("an owner by the setter's word", item(owner=Said(value=SAM)), (TOM,), False),
    ]
    for name, what, around, private in cases:
        yield f"gaps: {name}", gaps_of(what, setter=ANNA, around=around, known=known(), now=NOW, private=private)


def _say(agreement: Agreement, author: Person, *answers: Answer | Intent, name: str = "r1", **more: object) -> Decision:
    return decide_reply(agreement, replied(author, *answers, name=name), context(**more), NOW)


def _then(agreement: Agreement, author: Person, *answers: Answer | Intent) -> Agreement:
    return _say(agreement, author, *answers).agreements[0]


def _three() -> Agreement:
    return agreed(item(), item(what=Said(value="Write", words="write")), item(what=Said(value="Book", words="book")))


def _owner() -> Iterator[tuple[str, object]]:
    for intent in Intent:
        yield f"the owner says {intent}", _say(agreed(), TOM, Answer(intent=intent, words="so it is"))
    yield (
        "the owner reports two of three",
        _say(
            _three(),
            TOM,
            Answer(intent=Intent.DONE, number=1),
            Answer(intent=Intent.BLOCKED, number=3, cause=Cause.TIME),
        ),
    )
    yield "the owner names no action", _say(agreed(), TOM, Answer(intent=Intent.DONE, number=9))
    yield "the owner's word closes", _say(agreed(), TOM, WORDS, closing=Closing.OWNER)
    yield "the owner blocked twice", _say(_three(), TOM, Intent.BLOCKED)
    blocked = _then(agreed(), TOM, Intent.BLOCKED)
    yield "the owner takes BLOCKED back", _say(blocked, TOM, Intent.UNDO)


def _setter() -> Iterator[tuple[str, object]]:
    reported = _then(agreed(), TOM, WORDS)
    done = _then(reported, ANNA, Intent.CONFIRM)
    for intent in Intent:
        yield f"the setter says {intent} of what is open", _say(agreed(), ANNA, Answer(intent=intent, words="well"))
    for intent in (Intent.CONFIRM, Intent.NOT_YET, Intent.NOT_DONE, Intent.CANCEL):
        yield f"the setter says {intent} of what is reported", _say(reported, ANNA, intent)
    for intent in (Intent.THANKS, Intent.FREE, Intent.KEEP, Intent.REOPEN, Intent.UNDO, Intent.CONFIRM):
        yield f"the setter says {intent} of what is done", _say(done, ANNA, Answer(intent=intent, words="great"))
    yield "the setter confirms one of three", _say(_three(), ANNA, Answer(intent=Intent.CONFIRM, number=2))
    yield "the setter confirms three at once", _say(_three(), ANNA, Intent.CONFIRM)
    two = agreed(item(), item(what=Said(value="Write", words="write")))
    yield "the setter confirms two at once", _say(two, ANNA, Intent.CONFIRM)
    yield "the owner asks about the second", _say(two, TOM, Answer(intent=Intent.QUESTION, number=2, words="which?"))
    yield "the setter changes the date", _say(agreed(), ANNA, NEW_DUE)
    yield (
        "the setter changes everything",
        _say(
            agreed(),
            ANNA,
            Answer(
                intent=Intent.AMEND,
                changes=Item(
                    what=Said(value="Call 12"),
                    measure=Said(value="12 called"),
                    why=Said(value="more"),
                    achievable=Said(value="Sam helps"),
                    check=Said(value="CRM"),
                    follow_up=Said(value=FollowUpWish(when=moment(date(2026, 12, 8)), how=How.CALL)),
                ),
            ),
        ),
    )
    yield "the setter changes nothing", _say(agreed(), ANNA, Answer(intent=Intent.AMEND, changes=Item()))
    yield (
        "the setter changes the check",
        _say(agreed(), ANNA, Answer(intent=Intent.AMEND, changes=Item(check=Said(value="the log")))),
    )
    yield (
        "the setter moves the follow-up",
        _say(
            agreed(item(follow_up=Said(value=FollowUpWish(how=How.DESK)))),
            ANNA,
            Answer(intent=Intent.MOVE, words="on the 8th", follow_up=moment(date(2026, 12, 8), time(11, 0))),
        ),
    )
    yield (
        "the setter moves the date by words",
        _say(agreed(), ANNA, Answer(intent=Intent.RESCHEDULE, words="by the 11th", due=moment(date(2026, 12, 11)))),
    )
    yield "the setter changes one of three without a number", _say(_three(), ANNA, NEW_DUE)
    yield "the setter changes one of three", _say(_three(), ANNA, replace(NEW_DUE, number=2))
    yield (
        "the setter names another owner",
        _say(agreed(), ANNA, Answer(intent=Intent.AMEND, changes=Item(owner=Said(value=SAM)))),
    )
    yield "the setter takes a new version back", _say(_then(agreed(), ANNA, NEW_DUE), ANNA, Intent.UNDO, name="r2")
    missed = _then(agreed(), ANNA, Answer(intent=Intent.NOT_DONE, words="no time", cause=Cause.TIME))
    yield "a new date after it was not done", _say(missed, ANNA, NEW_DUE, name="r2")
    own = replace(agreed(), shared=False)
    for intent in (Intent.DONE, Intent.CANCEL, Intent.THANKS):
        yield f"of an own promise the setter says {intent}", _say(own, ANNA, intent)


def _plan(agreement: Agreement, planned: tuple[FollowUp, ...] = (), **more: object) -> Decision:
    return replan(agreement, planned, "c1", context(**more), NOW)


def _follow_ups() -> Iterator[tuple[str, object]]:
    first = _plan(agreed())
    yield "a pair", first
    yield (
        "a pair for three, two days",
        _plan(
            agreed(item(), item(due=Said(value=moment(date(2026, 12, 11)))), item(follow_up=wish(FRIDAY, time(9, 0))))
        ),
    )
    yield "a line joins", _plan(replace(agreed(), id="other"), first.follow_ups)
    yield "reported", _plan(_then(agreed(), TOM, Intent.DONE), first.follow_ups)
    yield "dropped", _plan(_then(agreed(), ANNA, Intent.CANCEL), first.follow_ups)
    yield "another day", _plan(_then(agreed(), ANNA, NEW_DUE), first.follow_ups)
    yield "an own promise", _plan(replace(agreed(), shared=False))
    yield "due today", _plan(agreed(item(due=Said(value=moment(NOW.date())))))
    yield (
        "a late time takes the pre-check away",
        _plan(
            replace(agreed(item(follow_up=wish(NOW.date(), time(10, 30)))), id="other"),
            tuple(
                replace(each, day=NOW.date(), start=NOW + timedelta(hours=7), pre_check=NOW + timedelta(minutes=15))
                for each in first.follow_ups
            ),
        ),
    )
    (follow_up,) = first.follow_ups
    yield "the calendar is closed", decide_calendar_closed(follow_up, "c2", NOW)
    end = follow_up.start + timedelta(minutes=30)
    yield "its time is over", decide_follow_up_moment(follow_up, MomentReached(name="x", moment=end), end)


def _briefs() -> Iterator[tuple[str, object]]:
    agreement = _then(agreed(item(check=Said(value="CRM"))), TOM, WORDS)
    follow_ups = _plan(agreement).follow_ups
    held = tuple(
        each
        for follow_up in follow_ups
        for each in decide_follow_up_moment(
            follow_up, MomentReached(name="x", moment=NOW), follow_up.start + timedelta(hours=1)
        ).follow_ups
    )
    waiting = _forward(item(due=None)).proposal
    nameless = _forward(Item(what=None)).proposal
    assert waiting is not None
    assert nameless is not None
    for day in range(1, 12):
        at = datetime(2026, 12, day, 7, 30, tzinfo=NOW.tzinfo)
        planned = held if at > follow_ups[0].start else follow_ups
        yield f"the brief of {day} December", compose(ANNA, (agreement,), planned, (), context(), at)
    for day in (24, 25, 26, 27):
        at = datetime(2026, 11, day, 7, 30, tzinfo=NOW.tzinfo)
        asked = tuple(replace(each, reminded=True) for each in (waiting, nameless))
        yield f"the brief of {day} November", compose(ANNA, (), (), asked, context(), at)


def _others() -> Iterator[tuple[str, object]]:
    yield "a bounce", decide_bounce(agreed(), TOM.address, context())
    yield "a bounce to the setter", decide_bounce(agreed(), ANNA.address, context())
    yield "an absence", decide_away(agreed(), date(2026, 12, 7))
    for kind in MailKind:
        for to in (ANNA, TOM, SAM, CLIENT, SERVICE):
            sent = SendMail(key=EffectKey("k"), lane="l", kind=kind, to=to, setter=ANNA, agreement=agreed())
            yield f"objection to a {kind} mail to {to.first}", (objection(sent, context()),)
    other = SendMail(key=EffectKey("k"), lane="l", kind=MailKind.ECHO, to=TOM, setter=SAM, agreement=agreed())
    yield "objection to another setter", (objection(other, context()),)
    yield "objection to STOP", (objection(replace(other, setter=ANNA), context(stopped=frozenset({TOM.address}))),)
    for mode in Mode:
        objections = [
            objection(effect, context(mode=mode, pilot=frozenset({ANNA.address})))
            for effect in (*_forward(item()).effects, *_plan(agreed()).effects)
        ]
        yield f"objections in {mode} mode", objections


# ------------------------------------------------------------------------------------------------- telling


def told() -> str:
    lines: list[str] = []
    for name, outcome in scenarios():
        lines += [f"== {name}", *_tell(outcome, 1), ""]
    return "\n".join(lines)


def _tell(value: object, depth: int) -> list[str]:
    """Everything of a value that is not its default, a field a line."""
    indent = "  " * depth
    if is_dataclass(value) and not isinstance(value, type) and not isinstance(value, tuple(_PLAIN)):
        if isinstance(value, Gap | Note | Reviewed | Result | Doubt):
            return [f"{indent}{_one_line(value)}"]
        lines = []
        for each in fields(value):
            said = getattr(value, each.name)
            if said == each.default or said in ((), None, ""):
                continue
            lines += _named(each.name, said, depth)
        return [f"{indent}{type(value).__name__}", *lines]
    if isinstance(value, tuple | list):
        return [line for each in value for line in _tell(each, depth)]
    return [f"{indent}{_plain(value)}"]


def _named(name: str, said: object, depth: int) -> list[str]:
    indent = "  " * (depth + 1)
    if name == "agreement" and isinstance(said, Agreement):
        states = ", ".join(f"{each.action.number} {each.state} v{each.action.version}" for each in said.standings)
        return [f"{indent}agreement {said.reference} v{said.version}: {states}"]
    if name == "proposal" and not isinstance(said, str) and depth > 1:
        return [f"{indent}proposal"]
    if name == "before":
        return [f"{indent}before: {', '.join(str(each.state) for each in said)}"]  # type: ignore[attr-defined]
    nested = is_dataclass(said) or (isinstance(said, tuple | list) and any(is_dataclass(each) for each in said))
    if nested and not isinstance(said, tuple(_PLAIN)):
        return [f"{indent}{name}:", *_tell(said, depth + 2)]
    if isinstance(said, tuple | list):
        return [f"{indent}{name}: {' | '.join(_plain(each) for each in said)}"]
    return [f"{indent}{name}: {_plain(said)}"]


def _one_line(value: object) -> str:
    """A small record as `Name field=value …`."""
    assert is_dataclass(value)
    told_fields = []
    for each in fields(value):
        said = getattr(value, each.name)
        if said != each.default and said not in ((), None, ""):
            told_fields.append(f"{each.name}={_plain(said)}")
    return f"{type(value).__name__} {'; '.join(told_fields)}"


_PLAIN: dict[type, Callable[..., str]] = {
    Person: lambda value: str(value.address.partition("@")[0] or value.name),
    datetime: lambda value: str(value.isoformat()),
    Said: lambda value: _plain(value.value) + (f" [{value.words}]" if value.words else ""),
    Moment: lambda value: f"{value.day}{f' {value.clock:%H:%M}' if value.clock else ''} {value.zone}",
    FollowUpWish: lambda value: f"{_plain(value.when)} {value.how}",
    MailRef: lambda value: f"{value.id} {value.internet_message_id} {value.subject} {value.conversation_id}",
    Item: lambda value: _one_line(value),
}


def _plain(value: object) -> str:
    if isinstance(value, Enum):
        return str(value)
    if isinstance(value, tuple):
        return " ".join(_plain(each) for each in value)
    if isinstance(value, Doubt | Result):
        return _one_line(value)
    return _PLAIN.get(type(value), str)(value)


if __name__ == "__main__":
    sys.stdout.write(told())
