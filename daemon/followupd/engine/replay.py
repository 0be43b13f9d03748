"""Mail taken in once more, at the moment at which it came, for a restore: nothing is done outside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from followupd.domain.decision import Decision
from followupd.domain.mail import MailIn
from followupd.domain.people import Known
from followupd.domain.snapshot import mark_of
from followupd.engine.intake import Intake, addresses_on
from followupd.ports import Clock


class ReplayClock:
    """A business clock that is set by hand; the steady one goes on."""

    def __init__(self, real: Clock, begin: datetime) -> None:
        self._real = real
        self._now = begin

    def now(self) -> datetime:
        return self._now

    def steady(self) -> float:
        return self._real.steady()

    def go_to(self, moment: datetime) -> None:
        """Never back: what came late was decided late."""
        self._now = max(self._now, moment)


class Replay(Intake):
    """An intake that knows which things have which mails in them already."""

    #: Marks of what is in a thing, by the thing's id.
    within: Mapping[str, frozenset[str]] = {}
    #: Says of an address whether its person is to stay forgotten.
    forgets: Callable[[str], bool] = staticmethod(lambda address: False)
    #: Mails whose decisions were left out because they are about such a person.
    left_out: frozenset[str] = frozenset()

    def take_again(self, mail: MailIn) -> None:
        """Decide on a mail that was fetched. Raises what deciding raises."""
        self._decide(mail, self._known(mail))

    def _known(self, mail: MailIn) -> Known:
        return self._knowledge.known(addresses_on(mail))

    def _wanted(self, decision: Decision, mail: MailIn) -> bool:
        """A decision on things that have this mail in them is made already; one about a forgotten person is none."""
        people = {person for each in decision.agreements for person in (each.setter, each.owner)}
        if decision.proposal is not None:
            people |= {line.item.owner.value for line in decision.proposal.lines if line.item.owner is not None}
        if any(self.forgets(person.address) for person in people):
            self.left_out |= {mail.id}
            return False
        ids = [each.id for each in decision.agreements] + ([decision.proposal.id] if decision.proposal else [])
        mark = mark_of(mail.id)
        return not any(mark in self.within.get(id, frozenset()) for id in ids)
