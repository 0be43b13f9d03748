"""The sandbox kills the daemon at a request to Graph: before the deed, and after it with the answer lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.crash.matrix import Kill, Matrix, Twin, report

pytestmark = pytest.mark.crash

#: Requests of the story. Looks at the mailbox are not: their number is chance. They have a test of their own.
ALL_BUT_LOOKS = r"^(?!.*(/delta|^/?$))"
LOOKS = r"/mailFolders/inbox/messages/delta"


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_at_each_request_the_world_is_the_twins(
    when: str, matrix: Matrix, twin: Twin, say: Callable[[str], None]
) -> None:
    last = sum(count for name, count in twin.requests.items() if "delta" not in name and "login" not in name)
    kills = [Kill(name=f"{when} request {n}", request=n, when=when, path=ALL_BUT_LOOKS) for n in range(1, last + 1)]
    told = matrix.run(kills, twin)
    assert report(told, f"requests, {when} the deed", last, say) == []
    assert sum(each.deaths for each in told) >= 0.9 * len(told)


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_at_looks_at_the_mailbox_no_mail_is_lost(
    when: str, matrix: Matrix, twin: Twin, say: Callable[[str], None]
) -> None:
    kills = [Kill(name=f"{when} look {n}", request=n, when=when, path=LOOKS) for n in (1, 2, 3, 5, 8)]
    told = matrix.run(kills, twin)
    assert report(told, f"looks at the mailbox, {when}", len(kills), say) == []
