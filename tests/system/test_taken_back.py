"""What is taken back while it is under way leaves nothing behind in anybody's diary."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from followupd.ports import EffectState
from followupd.sandbox.faults import Fault
from followupd.sandbox.lag import Lag, Lags
from followupd.store import open_store
from tests.machine.world import Service, opened
from tests.system.conftest import NOW
from tests.system.mails import NOTE, forward, plain
from tests.system.stories import ANNA_AT, SERVICE_AT, TOM_AT


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    template = tmp_path / "empty.sqlite"
    open_store(str(template)).close()
    (tmp_path / "world").mkdir()
    with opened(tmp_path / "world", now=NOW, template=template, settings={}) as found:
        found.settle()
        yield found


CUT, LATE = Fault(kind="cut", when="after"), Fault(kind="late", seconds=20.0)


@pytest.mark.parametrize("restarts", [False, True], ids=["goes on", "is started anew"])
@pytest.mark.parametrize("lag", [0.0, 1200.0], ids=["searches see it", "searches lag"])
@pytest.mark.parametrize("fault", [CUT, LATE], ids=["cut after the deed", "done after the time-out"])
def test_an_entry_that_may_have_been_made_is_taken_out_again(
    service: Service, fault: Fault, lag: float, restarts: bool
) -> None:
    """The answer is lost and the entry was made, or will be; before the next try the setter drops the action."""
    service.sandbox.world.lag = Lags(search=Lag(steady=lag))
    service.sandbox.faults.plan(fault, method="POST", path="events$", count=2)
    service.do("deliver", {"mime": forward(NOTE, NOW), "as": "internal", "to": [SERVICE_AT]})
    service.app.engine.once()
    if fault is CUT:
        assert [len(service.events()[who]) for who in (ANNA_AT, TOM_AT)] == [2, 1]
    if restarts:
        service.restart()
    (agreement,) = service.app.store.agreements()
    drop = plain("CANCEL", NOW, subject=f"CANCEL {agreement.reference}")
    service.do("deliver", {"mime": drop, "as": "internal", "to": [SERVICE_AT]})
    service.settle()
    service.steady.forward(600)
    service.settle()
    left = [event for who in (ANNA_AT, TOM_AT) for event in service.events()[who] if not event["cancelled"]]
    assert left == []
    assert service.app.store.effects(states=[EffectState.HELD]) == ()
