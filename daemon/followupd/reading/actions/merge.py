"""Puts the zones of a thread together: one action told twice is one, and the newest message wins.

A newer message may move a date, change the owner, say done or drop it; the follow-up said once holds for all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from followupd.domain.action import FollowUpWish, Item, Said
from followupd.domain.people import Person
from followupd.reading.actions.setting import Candidate, Findings, Shape, Standing, Tier, Update
from followupd.reading.actions.words import FROM_PARTICIPLE
from followupd.reading.people import fit, readable
from followupd.reading.wordlist import words_of

_SMALL = words_of("""
    the a an and or of to for with by on in at from into over up out back off your my our his her their its this
    that these those all both each please by before until will shall can could would should must is are be been
    was were it he she they we you i them him me us so as because then also still now just not no yes der die
    das den dem des ein eine einen einer und oder von zu für mit bis am im auf an in bitte ich du er sie wir es
    le la les un une des du de et ou à au aux pour avec par sur dans en merci je tu il elle nous vous monday
    tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december mon tue wed thu fri today tomorrow week month end day new get make send
    do done already fine ok say
    """)

#: "Priya will take over the audit file": a new owner for what an older message says.
_TAKING = words_of("take own handle cover pick do")


_PARTICIPLES = {verb: part for part, verb in FROM_PARTICIPLE.items()}
_CLOSED = {Standing.DONE: "already done", Standing.DROPPED: "dropped"}


@dataclass(slots=True, kw_only=True)
class Merged:
    """What all zones together say."""

    items: list[Item] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    noticed: list[str] = field(default_factory=list)
    #: How sure each item is, in the order of `items`.
    tiers: list[Tier] = field(default_factory=list)
    #: What looks like something to do and is no action: (its words, why not).
    refused: list[tuple[str, str]] = field(default_factory=list)


def merge(zones: list[Findings]) -> Merged:
    """One list of open actions from the findings of all zones, newest zone first."""
    candidates = _known_names([each for found in zones for each in found.candidates])
    candidates, pointed = _pointing(candidates)
    kept: list[Candidate] = []
    for each in sorted(candidates, key=lambda c: (c.zone, c.start)):
        twin = next((index for index, other in enumerate(kept) if _same(other, each)), None)
        if twin is None:
            kept.append(each)
        else:
            kept[twin] = _joined(kept[twin], each)
    kept = _updated(kept, [*(update for found in zones for update in found.updates), *pointed])
    open_ones = [each for each in kept if each.standing is Standing.OPEN]
    wishes = _wishes(zones, open_ones)
    items = []
    open_ones.sort(key=lambda c: (c.zone, c.start))
    for each in open_ones:
        item = each.item
        if item.follow_up is None and wishes.get(each.zone):
            item = replace(item, follow_up=wishes[each.zone])
        check = next((check for found in zones for check in found.checks), None)
        if item.check is None and check:
            item = replace(item, check=check)
        items.append(item)
    # A follow-up of nothing may be an action that was taken for one: it is told.
    alone = [] if items else [wish.words for found in zones for wish in found.follow_ups]
    closed = [(each.item.source, _CLOSED[each.standing]) for each in kept if each.standing is not Standing.OPEN]
    return Merged(
        items=items,
        tiers=[each.tier for each in open_ones],
        refused=list(
            dict.fromkeys(
                [
                    *(pair for found in zones for pair in found.refused),
                    *closed,
                    *((words, "only a follow-up, of no action") for words in alone),
                ]
            )
        ),
        targets=_once([text for found in zones for text in found.targets]),
        noticed=_once(
            [text for found in zones for text in found.noticed if not any(text == item.source for item in items)]
            + alone
        ),
    )


#: The pronouns by which somebody speaks of what an older message says.
_POINTS = frozenset(["it", "this", "that", "these", "those", "them", "one", "ones"])


def _pointing(candidates: list[Candidate]) -> tuple[list[Candidate], list[Update]]:
    """Without the actions that only date one of an older message ("The linen is with me, I'll have it in by Tuesday").

    Their own words name no thing; the sentence names it, or its owner has one older action alone.
    """
    left, updates = [], []
    for each in candidates:
        words = _what(each).lower().split()
        if each.item.due is None or each.item.owner is None or not 2 <= len(words) <= 3 or words[1] not in _POINTS:
            left.append(each)
            continue
        older = [other for other in candidates if other.zone > each.zone and _owner(other) == _owner(each)]
        said = _stems(each.item.source)
        meant = [other for other in older if said & _stems(_what(other))] or older
        if len(meant) != 1:
            left.append(each)
            continue
        words_of_it = f"{each.item.source} {_what(meant[0])}"
        updates.append(
            Update(
                zone=each.zone,
                words=words_of_it,
                due=each.item.due,
                doubts=each.item.doubts,
                whose=each.item.owner.value,
            )
        )
    return left, updates


def _wishes(zones: list[Findings], kept: list[Candidate]) -> dict[int, Said[FollowUpWish]]:
    """The follow-up that holds for the actions of each zone: its own, else the newest said anywhere."""
    anywhere = [wish for found in zones for wish in found.follow_ups if wish.value.when]
    out: dict[int, Said[FollowUpWish]] = {}
    for each in kept:
        own = [wish for wish in zones[each.zone].follow_ups if wish.value.when] if each.zone < len(zones) else []
        chosen = (own or anywhere or [wish for found in zones for wish in found.follow_ups])[:1]
        if chosen:
            out[each.zone] = chosen[0]
    return out


_SEVERAL = re.compile(r"[/&+,]|\band\b")


def _known_names(candidates: list[Candidate]) -> list[Candidate]:
    """ "Luis" is Luis Ferrer when a fuller name for him stands in another action of the mail."""
    full = {
        each.owner_words
        for each in candidates
        if len(each.owner_words.split()) > 1 and not _SEVERAL.search(each.owner_words)
    }
    out = []
    for each in candidates:
        names = {name for name in full if each.owner_words and name.split()[0].lower() == each.owner_words.lower()}
        if len(names) == 1:
            name = names.pop()
            doubts = tuple(replace(d, readings=(name,)) if d.field == "owner" else d for d in each.item.doubts)
            each = replace(each, owner_words=name, item=replace(each.item, doubts=doubts))
        out.append(each)
    return out


def _same(one: Candidate, other: Candidate) -> bool:
    if one.zone == other.zone and one.shape is other.shape is Shape.SENTENCE:
        owners = {_owner(one), _owner(other)} - {""}
        return len(owners) < 2 and _alike(one, other, 0.8)
    if one.zone == other.zone:
        return _alike(one, other, 0.85) and _owner(one) == _owner(other)
    taken = one.zone < other.zone and one.verb in _TAKING
    if taken and _INSTEAD.search(one.item.source) and len(_stems(_what(one)) & _stems(_what(other))) > 1:
        return True  # "Dan, can you pick up the dietary list instead?"
    if taken and _takes_from(one, other):
        return bool(_stems(_what(one)) & _stems(_what(other)))
    mine, theirs = _owner(one), _owner(other)
    if _puts_off(one) and mine == theirs and one.item.due and other.item.due:
        return bool(_stems(_what(one)) & _stems(_what(other)))
    if mine and theirs and mine != theirs:
        return _alike(one, other, 0.75)
    return _alike(one, other, 0.5)


def _puts_off(one: Candidate) -> bool:
    """Whether somebody names another day for his own: "I'll have the texts on 5 June rather than the 29th"."""
    return _RATHER.search(one.item.source) is not None


_RATHER = re.compile(
    r"\b(?:rather than|instead of|not) (?:on |by )?(?:the )?(?:\d|(?:mon|tues|wednes|thurs|fri)day|tomorrow|today)",
    re.I,
)


def _takes_from(one: Candidate, other: Candidate) -> bool:
    """Whether somebody takes something off the other's owner ("can you take the room booking off Dev?")."""
    owner = other.item.owner.value if other.item.owner else None
    named = _FROM_WHOM.search(_what(one))
    if owner is None or named is None:
        return False
    if named["who"] in ("him", "her", "them"):  # "since Dean is tied up, can you do the price check instead of him?"
        return any(fit(name, owner) > 0 for name in re.findall(r"[A-ZÄÖÜÉ][\w-]+", one.item.source))
    return fit(named["who"], owner) > 0


_INSTEAD = re.compile(r"\binstead\b(?! of\b)", re.I)
_FROM_WHOM = re.compile(r"\b(?:off|from|over from|for|instead of|in place of) (?P<who>[A-ZÄÖÜÉ][\w-]+|him|her|them)\b")


def _owner(candidate: Candidate) -> str:
    return candidate.item.owner.value.address if candidate.item.owner else candidate.owner_words.lower()


def _alike(one: Candidate, other: Candidate, share: float) -> bool:
    if _stems(_what(one)).isdisjoint(_stems(_what(other))):
        return False
    names = {part for each in (one, other) for part in _names(each.item.owner.value if each.item.owner else None)}
    mine, theirs = (_stems(_what(each)) - names - _stems(each.verb) for each in (one, other))
    if not mine or not theirs:
        return False
    common = len(mine & theirs)
    verbs = {one.verb, other.verb}
    return common / min(len(mine), len(theirs)) >= share and common >= (
        1 if len(verbs) == 1 or min(len(mine), len(theirs)) == 1 else 2
    )


def _what(candidate: Candidate) -> str:
    return candidate.item.what.value if candidate.item.what else candidate.item.source


def _names(person: Person | None) -> set[str]:
    return {part.lower() for part in readable(person).split()} if person else set()


@lru_cache(maxsize=512)
def _stems(text: str) -> frozenset[str]:
    words = re.findall(r"[^\W_][\w'’-]*", text)
    kept = {
        word.lower()
        for word in words
        if (word.lower() not in _SMALL and len(word) > 1) or (word.isupper() and len(word) > 1) or word.isdigit()
    }
    return frozenset(re.sub(r"(?:'s|’s|ies|es|s|ed|ing|en)$", "", word) for word in kept)


def _joined(newer: Candidate, older: Candidate) -> Candidate:
    """The newer telling, with what only the older one says."""
    if newer.zone == older.zone and newer.tier is Tier.B and older.tier is Tier.A:
        newer, older = older, newer
    item, old = newer.item, older.item
    if newer.standing is not Standing.OPEN:
        return newer
    if newer.zone != older.zone and (newer.verb in _TAKING or _puts_off(newer)):
        item = replace(item, what=old.what, source=old.source, measure=old.measure)
    lacking = {
        name: getattr(old, name)
        for name in ("owner", "measure", "achievable", "why", "due", "follow_up", "check")
        if getattr(item, name) is None and getattr(old, name) is not None
    }
    fields = {name.field for name in item.doubts}
    doubts = (
        *item.doubts,
        *(d for d in old.doubts if d.field not in fields and (d.field in lacking or d.field == "what")),
    )
    if "owner" in lacking:
        doubts = tuple(d for d in doubts if d.field != "owner")
    standing = older.standing if newer.tier is Tier.C else newer.standing
    return replace(
        newer,
        item=replace(item, **lacking, doubts=doubts),
        standing=standing,
        owner_words=newer.owner_words or older.owner_words,
    )


def _updated(kept: list[Candidate], updates: list[Update]) -> list[Candidate]:
    """The actions as newer messages changed them, oldest change first."""
    proposals: list[Update] = []
    for update in sorted(updates, key=lambda u: -u.zone):
        if update.proposal:
            proposals.append(update)
            continue
        change = update
        if update.agreement and not update.due:
            older = [each for each in proposals if each.zone > update.zone and each.due]
            if not older:
                continue
            change = replace(older[-1], zone=update.zone, proposal=False)
        elif update.agreement and update.due:  # "That works, 6 November it is"
            asked = [each.words for each in proposals if each.zone > update.zone][-1:]
            change = replace(update, words=" ".join([update.words, *asked]))
        at = _meant(kept, change)
        if at is None:
            continue
        each = kept[at]
        item = each.item
        if change.standing is not Standing.OPEN:
            kept[at] = replace(each, standing=change.standing)
            continue
        doubts = item.doubts
        if change.due:
            item = replace(item, due=change.due)
            doubts = (*(d for d in doubts if d.field != "due"), *change.doubts)
        if change.owner:
            item = replace(item, owner=change.owner)
            doubts = tuple(d for d in doubts if d.field != "owner")
        kept[at] = replace(each, item=replace(item, doubts=doubts))
    return kept


def _meant(kept: list[Candidate], update: Update) -> int | None:
    """Which older action a change speaks of: by its words, or the only one there is; none when it could be several."""
    older = [index for index, each in enumerate(kept) if each.zone > update.zone and each.standing is Standing.OPEN]
    if update.number:
        same = [index for index in older if kept[index].number == update.number]
        return same[0] if len(same) == 1 else None
    words = _stems(update.words)
    scores = {index: len(words & _stems(_what(kept[index]))) for index in older}
    if not any(scores.values()):  # "until the 26th for the yard survey", of "Yard survey: measure all bays"
        said = {index: len(words & _stems(kept[index].item.source)) for index in older}
        scores = said if max(said.values(), default=0) > 1 else scores
    top = max(scores.values(), default=0)
    best = [index for index in older if scores[index] == top] if top else []
    if len(best) > 1 and update.whose:
        best = [index for index in best if _owner(kept[index]) == update.whose.address] or best
    if update.standing is Standing.DONE:
        told = (
            len(best) == 1
            and top == 1
            and _PARTICIPLES.get(kept[best[0]].verb, "\0") in re.findall(r"[\w-]+", update.words.lower())
        )
        return best[0] if len(best) == 1 and (top >= 2 or told) else None
    if len(best) == 1:
        return best[0]
    if update.whose:
        theirs = [index for index in older if _owner(kept[index]) == update.whose.address]
        dated = [index for index in theirs if kept[index].item.due]
        return theirs[0] if len(theirs) == 1 else dated[0] if len(dated) == 1 else None
    return older[0] if len(older) == 1 and not best else None


def _once(texts: list[str]) -> list[str]:
    return list(dict.fromkeys(texts))
