"""What a mail or an entry of ours carries, so that a lost database can be restored from the mailbox; pure.

A snapshot holds the things that its carrier belongs to as they stood, what had led to them, and what was still to be
done for them. Of several snapshots the newest of each thing counts: by epoch (each restore begins a new one), then by
the thing's revision. What does not fit into the bound is left out, the oldest and least needed first: see `leaner`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, TypeVar

from followupd.domain.agreement import Agreement, FollowUp, Proposal, Reviewed, StandingEntry
from followupd.domain.effects import Effect
from followupd.domain.mail import Entry, EntryRole

#: So many happenings are remembered of a thing at most; a longer story is not complete.
MOST_CAUSES: Final = 200
#: So many of them when room is wanted.
FEW_CAUSES: Final = 40

T = TypeVar("T", Proposal, Agreement, FollowUp)


def mark_of(cause: str) -> str:
    """The mark of a happening: 12 hexadecimal digits. A mark is its own mark."""
    if cause.startswith("~"):
        return cause[1:]
    return hashlib.sha256(cause.encode("utf-8", "replace")).hexdigest()[:12]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A line of a thing's history, without what anybody wrote."""

    at: datetime
    what: str
    by: str = ""
    #: The mark of the happening.
    cause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What had happened to a thing."""

    kind: str
    id: str
    #: Marks of the happenings that are in the thing already, oldest first.
    causes: tuple[str, ...]
    #: False: the oldest are left out.
    complete: bool = True
    lines: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The entry that is made by the request that carries the snapshot."""

    follow_up: str
    role: EntryRole
    wish: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """See the module."""

    made: datetime
    epoch: int
    #: How much the database had decided by then.
    sequence: int
    #: (kind, id, which mail it is): what the carrier belongs to; three empty texts: to nothing.
    about: tuple[str, str, str] = ("", "", "")
    entry: Made | None = None
    proposals: tuple[Proposal, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    #: All planned or held ones that review an action of `agreements`, unless `lean`.
    follow_ups: tuple[FollowUp, ...] = ()
    stories: tuple[Story, ...] = ()
    #: Effects that were not done yet.
    pending: tuple[Effect, ...] = ()
    timers: tuple[tuple[str, datetime], ...] = ()
    #: Everybody who had said STOP.
    stopped: tuple[str, ...] = ()
    #: Whether follow-ups were left out for want of room.
    lean: bool = False

    @property
    def order(self) -> tuple[int, int, datetime]:
        return (self.epoch, self.sequence, self.made)


# ------------------------------------------------------------------------------------------------- bound


def leaner(snapshot: Snapshot) -> Iterator[Snapshot]:
    """The snapshot, then ever leaner ones: what is told of the past goes first, how the thing itself stands last."""
    yield snapshot
    snapshot = replace(snapshot, stories=tuple(replace(each, lines=()) for each in snapshot.stories))
    yield snapshot
    snapshot = replace(
        snapshot,
        stories=tuple(_short(each) for each in snapshot.stories),
        agreements=tuple(replace(each, last_change=None) for each in snapshot.agreements),
    )
    yield snapshot
    snapshot = replace(snapshot, follow_ups=tuple(_without_words(each) for each in snapshot.follow_ups))
    yield snapshot
    snapshot = replace(
        snapshot,
        agreements=tuple(
            replace(each, standings=tuple(replace(one, heard=(), earlier=()) for one in each.standings))
            for each in snapshot.agreements
        ),
        pending=(),
    )
    yield snapshot
    _, id, _ = snapshot.about
    yield replace(
        snapshot,
        proposals=tuple(each for each in snapshot.proposals if each.id == id),
        agreements=tuple(each for each in snapshot.agreements if each.id == id),
        stories=tuple(each for each in snapshot.stories if each.id == id),
        follow_ups=(),
        lean=True,
    )


def _short(story: Story) -> Story:
    if len(story.causes) <= FEW_CAUSES:
        return story
    return replace(story, causes=story.causes[-FEW_CAUSES:], complete=False)


def _without_words(follow_up: FollowUp) -> FollowUp:
    """The entries without their words. Their times stay: without them nobody could tell a person's move from ours, nor
    where a meeting that is not ours stood."""
    entries = tuple(
        replace(each, base=replace(each.base, body_html="") if each.base is not None else None)
        for each in follow_up.entries
    )
    return replace(follow_up, entries=entries)


# ----------------------------------------------------------------------------------------------- newest


@dataclass(frozen=True, slots=True, kw_only=True)
class Newest:
    """The newest of everything that snapshots tell of, by id."""

    proposals: Mapping[str, Proposal]
    agreements: Mapping[str, Agreement]
    follow_ups: Mapping[str, FollowUp]
    #: When each thing was told of last, by id.
    told: Mapping[str, datetime]
    #: By (kind, id).
    stories: Mapping[tuple[str, str], Story]
    #: Effects that were to be done when their thing was seen last, by key.
    pending: Mapping[str, Effect]
    timers: Mapping[str, datetime]
    stopped: frozenset[str]
    #: The epoch of the newest of all.
    epoch: int
    sequence: int
    #: When the newest of all was made; None: there is none.
    made: datetime | None


def newest(snapshots: Iterable[Snapshot]) -> Newest:
    """Return the newest of each thing. Snapshots come in any order."""
    ordered = sorted(snapshots, key=lambda each: each.order)
    proposals: dict[str, tuple[Proposal, Snapshot]] = {}
    agreements: dict[str, tuple[Agreement, Snapshot]] = {}
    follow_ups: dict[str, tuple[FollowUp, Snapshot]] = {}
    stories: dict[tuple[str, str], Story] = {}
    for each in ordered:
        told = {(story.kind, story.id): story for story in each.stories}
        for proposal in each.proposals:
            if _is_newer(proposals, proposal, each) and ("proposal", proposal.id) in told:
                stories["proposal", proposal.id] = told["proposal", proposal.id]
        for agreement in each.agreements:
            if _is_newer(agreements, agreement, each) and ("agreement", agreement.id) in told:
                stories["agreement", agreement.id] = told["agreement", agreement.id]
        for follow_up in each.follow_ups:
            if _is_newer(follow_ups, follow_up, each) and ("follow_up", follow_up.id) in told:
                stories["follow_up", follow_up.id] = told["follow_up", follow_up.id]
    sources = {id: each for found in (proposals, agreements, follow_ups) for id, (_, each) in found.items()}
    pending: dict[str, Effect] = {
        effect.key: effect
        for id, source in sources.items()
        for effect in source.pending
        if id in effect.lane.split("/")
    }
    timers = {
        name: moment for id, source in sources.items() for name, moment in source.timers if name.split("/")[1:2] == [id]
    }
    last = ordered[-1] if ordered else None
    return Newest(
        proposals={id: proposal for id, (proposal, _) in proposals.items()},
        agreements={id: agreement for id, (agreement, _) in agreements.items()},
        follow_ups=_still_reviewing(follow_ups, agreements),
        told={id: each.made for id, each in sources.items()},
        stories=stories,
        pending=pending,
        timers=timers,
        stopped=frozenset(last.stopped if last is not None else ()),
        epoch=last.epoch if last is not None else 0,
        sequence=max((each.sequence for each in ordered), default=0),
        made=max((each.made for each in ordered), default=None),
    )


def _is_newer(found: dict[str, tuple[T, Snapshot]], thing: T, source: Snapshot) -> bool:
    """Keep the thing if it is the newest of its id so far; the later one of the same revision, for what is pending."""
    before = found.get(thing.id)
    if before is not None and (before[1].epoch, before[0].revision) > (source.epoch, thing.revision):
        return False
    found[thing.id] = (thing, source)
    return True


def _still_reviewing(
    follow_ups: Mapping[str, tuple[FollowUp, Snapshot]], agreements: Mapping[str, tuple[Agreement, Snapshot]]
) -> dict[str, FollowUp]:
    """The follow-ups without the lines of agreements that a newer snapshot shows to be reviewed elsewhere, or not at
    all; those left without a line were taken out of the diaries."""
    kept = {}
    for id, (follow_up, source) in follow_ups.items():
        lines = tuple(line for line in follow_up.reviewed if _reviewed(line, id, source, agreements))
        if lines or not follow_up.reviewed:
            kept[id] = replace(follow_up, reviewed=lines)
    return kept


def _reviewed(
    line: Reviewed, follow_up: str, source: Snapshot, agreements: Mapping[str, tuple[Agreement, Snapshot]]
) -> bool:
    found = agreements.get(line.agreement)
    if found is None or found[1].lean or found[1].order <= source.order:
        return True
    return any(each.id == follow_up for each in found[1].follow_ups)


def with_entry(follow_up: FollowUp, entry: StandingEntry) -> FollowUp:
    """The follow-up with this entry in the place of the one of its role."""
    return replace(follow_up, entries=(*(each for each in follow_up.entries if each.role is not entry.role), entry))
