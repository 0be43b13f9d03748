"""What every mail needs to know besides its effect: people's zones, our address, the moment of writing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from followupd.domain.action import Action, How, Moment
from followupd.domain.agreement import Agreement
from followupd.domain.people import Known, Person, WorkingTime
from followupd.writing import words
from followupd.writing.mailto import Word, answer, word
from followupd.writing.text import one_line

#: Longest a name may be.
NAME = 60


def shown(person: Person) -> str:
    """The person's name as it stands in a mail: one line, bounded."""
    return one_line(person.shown, NAME) or person.address


def first(person: Person) -> str:
    """The first name, for a greeting."""
    return one_line(person.first, NAME) or person.address


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where and when a mail is written. Clock times are told in the setter's zone, for both alike."""

    known: Known
    setter: Person
    now: datetime

    @property
    def service(self) -> str:
        """The plain address that people write to."""
        return self.known.service[0]

    @property
    def working(self) -> WorkingTime:
        return self.known.working_of(self.setter.address)

    @property
    def zone(self) -> str:
        return self.working.zone.key

    def local(self, moment: datetime) -> datetime:
        return self.working.local(moment)

    def word(self, say: str, means: str, reference: str, *, more: bool = False) -> Word:
        return word(say, means, to=self.service, reference=reference, more=more)

    def answer(self, say: str, means: str, subject: str) -> Word:
        return answer(say, means, to=self.service, subject=subject)

    def differs(self, agreement: Agreement) -> bool:
        """Whether the two people live in different zones, so that a clock time needs its zone."""
        return self.known.working_of(agreement.owner.address).zone.key != self.zone

    def moment(self, of: Moment, *, named: bool = False) -> str:
        return words.moment(of, zone=self.zone, named=named or (of.clock is not None and of.zone != self.zone))

    def review_day(self, action: Action, agreed: datetime) -> date | None:
        """The day of the follow-up as the calendar will have it; None where only the invitation can tell.

        A day without work becomes the next working day (domain/schedule.py). Agreed late on the day itself, the
        follow-up may fall on this day or the next.
        """
        wish = action.follow_up.when or Moment(day=action.due.day, zone=action.due.zone)
        if wish.clock is not None:
            said = words.at(wish, self.zone)
            return self.working.on_or_after(max(said.date(), self.local(agreed).date()))
        today = self.local(agreed).date()
        return self.working.on_or_after(wish.day) if wish.day > today else None

    def about(self, action: Action, on: date) -> str:
        """The day of the follow-up in words, as far as it is known before the diaries are seen.

        A day that was given is kept; else a one-to-one may take it in, some days before or after, or it is on the next
        day that has a free time (domain/decide_slot.py).
        """
        wish, how = action.follow_up.when, action.follow_up.how
        if how is How.BRIEF or (wish is not None and (wish.clock is not None or how is not How.ONE_TO_ONE)):
            return words.day(on)
        meets = how in (How.MEETING, How.ONE_TO_ONE)
        return f"Around {words.day(on)}" if meets else f"{words.day(on)} or soon after"
