"""A sample of each kind of mail and entry, with invented people: to look at the templates, and to try a site's own.

`broken_templates` renders them all; checking.py finds every mistake of a site's own, and its line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from followupd.domain.action import Action, Cause, FollowUpWish, How, Item, Moment, Reference, Result, Said, Situation
from followupd.domain.agreement import Agreement, Change, FollowUp, Gap, Line, Placed, Proposal, Reviewed
from followupd.domain.effects import Alarm, Brief, BriefLine, EffectKey, MailKind, SendMail, SetEntry
from followupd.domain.figures import Figures
from followupd.domain.happenings import MailRef, Problem
from followupd.domain.mail import AttendeeAnswer, Entry, EntryRole, InternetMessageId, MessageId, Way
from followupd.domain.overview import Asked, Overview, OverviewLine
from followupd.domain.people import Known, KnownPerson, Person, WorkingTime
from followupd.domain.situations import PRESETS
from followupd.domain.standing import Earlier, Look, Offer, Standing, View
from followupd.domain.states import ActionState
from followupd.errors import TemplateBroken
from followupd.writing.entries import render_entry
from followupd.writing.messages import render_mail
from followupd.writing.render import Templates

ANNA = Person(address="anna.reed@example.com", name="Anna Reed")
TOM = Person(address="tom.baker@example.com", name="Tom Baker")
KNOWN = Known(
    service=("followup@example.com",),
    domains=frozenset({"example.com"}),
    people=tuple(
        KnownPerson(person=person, internal=True, working=WorkingTime(zone=ZoneInfo("Europe/London")))
        for person in (ANNA, TOM)
    ),
    working=WorkingTime(zone=ZoneInfo("Europe/London")),
)
NOW = datetime(2026, 11, 27, 7, 30, tzinfo=UTC)
REFERENCE = Reference("FU-7K3QD")
MAIL = MailRef(
    id=MessageId("m1"), internet_message_id=InternetMessageId("<m1@example.com>"), subject="FW: Lapsed clients"
)
CALL = Action(
    number=1,
    what="Call the 10 lapsed clients",
    measure="each of the ten has a note in the system that says what they need next",
    due=Moment(day=date(2026, 12, 4), zone="Europe/London"),
    achievable="Anna sends the list and keeps Tuesday morning free of meetings",
    why="three of them could come back before the new year",
    follow_up=FollowUpWish(when=Moment(day=date(2026, 12, 4), clock=time(10, 0), zone="Europe/London")),
    check="the client list, column “last contact”",
)
SHEET = Action(
    number=2,
    what="Update the pipeline sheet",
    measure="no line is older than a week",
    due=Moment(day=date(2026, 12, 4), zone="Europe/London"),
    follow_up=FollowUpWish(how=How.DESK),
)
ROOM = Action(
    number=3,
    what="Book the training room for January",
    measure="the booking is in the shared calendar",
    due=Moment(day=date(2026, 12, 11), zone="Europe/London"),
)
SAID_DONE = Result(by=TOM, at=NOW, words="All ten called; four want a visit, and the notes are in.")
SAID_BLOCKED = Result(
    by=TOM, at=NOW, words="I only have eight of the ten numbers.\nCould you ask Priya?", cause=Cause.INFORMATION
)
AGREEMENT = Agreement(
    id="a1",
    reference=REFERENCE,
    setter=ANNA,
    owner=TOM,
    mail=MAIL,
    shared=True,
    standings=(Standing(action=CALL),),
    created=NOW,
)
SEVERAL = replace(AGREEMENT, standings=(Standing(action=CALL), Standing(action=SHEET), Standing(action=ROOM)))


def _said(value: str, words: str = "") -> Said[str]:
    return Said(value=value, words=words)


PROPOSAL = Proposal(
    id="p1",
    reference=REFERENCE,
    setter=ANNA,
    mail=MAIL,
    held_because=("Something is missing.",),
    lines=(
        Line(
            number=1,
            item=Item(
                what=_said("Call the ten lapsed clients", "call the ten lapsed clients"),
                owner=Said(value=TOM, words="Tom"),
                due=Said(value=CALL.due, words="by next Friday"),
                check=_said("the client list", "I'll look at the client list"),
                source="Tom, as discussed, please call the ten lapsed clients by next Friday.",
            ),
            gaps=(
                Gap(
                    field="measure",
                    question="How will you both see that it is done?",
                    suggestion="Tom shows the result at the follow-up",
                    filled=Item(measure=_said("Tom shows the result at the follow-up")),
                ),
                Gap(field="achievable", question="Is any help needed?", holds=False),
                Gap(field="why", question="What is it meant to bring?", holds=False),
            ),
        ),
        Line(
            number=2,
            item=Item(
                what=_said("Send the January rota round", "the January rota needs to go round"),
                measure=_said("everybody on the team has it", "to everybody on the team"),
                due=Said(value=ROOM.due, words="11/12"),
                source="And the January rota needs to go round to everybody on the team, 11/12.",
            ),
            gaps=(Gap(field="owner", question="Who will do it: Tom Baker or Priya Shah?"),),
        ),
    ),
    also_noticed=("We should look at the scorecard at some point.",),
    targets=("12 placements in the first quarter",),
)

OFFER = Offer(
    action=replace(CALL, due=Moment(day=date(2026, 12, 11), zone="Europe/London"), follow_up=FollowUpWish()),
    by=TOM,
    at=NOW,
    words="Two of them are away this week. Could we say Friday the 11th?",
)

SAID_PROGRESS = Result(by=TOM, at=NOW, words="Six of the ten are called, two want to meet.")
MOVED = Earlier(due=Moment(day=date(2026, 11, 27), zone="Europe/London"), state=ActionState.AGREED, version=1)

_BRIEF = Brief(
    day=date(2026, 12, 2),
    pre_checks=(
        BriefLine(
            reference="FU-7K3QD",
            title=CALL.what,
            owner=TOM,
            state=ActionState.REPORTED,
            when="2026-12-04T10:00:00+00:00",
            measure=CALL.measure,
            check=CALL.check,
            result=SAID_DONE,
            standing=Standing(
                action=CALL, state=ActionState.REPORTED, agreed_version=1, heard=(SAID_PROGRESS,), earlier=(MOVED,)
            ),
            asks=True,
        ),
    ),
    follow_ups=(
        BriefLine(
            reference="FU-M2X4P",
            title="Bring one example of a good shortlist",
            owner=Person(address="priya.shah@example.com", name="Priya Shah"),
            state=ActionState.OPEN,
            when="2026-12-02T16:00:00+00:00",
            measure="the example is on the table, and the client has seen it",
            standing=Standing(action=CALL, look=Look(view=View.AT_RISK, at=NOW, words="nothing in the folder yet")),
        ),
    ),
    pulses=(
        BriefLine(
            reference="FU-2HJ6W",
            title="Bring in 12 placements by the end of March",
            owner=TOM,
            state=ActionState.OPEN,
            when="2026-12-02T16:00:00+00:00",
            standing=Standing(action=CALL),
            goes_on=True,
            ask=PRESETS[Situation.TARGET].ask,
        ),
    ),
    outcomes=(
        BriefLine(
            reference="FU-9QRT2",
            title="Try the new interview questions",
            owner=Person(address="sam.okafor@example.com", name="Sam Okafor"),
            state=ActionState.AGREED,
            when="2026-12-01T15:30:00+00:00",
        ),
        BriefLine(
            reference="FU-C8VDK.2",
            title="Send the January rota round",
            owner=TOM,
            state=ActionState.REPORTED,
            when="2026-12-01T16:00:00+00:00",
            result=Result(by=TOM, at=NOW, words="Sent on Monday."),
        ),
    ),
    waiting=(
        BriefLine(
            reference="FU-H5TRM",
            title="Write to the five largest clients",
            owner=TOM,
            state=ActionState.OPEN,
            when="2026-12-08T16:00:00+00:00",
            standing=Standing(action=CALL, offer=OFFER),
        ),
    ),
    silent=(
        BriefLine(
            reference="FU-P3WWQ",
            title="Book the venue for January",
            owner=Person(address="sam.okafor@example.com", name="Sam Okafor"),
            state=ActionState.OPEN,
            when="2026-12-09T16:00:00+00:00",
        ),
    ),
    taken_out=(
        BriefLine(
            reference="FU-QW8TN",
            title="Show the new call script",
            owner=TOM,
            state=ActionState.AGREED,
            when="2026-12-03T11:00:00+00:00",
        ),
    ),
    not_coming=(
        BriefLine(
            reference="FU-D6KLA",
            title="Bring the scorecard of the quarter",
            owner=Person(address="priya.shah@example.com", name="Priya Shah"),
            state=ActionState.AGREED,
            when="2026-12-07T10:00:00+00:00",
            answer=AttendeeAnswer.DECLINED,
            proposed="2026-12-08T11:00:00+00:00",
        ),
    ),
    placed=(
        BriefLine(
            reference="FU-M5WQ8",
            title="Hand the open offers over",
            owner=TOM,
            state=ActionState.OPEN,
            when="2026-12-08T10:00:00+00:00",
            placed=Placed.ONE_TO_ONE,
        ),
    ),
    closed_calendar=True,
    figures=Figures(held=4, looked=3, outcomes=5, recognised=2),
    unsent=("Nothing has been sent to Tom about “Book the training room” [FU-33PLM]",),
)
_AFTER_TIME_OFF = Brief(
    day=date(2026, 12, 2),
    pre_checks=_BRIEF.pre_checks,
    outcomes=_BRIEF.outcomes[:1],
    since=date(2026, 11, 25),
    passed=1,
    late=1,
    heard=(
        BriefLine(
            reference="FU-T4GHE",
            title="Tidy the list of open vacancies",
            owner=Person(address="priya.shah@example.com", name="Priya Shah"),
            state=ActionState.BLOCKED,
            when="2026-12-09T16:00:00+00:00",
            result=Result(by=TOM, at=NOW, words="I have no access to the list yet."),
        ),
    ),
)

_LINES = (
    OverviewLine(
        reference="FU-7K3QD",
        title=CALL.what,
        other=TOM,
        due=CALL.due,
        state=ActionState.REPORTED,
        result=SAID_DONE,
        slips=1,
        measure=CALL.measure,
    ),
    OverviewLine(
        reference="FU-C8VDK.2",
        title="Send the January rota round",
        other=Person(address="priya.shah@example.com", name="Priya Shah"),
        due=Moment(day=date(2026, 12, 11), zone="Europe/London"),
        state=ActionState.OPEN,
    ),
)
_ENDED = (
    OverviewLine(
        reference="FU-33PLM",
        title="Update the pipeline sheet",
        other=TOM,
        due=Moment(day=date(2026, 11, 13), zone="Europe/London"),
        state=ActionState.NOT_DONE,
        result=Result(by=ANNA, at=NOW, cause=Cause.TIME),
    ),
)

ALARMS = (
    Alarm(
        name="held",
        sentence="2 effects are held in the outbox.",
        advice="Look at them with followupd outbox; retry or drop each.",
    ),
    Alarm(
        name="secret_14",
        sentence="The client secret ends on Friday 11 December 2026, in 14 days.",
        advice="Make a new one in the app registration, put it in place and restart the service.",
    ),
)


def _mail(kind: MailKind, to: Person, **more: object) -> SendMail:
    facts = {"setter": ANNA, **more}
    return SendMail(key=EffectKey(f"sample/{kind}"), lane="sample", kind=kind, to=to, **facts)  # type: ignore[arg-type]


def mails() -> dict[str, SendMail]:
    """A sample of each kind, and of what looks different within a kind, by name."""
    moved = replace(CALL, due=Moment(day=date(2026, 12, 11), zone="Europe/London"), version=2, follow_up=FollowUpWish())
    changed = replace(
        AGREEMENT,
        version=2,
        standings=(Standing(action=moved),),
        last_change=Change(by=ANNA, at=NOW, summary="", before=AGREEMENT.standings),
    )
    done = Standing(action=CALL, state=ActionState.DONE, reported=SAID_DONE, result=Result(by=ANNA, at=NOW))
    blocked = Standing(action=CALL, state=ActionState.BLOCKED, result=SAID_BLOCKED)
    offered = replace(AGREEMENT, standings=(Standing(action=CALL, offer=OFFER),))
    closed, stuck = replace(AGREEMENT, standings=(done,)), replace(AGREEMENT, standings=(blocked,))
    alone = replace(AGREEMENT, shared=False, owner=ANNA)
    kind = MailKind
    return {
        "confirmation": _mail(kind.CONFIRMATION, TOM, agreement=AGREEMENT, first=True),
        "confirmation_several": _mail(kind.CONFIRMATION, ANNA, agreement=SEVERAL),
        "confirmation_version_2": _mail(kind.CONFIRMATION, TOM, agreement=changed),
        "confirmation_handed_over": _mail(
            kind.CONFIRMATION,
            TOM,
            agreement=replace(AGREEMENT, version=2),
            lines=("Anna Reed follows this up from now on; until now it was Priya Shah.",),
        ),
        "preview": _mail(kind.PREVIEW, ANNA, proposal=PROPOSAL, first=True),
        "preview_one": _mail(
            kind.PREVIEW, ANNA, proposal=replace(PROPOSAL, lines=PROPOSAL.lines[:1], targets=(), also_noticed=())
        ),
        "preview_again": _mail(kind.PREVIEW, ANNA, proposal=replace(PROPOSAL, reminded=True)),
        "problem": _mail(kind.PROBLEM, ANNA, proposal=replace(PROPOSAL, lines=())),
        **{
            f"problem_{each}": _mail(
                kind.PROBLEM, ANNA, problem=each, proposal=replace(PROPOSAL, lines=(), targets=(), also_noticed=())
            )
            for each in Problem
        },
        "echo": _mail(
            kind.ECHO,
            TOM,
            agreement=AGREEMENT,
            undo=True,
            lines=("“Call the 10 lapsed clients” is reported done; Anna will have a look.",),
        ),
        "echo_nothing_changed": _mail(
            kind.ECHO, ANNA, agreement=SEVERAL, lines=("Which one do you mean: 1 or 2 or 3? Nothing has changed.",)
        ),
        "blocked": _mail(kind.BLOCKED, ANNA, agreement=stuck, numbers=(1,), quote=SAID_BLOCKED.words, quote_by=TOM),
        "owner_said": _mail(
            kind.OWNER_SAID,
            ANNA,
            agreement=SEVERAL,
            numbers=(2,),
            quote="Could we make it the week after? The new sheet comes on Monday.",
            quote_by=TOM,
        ),
        "owner_said_offer": _mail(
            kind.OWNER_SAID, ANNA, agreement=offered, numbers=(1,), quote=OFFER.words, quote_by=TOM
        ),
        "ask": _mail(kind.ASK, TOM, agreement=AGREEMENT, numbers=(1,)),
        "overview_list": _mail(kind.OVERVIEW, ANNA, overview=Overview(asked=Asked.LIST, open=_LINES)),
        "overview_mine": _mail(
            kind.OVERVIEW,
            TOM,
            overview=Overview(asked=Asked.MINE, open=(replace(_LINES[0], other=ANNA),)),
            setter=TOM,
        ),
        "overview_review": _mail(
            kind.OVERVIEW,
            ANNA,
            overview=Overview(
                asked=Asked.REVIEW, person=TOM, ended=_ENDED, open=_LINES[:1], again=(("Update the pipeline sheet", 3),)
            ),
        ),
        "overview_nothing": _mail(kind.OVERVIEW, ANNA, overview=Overview(asked=Asked.LIST)),
        "thanks_draft": _mail(
            kind.THANKS_DRAFT,
            ANNA,
            agreement=closed,
            numbers=(1,),
            lines=("“Call the 10 lapsed clients” is closed as done.",),
            later=30,
            undo=True,
            quote="DONE",
            quote_by=ANNA,
        ),
        "thanks": _mail(kind.THANKS, TOM, agreement=closed, numbers=(1,), quote="THANKS", quote_by=ANNA),
        "thanks_own_words": _mail(
            kind.THANKS,
            TOM,
            agreement=closed,
            numbers=(1,),
            quote="Brilliant work, Tom.\nFour visits is more than I hoped for.",
            quote_by=ANNA,
        ),
        "withdrawal": _mail(kind.WITHDRAWAL, TOM, agreement=AGREEMENT, numbers=(1,)),
        "reminder": _mail(kind.REMINDER, ANNA, agreement=alone),
        "brief": _mail(kind.BRIEF, ANNA, brief=_BRIEF),
        "brief_after_time_off": _mail(kind.BRIEF, ANNA, brief=_AFTER_TIME_OFF),
        "stopped": _mail(kind.STOPPED, ANNA, agreement=SEVERAL),
        "bounced": _mail(kind.BOUNCED, ANNA, agreement=SEVERAL, lines=("tom.baker@example.com",)),
        "help_setter": _mail(kind.HELP, ANNA, agreement=SEVERAL),
        "help_preview": _mail(kind.HELP, ANNA, proposal=PROPOSAL),
        "help_owner": _mail(kind.HELP, TOM, agreement=AGREEMENT),
        "operator": _mail(kind.OPERATOR, ANNA, alarms=ALARMS[:1]),
        "operator_several": _mail(kind.OPERATOR, ANNA, alarms=ALARMS),
    }


def entries() -> dict[str, SetEntry]:
    """A sample of each entry, by name."""
    reviewed = tuple(
        Reviewed(
            agreement="a1",
            number=each.number,
            reference=SEVERAL.action_reference(each.number),
            title=each.what,
            wish=each.due,
        )
        for each in (CALL, SHEET)
    )
    start = datetime(2026, 12, 4, 10, 0, tzinfo=UTC)
    one = FollowUp(
        id="f1",
        setter=ANNA,
        owner=TOM,
        day=start.date(),
        start=start,
        minutes=30,
        pre_check=start - timedelta(days=2, hours=1),
        zone="Europe/London",
        reviewed=(replace(reviewed[0], reference=REFERENCE, state=ActionState.REPORTED),),
    )
    alone = replace(one, owner=None, pre_check=None)
    return {
        "follow_up": _entry(one, EntryRole.FOLLOW_UP),
        "follow_up_several": _entry(replace(one, reviewed=reviewed, way=Way.SERVICE), EntryRole.FOLLOW_UP),
        "follow_up_alone": _entry(alone, EntryRole.FOLLOW_UP),
        "pre_check": _entry(one, EntryRole.PRE_CHECK),
        "pre_check_several_by_service": _entry(replace(one, reviewed=reviewed, way=Way.SERVICE), EntryRole.PRE_CHECK),
    }


def _entry(follow_up: FollowUp, role: EntryRole) -> SetEntry:
    return SetEntry(key=EffectKey(f"sample/{role}"), lane="sample", follow_up=follow_up, role=role, cause="m1")


def broken_templates(templates: Templates) -> Iterator[str]:
    """What is wrong with the templates, a sentence for each kind that cannot be rendered; none: all well."""
    for mail in mails().values():
        try:
            render_mail(mail, known=KNOWN, now=NOW, templates=templates)
        except TemplateBroken as error:
            yield str(error)
    for entry in entries().values():
        try:
            render_entry(entry, known=KNOWN, templates=templates)
        except TemplateBroken as error:
            yield str(error)


def rendered(templates: Templates) -> dict[str, str]:
    """Every sample as files, by file name: what tests/golden holds."""
    files = {}
    for name, mail in mails().items():
        words = render_mail(mail, known=KNOWN, now=NOW, templates=templates)
        files[f"{name}.txt"] = f"From: {words.sender_name}\nSubject: {words.subject}\n\n{words.text}"
        files[f"{name}.html"] = words.html
    for name, wish in entries().items():
        files[f"entry_{name}.html"] = _entry_file(render_entry(wish, known=KNOWN, templates=templates))
    return files


def _entry_file(entry: Entry) -> str:
    """The entry as a file: what Outlook shows in its fields, in a comment, and the body."""
    fields = (
        f"{entry.subject} | {entry.start:%Y-%m-%d %H:%M} to {entry.end:%H:%M} {entry.zone} | {entry.show_as} | "
        f"{'private' if entry.private else 'normal'} | {'reminder' if entry.reminder else 'no reminder'} | "
        f"{entry.category} | {', '.join(person.address for person in entry.attendees) or 'nobody invited'}"
    )
    return f"<!-- {fields} -->\n{entry.body_html}"
