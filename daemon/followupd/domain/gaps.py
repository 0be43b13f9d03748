"""What is missing in an action as read, and the suggestion that one word accepts.

Only what, owner, due and measure hold a mail back. Achievable and why are shown beside them, never asked on their own.
A suggestion is an offer to the setter: it becomes part of an action by the setter's word alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime

from followupd.domain.action import Item, Moment, Said
from followupd.domain.agreement import Gap
from followupd.domain.happenings import Reading
from followupd.domain.people import Known, Person

#: A suggested due day is this many of the setter's working days away.
SUGGESTED_DAYS = 5


def merge(item: Item, over: Item) -> Item:
    """Return `item` with every field that `over` has; a field that was decided takes its doubts away."""
    given = {
        each.name: getattr(over, each.name)
        for each in fields(Item)
        if each.name not in ("source", "doubts") and getattr(over, each.name) is not None
    }
    doubts = tuple(doubt for doubt in item.doubts if doubt.field not in given)
    return replace(item, **given, doubts=doubts)


def people_on(reading: Reading, setter: Person, known: Known) -> tuple[Person, ...]:
    """Everybody but the setter and ourselves who stands on the mail or on one of the mails inside it, in order."""
    seen: dict[str, Person] = {}
    for zone in reading.zones:
        for person in (zone.author, *zone.to, *zone.cc):
            if person is None or not person.address or person == setter or known.is_service(person.address):
                continue
            seen.setdefault(person.address, person)
    return tuple(seen.values())


def gaps_of(
    item: Item, *, setter: Person, around: Sequence[Person], known: Known, now: datetime, private: bool = False
) -> tuple[Gap, ...]:
    """Return what is missing or doubtful in this item, in the order what, owner, due, measure, achievable, why.

    `around`: the people on the mail. `private`: a reminder of the setter's own, which needs only what and due.
    """
    doubted = {doubt.field: doubt for doubt in item.doubts}
    gaps: list[Gap] = []
    if item.what is None or not item.what.value.strip():
        gaps.append(Gap(field="what", question="What exactly is to be done?"))
    if not private:
        gaps += _owner_gaps(item, setter=setter, around=around, known=known)
    if item.due is None:
        gaps.append(_due_gap(setter, known, now))
    if item.measure is None and not private:
        suggested = next((gap.filled for gap in gaps if gap.field == "owner" and gap.filled), None)
        gaps.append(_measure_gap(merge(item, suggested) if suggested else item))
    for field_name in ("what", "due", "measure", "follow_up"):
        doubt = doubted.get(field_name)
        if doubt is not None and not any(gap.field == field_name for gap in gaps):
            value = getattr(item, field_name)
            gaps.append(
                Gap(
                    field=field_name,
                    question=doubt.reason,
                    suggestion=doubt.readings[0] if doubt.readings and value is not None else "",
                    filled=Item(**{field_name: value}) if value is not None else None,
                )
            )
    if gaps and not private:
        if item.achievable is None:
            gaps.append(Gap(field="achievable", question="Is any help needed?", holds=False))
        if item.why is None:
            gaps.append(Gap(field="why", question="What is it meant to bring?", holds=False))
        if item.check is None:
            gaps.append(Gap(field="check", question="Where will you look before you ask, for you alone?", holds=False))
    order = ("what", "owner", "due", "measure", "follow_up", "achievable", "why", "check")
    return tuple(sorted(gaps, key=lambda gap: order.index(gap.field)))


def _owner_gaps(item: Item, *, setter: Person, around: Sequence[Person], known: Known) -> list[Gap]:
    inside = [person for person in around if known.internal(person.address)]
    doubt = next((each for each in item.doubts if each.field == "owner"), None)
    if item.owner is None:
        if doubt is not None:
            names = " or ".join(doubt.readings)
            return [Gap(field="owner", question=f"{doubt.reason} {names}?" if names else doubt.reason)]
        if len(inside) == 1:
            only = inside[0]
            return [
                Gap(
                    field="owner",
                    question="Who will do it?",
                    suggestion=only.shown,
                    filled=Item(owner=Said(value=only)),
                )
            ]
        names = " or ".join(person.shown for person in inside[:4])
        return [Gap(field="owner", question=f"Who will do it: {names}?" if names else "Who will do it?")]
    owner = item.owner.value
    if owner == setter or not item.owner.words:  # the setter's own promise, or the setter named the owner himself
        return []
    if doubt is not None:
        return [Gap(field="owner", question=doubt.reason, suggestion=owner.shown, filled=Item(owner=Said(value=owner)))]
    if not known.internal(owner.address):
        return [
            Gap(
                field="owner",
                question=f"{owner.shown} is outside the organisation and gets no mail from here. "
                "Shall the reminder come to you alone?",
                suggestion=f"{owner.shown}, followed up through you",
                filled=Item(owner=Said(value=owner)),
            )
        ]
    listed = known.find(owner.address)
    report = listed is not None and listed.manager == setter.address and not listed.suggested
    if owner not in around and not report:
        return [
            Gap(
                field="owner",
                question=f"{owner.shown} is not on the mail. Is this the right person?",
                suggestion=f"{owner.shown} ({owner.address})",
                filled=Item(owner=Said(value=owner)),
            )
        ]
    return []


def _due_gap(setter: Person, known: Known, now: datetime) -> Gap:
    working = known.working_of(setter.address)
    day = working.shift(working.local(now).date(), SUGGESTED_DAYS)
    return Gap(
        field="due",
        question="By which day will it be done?",
        suggestion=f"{day:%A} {day.day} {day:%B %Y}",
        filled=Item(due=Said(value=Moment(day=day, zone=working.zone.key))),
    )


def _measure_gap(item: Item) -> Gap:
    who = item.owner.value.first if item.owner else "The person"
    measure = f"{who} shows the result at the follow-up"
    return Gap(
        field="measure",
        question="How will you both see that it is done?",
        suggestion=measure,
        filled=Item(measure=Said(value=measure)),
    )
