"""The store for looking back: restoring a lost database, and taking things out for good."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from followupd.domain.action import Reference
from followupd.domain.effects import Effect, EffectKey
from followupd.domain.snapshot import Story
from followupd.ports.archive import Listed
from followupd.ports.records import EffectState, Verdict
from followupd.ports.store import Look, Work


class Recalling(Look, Protocol):
    """A Look that knows the past, too."""

    def story(self, kind: str, id: str) -> Story: ...
    def unfinished(self, ids: Sequence[str]) -> tuple[Effect, ...]:
        """Effects not done yet in the lanes of these things, in order."""

    def timers_of(self, id: str) -> tuple[tuple[str, datetime], ...]: ...
    def sequence(self) -> int:
        """A number that grows with every effect, and never becomes less."""

    def has_begun(self, key: EffectKey) -> bool:
        """Whether the effect of this key was ever tried here."""

    def noted(self, name: str) -> str | None: ...
    def empty(self) -> bool:
        """Whether nothing was ever taken in here."""


class Restoring(Work, Recalling, Protocol):
    """A Work that writes down what was, not what is decided now."""

    def keep_reference(self, seed: str, reference: Reference) -> None: ...
    def keep_story(self, story: Story) -> None: ...
    def keep_mail(
        self,
        mail: Listed,
        verdict: Verdict | None,
        *,
        internet_message_id: str = "",
        digest: str = "",
        reason: str = "",
    ) -> None:
        """A mail with the verdict that it had; None: it waits to be taken in."""

    def settle(self, key: EffectKey, state: EffectState, reason: str) -> None:
        """Give an effect that nobody has begun its end, or hold it."""

    def waiting(self) -> tuple[Effect, ...]:
        """Effects that wait or are held, in order."""

    def note(self, name: str, value: str) -> None: ...


class Recall(Protocol):
    """The store, for looking back."""

    def look(self) -> AbstractContextManager[Recalling]: ...
    def work(self) -> AbstractContextManager[Restoring]: ...


class Erasing(Protocol):
    """What takes things out of the store for good; one transaction each."""

    def over(self, before: datetime, limit: int) -> tuple[tuple[str, str], ...]:
        """(kind, id) of the agreements and proposals that ask nothing of anybody, and of which nothing was heard since
        `before`."""

    def of_person(self, address: str) -> tuple[tuple[str, str, bool], ...]:
        """(kind, id, open) of the agreements and proposals that this person is a part of."""

    def busy(self, kind: str, id: str) -> bool:
        """Whether something is still to be done outside for this thing."""

    def wipe(self, kind: str, id: str, now: datetime) -> None:
        """Take one thing out; what is kept of its mails are hashes, and they are to be deleted."""

    def stub_effects(self, before: datetime, limit: int, now: datetime) -> int:
        """Take the words out of effects that were finished before this moment; how many."""

    def forget(self, address: str, now: datetime) -> None:
        """Take what is left of a person out."""
