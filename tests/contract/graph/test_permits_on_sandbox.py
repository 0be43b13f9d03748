"""What the gate asks of Permits, and when: before a request, right before its first byte, and after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from followupd.domain.effects import EffectKey
from followupd.domain.people import Person
from followupd.errors import StoreUnavailable, Throttled, Unavailable
from followupd.graph.graph import Graph, open_graph
from followupd.ports import MailOut, Permit
from followupd.sandbox.faults import Fault
from followupd.sandbox.people import SERVICE
from followupd.sandbox.server import Sandbox
from tests.contract.graph.conftest import settings_for

MAIL = MailOut(to=Person(address=SERVICE), subject="x", html="<p>x</p>", text="x", sender_name="x")
PERMIT = Permit(id="permit")


class Played:
    """Permits that give `answers` first, then one after the other."""

    def __init__(self, *answers: Permit | Exception | None) -> None:
        self.answers = list(answers)
        self.taken = self.back = 0
        self.still_good = True
        self.waits: Counter[str] = Counter()

    def take(self, mailbox: str, members: Sequence[str] = ()) -> Permit | None:
        self.taken += 1
        answer = self.answers.pop(0) if self.answers else PERMIT
        if isinstance(answer, Exception):
            raise answer
        return answer

    def good(self, permit: Permit) -> bool:
        assert permit == PERMIT
        return self.still_good

    def give_back(self, permit: Permit) -> None:
        assert permit == PERMIT
        self.back += 1

    def hold(self, mailbox: str, seconds: float) -> None:
        self.waits[mailbox] += round(seconds)


def graph_with(sandbox: Sandbox, permits: Played) -> Graph:
    return open_graph(settings_for(sandbox), permits=permits)


def test_each_request_has_a_permit_that_is_given_back(sandbox: Sandbox) -> None:
    permits = Played(None, None)
    graph = graph_with(sandbox, permits)
    graph.mailbox.changes("inbox", None)
    assert (permits.taken, permits.back) == (3, 1)
    graph.close()


def test_a_request_whose_permit_was_lost_meanwhile_never_leaves(sandbox: Sandbox) -> None:
    permits = Played()
    graph = graph_with(sandbox, permits)
    graph.mailbox.changes("inbox", None)  # there is a line, and a token
    before = dict(sandbox.judge.requests)
    permits.still_good = False
    with pytest.raises(Unavailable):
        graph.mailbox.changes("inbox", None)
    with pytest.raises(Unavailable):  # and it is known that no draft was made
        graph.mailbox.draft(EffectKey("a"), MAIL)
    assert dict(sandbox.judge.requests) == before
    assert permits.taken == permits.back == 3
    permits.still_good = True
    assert not graph.mailbox.draft(EffectKey("a"), MAIL).sent
    graph.close()


def test_a_wait_is_told_to_all_and_what_others_were_told_is_kept_to(sandbox: Sandbox) -> None:
    permits = Played(PERMIT, Throttled("wait", retry_after=600.0))
    graph = graph_with(sandbox, permits)
    with sandbox.world.lock:
        sandbox.faults.plan(Fault(kind="throttle", retry_after=7), path="/delta")
    with pytest.raises(Throttled):
        graph.mailbox.changes("inbox", None)
    assert permits.waits == {SERVICE: 7}
    graph.close()
    graph = graph_with(sandbox, Played(Throttled("wait", retry_after=600.0)))
    for _ in range(2):  # the second time nobody needs to be asked
        with pytest.raises(Throttled) as told:
            graph.mailbox.changes("inbox", None)
        assert told.value.retry_after == pytest.approx(600.0, abs=5)
    graph.close()


def test_while_nobody_knows_whether_it_may_be_asked_nothing_is(sandbox: Sandbox) -> None:
    permits = Played(StoreUnavailable("away"))
    graph = graph_with(sandbox, permits)
    with pytest.raises(Unavailable, match="database is away"):
        graph.mailbox.changes("inbox", None)
    assert sandbox.judge.requests == {}
    graph.close()
