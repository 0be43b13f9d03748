"""HAND OVER and `followupd reassign`: what was agreed goes over, what is private stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from followupd.engine.leavers import reassign_timer
from followupd.store import open_store
from tests.machine.world import Service, opened
from tests.system.conftest import NOW
from tests.system.mails import NOTE, SERVICE, TOM, forward, plain
from tests.system.stories import ANNA_AT, PRIYA_AT, SAM_AT, SERVICE_AT, TOM_AT

PEOPLE = [
    {"address": PRIYA_AT, "name": "Priya Nair"},
    {"address": SAM_AT, "name": "Sam Lee"},
]


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    template = tmp_path / "empty.sqlite"
    open_store(str(template)).close()
    (tmp_path / "world").mkdir()
    with opened(tmp_path / "world", now=NOW, template=template, settings={"people": PEOPLE}) as found:
        found.settle()
        says(found, forward(NOTE, NOW))
        yield found


def says(service: Service, mime: str) -> None:
    service.do("deliver", {"mime": mime, "as": "internal", "to": [SERVICE_AT]})
    service.settle()


def ours(service: Service, person: str, word: str = "") -> list[str]:
    return [
        f"{each.subject}\n{each.body}"
        for each in service.messages()
        if each.ours and each.mailbox == person and not each.meeting and word in each.subject
    ]


def standing(service: Service, person: str) -> list[str]:
    return sorted(each["subject"] for each in service.events()[person] if not each["cancelled"])


def test_hand_over_gives_both_a_new_version_and_nothing_private(service: Service) -> None:
    (before,) = service.app.store.agreements()
    says(service, plain("LOOKS DONE\nbut he hides the log", NOW, subject=f"Re: [{before.reference}]"))
    says(service, plain("HAND OVER to Priya", NOW, subject="HAND OVER to Priya"))
    (after,) = service.app.store.agreements()
    assert (after.setter.address, after.version, after.reference) == (PRIYA_AT, 2, before.reference)
    assert after.standings[0].action.check == ""
    for person in (PRIYA_AT, TOM_AT):
        (mail,) = [each for each in ours(service, person) if "Priya Nair follows this up from now on" in each]
        assert "hides the log" not in mail
        assert "CRM call log" not in mail
    assert [each for each in ours(service, ANNA_AT) if f"Priya Nair follows up from now on: {after.reference}" in each]
    assert standing(service, ANNA_AT) == []
    assert len(standing(service, PRIYA_AT)) == 2
    assert len(standing(service, TOM_AT)) == 1


def test_who_has_handed_over_has_no_say_any_more_and_the_new_setter_has(service: Service) -> None:
    says(service, plain("HAND OVER to Priya", NOW, subject="HAND OVER to Priya"))
    (agreement,) = service.app.store.agreements()
    says(service, plain("DROP", NOW, subject=f"Re: [{agreement.reference}]"))
    assert service.app.store.agreements()[0].open
    says(service, plain("CONFIRM", NOW, author=f"Priya Nair <{PRIYA_AT}>", subject=f"Re: [{agreement.reference}]"))
    assert service.app.store.agreements() == ()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Tom", "Not handed over, because Tom is the one who does it"),
        ("Nobody", "I do not know who Nobody is"),
        ("david.cole@fabrikam.example", "I do not know who"),
        (ANNA_AT, "It is yours already"),
    ],
)
def test_hand_over_is_refused_to_who_cannot_have_it(service: Service, name: str, said: str) -> None:
    before = service.app.store.agreements()
    service.configure({"people": [*PEOPLE, {"address": TOM_AT, "name": "Tom Baker"}]})
    says(service, plain(f"HAND OVER to {name}", NOW, subject=f"HAND OVER to {name}"))
    assert [each for each in ours(service, ANNA_AT) if said in each]
    assert service.app.store.agreements() == before


def test_own_promises_stay_with_who_hands_over(service: Service) -> None:
    says(service, plain("I will send Tom the list by Friday 4 December.", NOW, to=TOM, subject="List", cc=SERVICE))
    own = [each for each in service.app.store.agreements() if not each.shared]
    assert own
    says(service, plain("HAND OVER to Priya", NOW, subject="HAND OVER to Priya"))
    assert [each for each in service.app.store.agreements() if each.setter.address == ANNA_AT] == own


def reassign(service: Service, old: str, new: str, *, owner: bool = False) -> None:
    with service.app.store.work() as work:
        work.set_timer(reassign_timer(old, new, owner=owner, at=datetime.now(NOW.tzinfo)))
    service.settle()


def test_reassign_lets_another_follow_up_what_a_leaver_has_set(service: Service) -> None:
    reassign(service, ANNA_AT, PRIYA_AT)
    (agreement,) = service.app.store.agreements()
    assert agreement.setter.address == PRIYA_AT
    assert standing(service, ANNA_AT) == []
    assert len(standing(service, PRIYA_AT)) == 2


def test_when_an_owner_has_left_the_setter_is_asked_and_names_the_next_one(service: Service) -> None:
    reassign(service, TOM_AT, PRIYA_AT)
    (agreement,) = service.app.store.agreements()
    asked = [each for each in service.messages() if each.mailbox == ANNA_AT and "cannot take this on" in each.body]
    assert len(asked) == 1
    says(service, plain("Owner: Sam Lee", NOW, subject=f"Re: [{agreement.reference}]", cc=f"Sam Lee <{SAM_AT}>"))
    (after,) = service.app.store.agreements()
    assert (after.owner.address, after.version, after.follows) == (SAM_AT, 1, agreement.reference)


def test_with_owner_the_new_one_starts_at_version_1_and_the_old_one_gets_one_line(service: Service) -> None:
    (before,) = service.app.store.agreements()
    reassign(service, TOM_AT, SAM_AT, owner=True)
    (after,) = service.app.store.agreements()
    assert (after.owner.address, after.version, after.follows) == (SAM_AT, 1, before.reference)
    assert len(ours(service, TOM_AT, "Nothing to do any more")) == 1
    assert len(ours(service, SAM_AT, "Agreed")) == 1
    assert standing(service, TOM_AT) == []
    assert len(standing(service, SAM_AT)) == 1
