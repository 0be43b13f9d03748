"""A free time in people's diaries: in everybody's working hours, nearest to the usual one, not over lunch.

Where their hours never meet, it is the time in a long day that is least outside them. Pure: what was seen comes in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from followupd.domain.action import How
from followupd.domain.agreement import FollowUp, Placed
from followupd.domain.mail import EntryRole
from followupd.domain.pair_entries import end_of
from followupd.domain.people import Person, WorkingTime
from followupd.domain.policy import Context
from followupd.domain.schedule import Busy, Schedule

#: Days of the setter that are looked at for a free time, the day itself among them.
DAYS_LOOKED_AT: Final = 10
#: Nobody is asked to a follow-up at lunch, by his own clock.
LUNCH: Final = (time(12, 0), time(13, 30))
#: Where working hours never meet, this much of the day is looked at.
LONG_DAY: Final = (time(7, 0), time(19, 0))
_STEP: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diary:
    """One person's time: working hours, and what is taken."""

    working: WorkingTime
    busy: tuple[Busy, ...]

    def free(self, start: datetime, end: datetime) -> bool:
        return not any(each.start < end and each.end > start for each in self.busy)

    def works(self, start: datetime, end: datetime) -> bool:
        """Whether this is working time of the person, and not lunch."""
        return self.outside(start, end) == 0 and not self._lunch(start, end)

    def bearable(self, start: datetime, end: datetime) -> bool:
        """Whether it is at least in a long working day."""
        local, until = self.working.local(start), self.working.local(end)
        early, late = min(LONG_DAY[0], self.working.start), max(LONG_DAY[1], self.working.end)
        one_day = local.date() == until.date() and self.working.works_on(local.date())
        return one_day and early <= local.time() and until.time() <= late and not self._lunch(start, end)

    def outside(self, start: datetime, end: datetime) -> int:
        """Minutes of it that lie outside the working hours; all of a day that is none."""
        local, until = self.working.local(start), self.working.local(end)
        if not self.working.works_on(local.date()):
            return 24 * 60
        opens, closes = (self.working.at(local.date(), clock) for clock in (self.working.start, self.working.end))
        late = max(until.astimezone(closes.tzinfo) - closes, timedelta())
        return int((max(opens - local, timedelta()) + late) / timedelta(minutes=1))

    def _lunch(self, start: datetime, end: datetime) -> bool:
        local, until = self.working.local(start), self.working.local(end)
        return local.time() < LUNCH[1] and (until.time() > LUNCH[0] or until.date() != local.date())


def people_of(follow_up: FollowUp) -> tuple[Person, ...]:
    """Whose time is needed: both people's, but the setter's alone for a mail or an own matter."""
    owner = follow_up.owner if follow_up.how is not How.MAIL else None
    return (follow_up.setter, owner) if owner is not None else (follow_up.setter,)


def diaries_of(
    follow_up: FollowUp, schedules: Sequence[Schedule], planned: Sequence[FollowUp], context: Context
) -> tuple[Diary, ...]:
    """The diaries of those whose time is needed: what the schedules tell, and what is planned but may not stand yet."""
    by_address = {each.address: each for each in schedules}
    standing = follow_up.entry(EntryRole.FOLLOW_UP)
    own = (standing.base.start, standing.base.end) if standing is not None and standing.base is not None else None
    diaries = []
    for person in people_of(follow_up):
        seen = by_address.get(person.address)
        busy = [each for each in (seen.busy if seen else ()) if (each.start, each.end) != own]
        busy += [
            Busy(start=each.start, end=end_of(each))
            for each in planned
            if each.how is not How.BRIEF
            and each.sought
            and person in (each.setter, each.owner if each.invites else None)
        ]
        diaries.append(Diary(working=_working(person, seen, context), busy=tuple(busy)))
    return tuple(diaries)


def _working(person: Person, seen: Schedule | None, context: Context) -> WorkingTime:
    """What is known of the person; where that is what is known of everybody, the hours that the schedule tells."""
    known = context.known.working_of(person.address)
    usual = replace(context.known.working, days_off=known.days_off)
    if seen is None or seen.working is None or known != usual:
        return known
    return replace(seen.working, days_off=known.days_off)


def free_time(
    follow_up: FollowUp, diaries: Sequence[Diary], context: Context, now: datetime
) -> tuple[datetime, Placed]:
    """Return the start that is best, and how it was come by; the planned one when there is none for weeks."""
    working = context.known.working_of(follow_up.setter.address)
    length = timedelta(minutes=follow_up.minutes)
    # A day that a person gave for it is kept, as an hour is.
    days = [follow_up.day] if follow_up.day_said else list(_days(follow_up.day, working))
    none_free = Placed.BUSY if follow_up.day_said else Placed.NONE_FREE
    regular = [
        start for day in days for start in _starts(day, follow_up, working, now) if _all_work(diaries, start, length)
    ]
    for start in regular:
        if all_free(diaries, start, length):
            return start, _on(start, follow_up, working)
    if regular:
        return follow_up.start, none_free
    for day in days:
        long = [
            start
            for start in _starts(day, follow_up, working, now)
            if all(each.bearable(start, start + length) for each in diaries) and all_free(diaries, start, length)
        ]
        if long:
            least = min(long, key=lambda start: _burden(diaries, start, length))
            return least, Placed.OUTSIDE_HOURS
    return follow_up.start, none_free


def _on(start: datetime, follow_up: FollowUp, working: WorkingTime) -> Placed:
    return Placed.AS_ASKED if working.local(start).date() == follow_up.day else Placed.NEXT_DAY


def _days(first: date, working: WorkingTime) -> Iterator[date]:
    day = working.on_or_after(first)
    for _ in range(DAYS_LOOKED_AT):
        yield day
        day = working.shift(day, 1)


def _starts(day: date, follow_up: FollowUp, working: WorkingTime, now: datetime) -> list[datetime]:
    """The quarters of an hour of a long day at which it could start, those near the usual time first."""
    wished = working.local(follow_up.start).time()
    moment, last = working.at(day, min(LONG_DAY[0], working.start)), working.at(day, max(LONG_DAY[1], working.end))
    starts = []
    while moment < last:
        if moment > now:
            starts.append(moment)
        moment += _STEP
    usual = working.at(day, wished)
    return sorted(starts, key=lambda start: (abs(start - usual), start))


def _burden(diaries: Iterable[Diary], start: datetime, length: timedelta) -> tuple[int, int]:
    """Minutes outside the working hours of all, then of the one who bears most of them."""
    minutes = [each.outside(start, start + length) for each in diaries]
    return sum(minutes), max(minutes, default=0)


def _all_work(diaries: Iterable[Diary], start: datetime, length: timedelta) -> bool:
    return all(each.works(start, start + length) for each in diaries)


def all_free(diaries: Iterable[Diary], start: datetime, length: timedelta) -> bool:
    """Whether nothing of anybody stands there."""
    return all(each.free(start, start + length) for each in diaries)
