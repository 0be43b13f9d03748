"""What comes again: an action that is due again, and a review of one that goes on.

The next one is made when this one has its outcome, or its word; what was missed meanwhile is skipped. So nothing piles
up, nothing drifts, and the end that was said is respected.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

from followupd.domain.action import Action, FollowUpWish, How, Moment
from followupd.domain.agreement import Agreement
from followupd.domain.answering import Answering
from followupd.domain.happenings import Answer
from followupd.domain.policy import Context
from followupd.domain.schedule import follow_up_slot
from followupd.domain.standing import Standing
from followupd.domain.states import ActionState
from followupd.errors import Refused


def due_again(turn: Answering, ended: Standing) -> None:
    """Put the next occurrence of an action beside the one that has just got its outcome."""
    every = ended.action.every
    if every is None:
        return
    day = every.next_after(max(ended.action.due.day, _today(turn) - timedelta(days=1)))
    if day is None:
        turn.tell("That was the last time.")
        return
    number = max(each.action.number for each in turn.agreement.standings) + 1
    following = Standing(action=_moved(replace(ended.action, number=number), day))
    turn.agreement = replace(turn.agreement, standings=(*turn.agreement.standings, following))
    turn.note(f"{number}: the next time, due {day.isoformat()}")
    turn.tell(f"The next time is due on {_day(day)}.")


def looked_at(turn: Answering, standing: Standing) -> None:
    """Plan the next review of an action that goes on, when this one's time has come and it has had its word."""
    every = standing.action.follow_up.every
    if every is None or standing.ended or not _reviewed(turn, standing):
        return
    action, review = standing.action, standing.review
    day = every.next_after(max(review.day, _today(turn)))
    if day is not None and day < action.due.day:
        wish = replace(action.follow_up, when=replace(review, day=day))
    elif action.due.day > review.day:
        day, wish = action.due.day, FollowUpWish(how=action.follow_up.how)
    else:
        return  # that was the last look: what is left is how it ended
    turn.put(action.number, action=replace(action, follow_up=wish))
    turn.note(f"{action.number}: looked at; again on {day.isoformat()}")
    turn.tell(f"The next look is on {_day(day)}.")


def offered_later(agreement: Agreement, numbers: tuple[int, ...], context: Context) -> int:
    """In how many days one more look is offered for the actions just closed; 0: none is."""
    days = [
        day
        for each in agreement.standings
        if each.action.number in numbers
        for day in context.policy.preset(each.action.situation).later
        if day > each.action.later
    ]
    return min(days, default=0)


def looks_later(turn: Answering, answer: Answer) -> None:
    """AGAIN 30: one more look at what is done, so many days after its outcome, in writing for both."""
    done = tuple(
        each
        for each in turn.agreement.standings
        if each.state is ActionState.DONE and answer.number in (None, each.action.number)
    )
    if answer.number is None:
        done = done[-1:]
    if not done:
        raise Refused("One more look is for what is closed as done; nothing of it is, so nothing has changed.")
    days = answer.days or offered_later(turn.agreement, (done[0].action.number,), turn.context)
    if not 1 <= days <= 366:
        raise Refused("After how many days? AGAIN 30 means 30 days after today. Nothing has changed.")
    working = turn.context.known.working_of(turn.agreement.setter.address)
    day = working.on_or_after(_today(turn) + timedelta(days=days))
    for standing in done:
        number = max(each.action.number for each in turn.agreement.standings) + 1
        action = replace(
            standing.action,
            number=number,
            what=f"Look once more at: {standing.action.what}",
            due=Moment(day=day, zone=working.zone.key),
            follow_up=FollowUpWish(how=standing.action.follow_up.how),
            every=None,
            later=days,
            version=1,
        )
        turn.agreement = replace(turn.agreement, standings=(*turn.agreement.standings, Standing(action=action)))
        turn.note(f"{number}: one more look at {standing.action.number}, {days} days on")
    turn.renumber()
    turn.tell(f"One more look is on {_day(day)}.", elsewhere=turn.agreement.shared)


def _reviewed(turn: Answering, standing: Standing) -> bool:
    """Whether the time of this review has come: of a line in the brief its morning, of a meeting when it begins."""
    if standing.action.follow_up.how is How.BRIEF:
        return standing.review.day <= _today(turn)
    working = turn.context.known.working_of(turn.agreement.setter.address)
    slot = follow_up_slot(standing.action, working, turn.context.policy, working.at(standing.review.day, time()))
    return slot.start <= turn.now


def _moved(action: Action, day: date) -> Action:
    """The same action due on another day; a follow-up that was named keeps its distance."""
    shift = day - action.due.day
    wish = action.follow_up
    if wish.when is not None:
        wish = replace(wish, when=replace(wish.when, day=wish.when.day + shift))
    return replace(action, due=replace(action.due, day=day), follow_up=wish)


def _today(turn: Answering) -> date:
    return turn.context.known.working_of(turn.agreement.setter.address).local(turn.now).date()


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"
