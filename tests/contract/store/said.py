"""Short ways to say what the tests of the store do."""

from __future__ import annotations

from datetime import timedelta

from followupd.domain.effects import Effect, EffectKey, FileMail, Folder
from followupd.domain.mail import MessageId
from followupd.ports import ChangePage, Claimed, Store
from tests.unit.domain.build import NOW


def filing(name: str, *, lane: str = "", topic: str = "") -> FileMail:
    return FileMail(
        key=EffectKey(name), lane=lane or name, topic=topic, message=MessageId(name), folder=Folder.PROCESSED
    )


def put(store: Store, *effects: Effect) -> list[bool]:
    with store.work() as work:
        return [work.put_effect(effect, NOW) for effect in effects]


def claim(store: Store, limit: int = 10, *, after: float = 0) -> tuple[Claimed, ...]:
    """Claim for a minute, `after` seconds of business time."""
    return store.claim(NOW + timedelta(seconds=after), lease_seconds=60, limit=limit)


def keys(claimed: tuple[Claimed, ...]) -> list[str]:
    return [each.effect.key for each in claimed]


def page(*messages: str, cursor: str = "c1", last: bool = True) -> ChangePage:
    return ChangePage(messages=tuple(MessageId(each) for each in messages), cursor=cursor, last=last)


def note(store: Store, *messages: str) -> None:
    with store.work() as work:
        work.note_page("inbox", page(*messages))
