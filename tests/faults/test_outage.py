"""What an outage leaves behind: the last word once, in order; and what is refused for good stops nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from followupd.errors import FollowupdError
from followupd.ports import EffectState
from followupd.sandbox.faults import Fault
from followupd.sandbox.lag import Lag, Lags
from followupd.store import open_store
from tests.faults.story import ANNA, OPERATOR, SERVICE, START, TOM, Teller, complaints, told_operator
from tests.machine.world import Service
from tests.system.mails import NOTE, forward, plain

#: The requests that make a draft, and that send one.
MAKING, SENDING = "createReply$|^POST /users/[^/]*/messages$", "/send$"
DUE = "Due: {} December 2026"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    template = tmp_path / "empty.sqlite"
    open_store(str(template)).close()
    (tmp_path / "world").mkdir()
    service = Service(tmp_path / "world", now=START, template=template, settings={"operator": OPERATOR})
    service.open()
    yield service
    service.close()


def agreed_mails(service: Service, address: str) -> list[str]:
    """The mails about what is agreed that this person has, oldest first: version and Message-ID."""
    ours = [mail for mail in service.messages() if mail.mailbox == address and mail.ours and not mail.meeting]
    found = [re.match(r"Agreed(?:, version (\d+))?:", mail.subject) for mail in ours]
    return [one[1] or "1" for one in found if one is not None]


def during_an_outage(service: Service, fault: Fault, path: str, minutes: int) -> None:
    """The setter says two more days while no mail can leave."""
    teller = Teller(service)
    teller.settle()
    plan = service.sandbox.faults.plan(fault, method="POST", path=path, count=0)
    service.do("deliver", {"mime": forward(NOTE, START, message_id="<one@contoso.example>"), "to": [SERVICE]})
    for day in (8, 10):
        for _ in range(minutes):
            once(service)
            service.steady.forward(60)
        (agreement,) = service.app.store.agreements()
        mime = plain(
            DUE.format(day),
            START,
            subject=f"Re: [{agreement.reference}]",
            message_id=f"<due-{day}@contoso.example>",
            headers={"In-Reply-To": "<one@contoso.example>"},
        )
        service.do("deliver", {"mime": mime, "as": "internal", "to": [SERVICE]})
    for _ in range(minutes):
        once(service)
        service.steady.forward(60)
    assert agreed_mails(service, TOM) == []
    (agreement,) = service.app.store.agreements()
    assert agreement.version == 3
    assert plan.played > 3
    service.sandbox.faults.clear()
    teller.rest()


def requests(service: Service) -> dict[str, int]:
    """What was asked of Graph: the login is none of it."""
    return {kind: number for kind, number in service.sandbox.judge.requests.items() if kind != "POST login"}


def once(service: Service) -> None:
    """A round of the engine; where it is told to wait it waits, and asks again, a few times."""
    for _ in range(5):
        try:
            service.app.engine.once()
        except FollowupdError as error:
            service.steady.forward(getattr(error, "retry_after", None) or 15.0)
        else:
            return


@pytest.mark.parametrize(
    ("fault", "path", "lag"),
    [
        (Fault(kind="unavailable"), MAKING, 0),
        (Fault(kind="cut"), SENDING, 120),
        (Fault(kind="throttle", retry_after=40), SENDING, 0),
        (Fault(kind="stuck_draft"), SENDING, 0),
    ],
    ids=["no draft", "cut", "throttled", "taken and not sent"],
)
def test_after_an_outage_three_versions_are_one_mail_a_person_the_last_one(
    service: Service, fault: Fault, path: str, lag: int
) -> None:
    service.sandbox.world.lag = Lags(search=Lag(steady=lag))
    during_an_outage(service, fault, path, 2)
    assert [agreed_mails(service, person) for person in (ANNA, TOM)] == [["3"], ["3"]]
    assert complaints(service) == []
    assert service.app.store.effects(states=[EffectState.HELD, EffectState.WAITING]) == ()


def test_what_is_refused_for_good_is_told_and_the_rest_goes_on(service: Service) -> None:
    """One mail of two cannot be made, whatever is done: its recipient's server does not take it."""
    teller = Teller(service)
    teller.settle()
    refused = Fault(kind="refuse", status=400, code="ErrorInvalidRecipients")
    service.sandbox.faults.plan(refused, method="POST", path="^POST /users/[^/]*/messages$", count=1)
    teller.deliver(forward(NOTE, START, message_id="<one@contoso.example>"))
    teller.rest()
    (held,) = service.app.store.effects(states=[EffectState.HELD])
    assert held.kind == "confirmation"
    assert "ErrorInvalidRecipients" in held.reason
    assert agreed_mails(service, ANNA) == ["1"]
    assert len(service.events()[TOM]) == 1
    assert told_operator(service)
    assert service.app.store.operate(held.id, "retry", "the operator says so")
    teller.rest()
    assert agreed_mails(service, TOM) == ["1"]


def test_an_outage_of_five_hours_costs_nothing_and_is_not_knocked_at_all_the_time(service: Service) -> None:
    teller = Teller(service)
    teller.settle()
    plan = service.sandbox.faults.plan(Fault(kind="unavailable"), method="POST", path=SENDING, count=0)
    service.do("deliver", {"mime": forward(NOTE, START, message_id="<one@contoso.example>"), "to": [SERVICE]})
    begun = service.steady()
    while service.steady() - begun < 5 * 3600:
        once(service)
        service.steady.forward(600)
    waiting = [row for row in service.app.store.effects(states=[EffectState.WAITING]) if row.kind == "confirmation"]
    assert len(waiting) == 2
    assert plan.played <= 2 * 5 * 12 + 10, "each mail is sent once in five minutes at most"
    service.sandbox.faults.clear()
    teller.rest()
    assert [agreed_mails(service, person) for person in (ANNA, TOM)] == [["1"], ["1"]]
    assert complaints(service) == []


def test_after_a_restart_a_wait_that_was_asked_for_is_still_kept(service: Service) -> None:
    teller = Teller(service)
    teller.settle()
    service.sandbox.faults.plan(Fault(kind="throttle", retry_after=900), path="/send$")
    service.do("deliver", {"mime": forward(NOTE, START, message_id="<one@contoso.example>"), "to": [SERVICE]})
    with pytest.raises(FollowupdError):
        service.app.engine.once()
    asked = requests(service)
    # What is left of the wait is kept by the database's clock, which goes on during a restart while the clocks of the
    # story stand still: here a restart takes two minutes of the story, more than it takes of life.
    service.steady.forward(120)
    service.restart()
    for _ in range(3):
        with pytest.raises(FollowupdError):
            service.app.engine.once()
    assert requests(service) == asked
    teller.rest()
    assert [agreed_mails(service, person) for person in (ANNA, TOM)] == [["1"], ["1"]]
    assert complaints(service) == []
