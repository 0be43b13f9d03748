"""What the organisation has chosen: the part of the configuration that decisions depend on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum

from followupd.domain.action import Reference, Situation
from followupd.domain.mail import Way
from followupd.domain.people import Known, Person
from followupd.domain.situations import PLAIN, PRESETS, Preset


class Mode(StrEnum):
    #: Reads; nothing goes out.
    SHADOW = "shadow"
    #: For the listed people only.
    PILOT = "pilot"
    LIVE = "live"


class SendRule(StrEnum):
    WHEN_SURE = "when_sure"
    PREVIEW = "preview"


class Closing(StrEnum):
    SETTER = "setter"
    OWNER = "owner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    mode: Mode
    #: Addresses that may set; `internal` as a member means everybody inside.
    setters: frozenset[str] = frozenset({"internal"})
    #: In pilot mode, the people who may set and get anything; lower case.
    pilot: frozenset[str] = frozenset()
    send: SendRule = SendRule.WHEN_SURE
    closing: Closing = Closing.SETTER
    way: Way = Way.SETTER
    #: More owners or actions than these in one mail always go through a preview (rule 1).
    most_owners: int = 3
    most_actions: int = 10
    pre_check_days: int = 2
    follow_up_minutes: int = 30
    #: Where a follow-up has only a day, it starts at this wall-clock time, moved into working hours.
    follow_up_time: time = time(16, 0)
    pre_check_minutes: int = 15
    brief_time: time = time(7, 30)
    #: Whether a mail that an assistant sent on the setter's behalf counts as the setter's.
    delegates: bool = False
    #: How each situation is followed up where the mail does not say.
    presets: Mapping[Situation, Preset] = field(default_factory=lambda: PRESETS)
    #: Who is told when something needs an administrator, lower case; empty: nobody.
    operator: str = ""
    #: Days after the outcome of everything in an agreement for which it is kept; 0: for ever.
    retention_days: int = 365

    def preset(self, situation: Situation | None) -> Preset:
        """How an action of this situation is followed up; of none, as any other."""
        return self.presets.get(situation, PLAIN) if situation is not None else PLAIN

    def takes_part(self, address: str) -> bool:
        """Whether anything may start with this person, or go to them, in this mode (rule 16)."""
        return self.mode is not Mode.PILOT or address in self.pilot

    def may_set(self, address: str, *, internal: bool) -> bool:
        """Whether this authenticated person may set actions (rule 4), in this mode (rule 16)."""
        if not self.takes_part(address):
            return False
        return address in self.setters or ("internal" in self.setters and internal)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a decision may know besides the thing decided and the happening."""

    policy: Policy
    known: Known
    #: Gives a reference that nobody has yet, from a seed; the same seed gives the same one.
    allocate: Callable[[str], Reference]
    #: People who have had a mail of ours before.
    acquainted: frozenset[str] = frozenset()
    #: People who said STOP.
    stopped: frozenset[str] = field(default=frozenset())
    #: Where this setter looked last before a follow-up of this situation; empty: nowhere yet.
    remembered: Callable[[Person, Situation | None], str] = lambda setter, situation: ""
