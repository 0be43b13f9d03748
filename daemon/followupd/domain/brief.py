"""The setter's one mail of the morning: what it holds, and whether there is a reason to send it (rules 10 and 11)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from followupd.domain.action import How, Situation
from followupd.domain.agreement import Agreement, FollowUp, Placed, Proposal, ProposalState
from followupd.domain.effects import Brief, BriefLine, EffectKey, MailKind, SendMail
from followupd.domain.figures import Figures
from followupd.domain.mail import AttendeeAnswer
from followupd.domain.overview import serves
from followupd.domain.people import Person, WorkingTime
from followupd.domain.policy import Context
from followupd.domain.standing import Standing
from followupd.domain.states import ActionState, FollowUpState

#: What waits for the setter's word is brought up on these working days after it came, then stays on the list.
WAITED_DAYS = frozenset({2, 5})
#: Silence is shown after this many working days.
SILENT_DAYS = 3
#: An outcome is asked for on the next working morning and again after three working days (rule 10).
ASKED_ON_DAYS = frozenset({1, 4})


def compose(
    setter: Person,
    agreements: Sequence[Agreement],
    follow_ups: Sequence[FollowUp],
    proposals: Sequence[Proposal],
    context: Context,
    now: datetime,
    week: Figures | None = None,
    *,
    missed: bool = False,
    last: date | None = None,
) -> SendMail | None:
    """Return this morning's brief for the setter; None when there is nothing that has to be said today.

    `week`: the setter's own last week, where this is the first brief of a week. `missed`: an earlier morning's brief
    had something to say and was never made, so that what is left of it is said today. `last`: the last morning that
    was a brief's; where working days lie between (time off, SNOOZE), what came in them is told, too.
    """
    working = context.known.working_of(setter.address)
    today = working.local(now).date()
    away = last if last is not None and _days_between(last, today, working) else None
    yesterday = working.at(away or working.shift(today, -1), context.policy.brief_time)
    by_id = {each.id: each for each in agreements}
    pre_checks, meetings, pulses, outcomes, news = [], [], [], [], False
    out: list[BriefLine] = []
    not_coming: list[BriefLine] = []
    placed: list[BriefLine] = []
    closed = False
    passed = late = 0
    for follow_up in follow_ups:
        lines = list(_lines(follow_up, by_id, context, working, today))
        open_lines = [line for line in lines if line.state not in _ENDED]
        fresh = follow_up.told is not None and follow_up.told > yesterday
        news |= fresh
        closed |= fresh and follow_up.closed
        if fresh and follow_up.placed is not Placed.AS_ASKED and follow_up.state is FollowUpState.PLANNED:
            placed += open_lines
        if follow_up.state is FollowUpState.TAKEN_OUT:
            out += open_lines
            continue
        if follow_up.answer is AttendeeAnswer.DECLINED or follow_up.proposed is not None:
            not_coming += open_lines
        over = follow_up.start + timedelta(minutes=follow_up.minutes) <= now
        if over or follow_up.state is FollowUpState.HELD:
            outcomes += open_lines
            news |= bool(open_lines) and _days_since(follow_up, working, now) in ASKED_ON_DAYS
            passed += len(open_lines) if away is not None and away < follow_up.day < today else 0
            continue
        if follow_up.pre_check is not None and (look := working.local(follow_up.pre_check).date()) <= today:
            unseen = [line for line in open_lines if line.standing is None or line.standing.look is None]
            overdue = unseen if away is not None and away < look < today else []
            pre_checks += open_lines if look == today else overdue
            late += len(overdue)
        if follow_up.day == today and follow_up.how is How.BRIEF:
            pulses += [replace(line, linked=_linked(line, agreements)) for line in open_lines]
        elif follow_up.day == today:
            meetings += lines
        reported = [line for line in open_lines if line.state is ActionState.REPORTED]
        shown = {line.reference for line in (*pre_checks, *meetings, *pulses)}
        outcomes += [line for line in reported if line.reference not in shown]
        news |= any(line.result is not None and line.result.at > yesterday for line in reported)
    waiting = [each for each in proposals if each.state is ProposalState.HELD and each.reminded]
    unanswered = Counter(_unanswered_since(each, working, now) for each in waiting)
    # Several are brought up here on their morning; a single one came by itself then, and is told of the day after.
    news |= unanswered[0] > 1 or unanswered[1] == 1
    undecided = _undecided(agreements, follow_ups, context, working, today)
    named = {line.reference for line in (*pre_checks, *meetings, *pulses, *outcomes, *undecided, *out)}
    heard = [
        line
        for line in _planned(agreements, follow_ups, context, working, today)
        if away is not None and line.reference not in named and _heard_after(line, yesterday)
    ]
    news |= bool(heard)
    news |= any(_waited(line, working, now) in WAITED_DAYS for line in undecided)
    brief = Brief(
        day=today,
        pre_checks=tuple(pre_checks),
        follow_ups=tuple(meetings),
        pulses=tuple(pulses),
        outcomes=tuple(outcomes),
        unsent=tuple(_nobody_told(each) for each in waiting),
        waiting=undecided,
        taken_out=tuple(out),
        not_coming=tuple(not_coming),
        placed=tuple(placed),
        closed_calendar=closed,
        silent=_silent(agreements, follow_ups, context, working, today),
        figures=week if week else None,
        since=away if passed or late or heard else None,
        passed=passed,
        late=late,
        heard=tuple(heard),
    )
    news |= missed and bool(outcomes or waiting or undecided or out or not_coming)
    if not (news or pre_checks or meetings or pulses):
        return None
    return SendMail(
        key=EffectKey(f"brief/{setter.address}/{today.isoformat()}"),
        lane=f"brief/{setter.address}",
        topic=f"brief/{setter.address}",
        kind=MailKind.BRIEF,
        to=setter,
        setter=setter,
        brief=brief,
        first=setter.address not in context.acquainted,
    )


def _undecided(
    agreements: Sequence[Agreement],
    follow_ups: Sequence[FollowUp],
    context: Context,
    working: WorkingTime,
    today: date,
) -> tuple[BriefLine, ...]:
    """Where the owner made an offer or said no, and the setter has not decided."""
    return tuple(
        line
        for line in _planned(agreements, follow_ups, context, working, today)
        if line.standing is not None
        and (line.standing.offer is not None or line.standing.state is ActionState.DECLINED)
    )


def _silent(
    agreements: Sequence[Agreement],
    follow_ups: Sequence[FollowUp],
    context: Context,
    working: WorkingTime,
    today: date,
) -> tuple[BriefLine, ...]:
    """Actions that both have in writing since SILENT_DAYS working days and of which the owner has said nothing."""
    since = working.shift(today, -SILENT_DAYS)
    old = {each.id for each in agreements if working.local(each.created).date() <= since and each.shared}
    return tuple(
        line
        for line in _planned([each for each in agreements if each.id in old], follow_ups, context, working, today)
        if line.state is ActionState.OPEN and line.standing is not None and not line.standing.heard
    )


def _planned(
    agreements: Sequence[Agreement],
    follow_ups: Sequence[FollowUp],
    context: Context,
    working: WorkingTime,
    today: date,
) -> Iterable[BriefLine]:
    """The lines of what is still to come, each once."""
    by_id = {each.id: each for each in agreements}
    for follow_up in follow_ups:
        if follow_up.state is FollowUpState.PLANNED and follow_up.day > today:
            yield from (line for line in _lines(follow_up, by_id, context, working, today) if line.state not in _ENDED)


def _days_between(last: date, today: date, working: WorkingTime) -> int:
    """How many days of a usual week lie between two mornings, days off among them."""
    days = (last + timedelta(days=count) for count in range(1, (today - last).days))
    return sum(day.weekday() in working.days for day in days)


def _linked(line: BriefLine, agreements: Sequence[Agreement]) -> tuple[tuple[str, Person, ActionState], ...]:
    """What was agreed for the sake of a target, by the reasons that the actions give."""
    target = line.standing.action if line.standing is not None else None
    if target is None or target.situation is not Situation.TARGET:
        return ()
    return tuple(
        (each.action.what, agreement.owner, each.state)
        for agreement in agreements
        for each in agreement.standings
        if each.action.why and not each.ended and serves(each.action.why, target.what)
    )


def _heard_after(line: BriefLine, moment: datetime) -> bool:
    """Whether the owner has said something of it since."""
    standing = line.standing
    if standing is None:
        return False
    said = [*standing.heard, *(each for each in (standing.result, standing.reported) if each is not None)]
    return any(each.at > moment and each.by == line.owner for each in said)


def _waited(line: BriefLine, working: WorkingTime, now: datetime) -> int:
    """Working days since the owner's offer or no."""
    standing = line.standing
    assert standing is not None  # _undecided gives those alone that have one
    said = standing.offer.at if standing.offer is not None else standing.result.at if standing.result else now
    return _working_days(said, working, now)


_ENDED = frozenset({ActionState.DONE, ActionState.NOT_DONE, ActionState.DROPPED, ActionState.REPLACED})


def _lines(
    follow_up: FollowUp, agreements: dict[str, Agreement], context: Context, working: WorkingTime, today: date
) -> Iterable[BriefLine]:
    for reviewed in follow_up.reviewed:
        agreement = agreements.get(reviewed.agreement)
        standing = agreement.standing(reviewed.number) if agreement else None
        if agreement is None or standing is None:
            continue
        if follow_up.state is FollowUpState.HELD and standing.review != reviewed.wish:
            continue  # it is looked at on another day now
        yield _line(agreement, standing, follow_up, context, working, today)


def _line(
    agreement: Agreement, standing: Standing, follow_up: FollowUp, context: Context, working: WorkingTime, today: date
) -> BriefLine:
    preset = context.policy.preset(standing.action.situation)
    return BriefLine(
        reference=agreement.action_reference(standing.action.number),
        title=standing.action.what,
        owner=agreement.owner,
        state=standing.state,
        when=working.local(follow_up.start).isoformat(),
        measure=standing.action.measure,
        check=standing.action.check,
        result=standing.result,
        back=agreement.back if agreement.back is not None and agreement.back > today else None,
        standing=standing,
        asks=agreement.shared,
        answer=follow_up.answer,
        placed=follow_up.placed,
        proposed=working.local(follow_up.proposed).isoformat() if follow_up.proposed is not None else "",
        goes_on=standing.action.follow_up.every is not None,
        look=preset.look,
        ask=preset.ask,
    )


def _days_since(follow_up: FollowUp, working: WorkingTime, now: datetime) -> int:
    """Working days from the follow-up's day to today; today counts when it is one."""
    return _working_days(follow_up.start, working, now)


def _unanswered_since(proposal: Proposal, working: WorkingTime, now: datetime) -> int:
    """Working days since the preview was brought up once more (two working days after it was first asked)."""
    return _working_days(proposal.asked or now, working, now) - 2


def _working_days(since: datetime, working: WorkingTime, now: datetime) -> int:
    day, today, count = working.local(since).date(), working.local(now).date(), 0
    while day < today and count < 400:
        day += timedelta(days=1)
        count += working.works_on(day)
    return count


def _nobody_told(proposal: Proposal) -> str:
    names = {line.item.owner.value.first for line in proposal.open_lines if line.item.owner}
    who = " or ".join(sorted(names)) if names else "anybody"
    about = next((line.item.what.value for line in proposal.open_lines if line.item.what), proposal.mail.subject)
    return f"Nothing has been sent to {who} about “{about}” [{proposal.reference}]"
