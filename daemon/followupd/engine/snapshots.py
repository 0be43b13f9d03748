"""What each mail and entry of ours carries for the day on which the database is lost: gathered, packed, sealed.

A mail's properties may travel to who gets it, and an entry's may be seen by who may open that calendar. So what is
private is not left out but sealed (AES-256-GCM), with a key that lies in two places: in our database, and in the marker
in our own mailbox, where the mails that were sent in lie open anyway. Nobody else can read a snapshot.
"""

from __future__ import annotations

import base64
import logging
import secrets
import zlib
from collections.abc import Iterable
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from followupd.domain.agreement import Agreement, FollowUp, Proposal
from followupd.domain.effects import Effect, SendMail, SetEntry
from followupd.domain.mail import Entry
from followupd.domain.people import Person
from followupd.domain.snapshot import Made, Snapshot, leaner
from followupd.errors import StoreError
from followupd.ports import Clock, Recall, Recalling
from followupd.store.codec import decode, encode

log = logging.getLogger(__name__)

#: Names of notes in the store.
SEAL: Final = "seal"
EPOCH: Final = "epoch"

#: Characters of a sealed snapshot at most. A property of 32 KB and more is kept as a stream by Exchange, and not all
#: clients of it get it back; a whole story of ten actions takes about 6,000.
LARGEST: Final = 24_000
#: Says the form: version 1 of sealing.
_FORM: Final = "1."
_NONCE: Final = 12
#: What a snapshot may unpack to at most: a seal that fits is ours, and ours are small.
_UNPACKED: Final = 8_000_000


class Snapshots:
    """Makes the snapshots of a database. Used by several threads."""

    def __init__(self, *, recall: Recall, clock: Clock, largest: int = LARGEST) -> None:
        self._recall = recall
        self._clock = clock
        self._largest = largest

    def of(self, effect: Effect, wish: Entry | None) -> str:
        """Return the sealed snapshot of what this effect belongs to; empty where there is nothing to keep.

        `wish`: the entry that is being made.
        """
        with self._recall.look() as look:
            key = look.noted(SEAL)
            if key is None:
                return ""
            snapshot = gather(look, effect, wish, self._clock)
        if snapshot is None:
            return ""
        for each in leaner(snapshot):
            sealed = seal(each, key)
            if len(sealed) <= self._largest:
                return sealed
        log.warning("a snapshot does not fit: its mails would be read again", extra={"effect": effect.key})
        return ""


def gather(look: Recalling, effect: Effect, wish: Entry | None, clock: Clock) -> Snapshot | None:
    """Return all that is to be kept with an effect; None: nothing."""
    about, entry = ("", "", ""), None
    proposal: Proposal | None = None
    agreements: dict[str, Agreement] = {}
    if isinstance(effect, SendMail):
        if effect.agreement is not None:
            about = ("agreement", effect.agreement.id, str(effect.kind))
            found = look.agreement(effect.agreement.id)
            if found is not None:
                agreements[found.id] = found
                proposal = _source(look, found)
        elif effect.proposal is not None:
            about = ("proposal", effect.proposal.id, str(effect.kind))
            proposal = look.proposal(effect.proposal.id)
        elif effect.brief is not None:
            about = ("brief", effect.to.address, str(effect.kind))
        else:
            about = ("", "", str(effect.kind))
    elif isinstance(effect, SetEntry):
        follow_up = look.follow_up(effect.follow_up.id) or effect.follow_up
        for line in follow_up.reviewed:
            found = look.agreement(line.agreement)
            if found is not None:
                agreements[found.id] = found
        if wish is not None:
            entry = Made(follow_up=follow_up.id, role=effect.role, wish=wish)
    else:
        return None
    # What was born together, or of one another: a happening that is in one of them is in all.
    for setter in {each.setter for each in agreements.values()} | ({proposal.setter} if proposal else set()):
        agreements |= _kin(look, setter, agreements, proposal)
    follow_ups = _reviews(look, agreements.values())
    ids = [*agreements, *(each.id for each in follow_ups), *([proposal.id] if proposal else [])]
    kinds: list[tuple[str, str]] = [("agreement", id) for id in agreements]
    kinds += [("proposal", proposal.id)] if proposal else []
    return Snapshot(
        made=clock.now(),
        epoch=int(look.noted(EPOCH) or 0),
        sequence=look.sequence(),
        about=about,
        entry=entry,
        proposals=(proposal,) if proposal is not None else (),
        agreements=tuple(agreements.values()),
        follow_ups=follow_ups,
        stories=tuple(look.story(kind, id) for kind, id in kinds),
        pending=tuple(each for each in look.unfinished(ids) if each.key != effect.key or isinstance(each, SendMail)),
        timers=tuple(timer for id in ids for timer in look.timers_of(id)),
        stopped=tuple(sorted(look.stopped())),
    )


def _source(look: Recalling, agreement: Agreement) -> Proposal | None:
    """The proposal that the agreement came of, if the mail that was sent in led to one."""
    threads = look.threads_of([agreement.mail.internet_message_id])
    found = [look.proposal(each.id) for each in threads if each.kind == "proposal"]
    return next((each for each in found if each is not None and each.mail.id == agreement.mail.id), None)


def _kin(
    look: Recalling, setter: Person, agreements: dict[str, Agreement], proposal: Proposal | None
) -> dict[str, Agreement]:
    """The setter's agreements of the same mail, and those that others went over to."""
    mails = {each.mail.id for each in agreements.values()} | ({proposal.mail.id} if proposal else set())
    references = {each.reference for each in agreements.values()}
    kin = {each.id: each for each in look.agreements_of(setter) if each.mail.id in mails or each.follows in references}
    for message in {each.mail.internet_message_id for each in agreements.values()} | (
        {proposal.mail.internet_message_id} if proposal else set()
    ):
        for thread in look.threads_of([message]):  # also those that have ended
            found = look.agreement(thread.id) if thread.kind == "agreement" and thread.id not in kin else None
            if found is not None and found.mail.id in mails:
                kin[found.id] = found
    return kin


def _reviews(look: Recalling, agreements: Iterable[Agreement]) -> tuple[FollowUp, ...]:
    """The follow-ups that review an action of these agreements."""
    listed = list(agreements)
    ids = {each.id for each in listed}
    found: dict[str, FollowUp] = {}
    for each in listed:
        partner = each.owner if each.shared else None
        for follow_up in look.follow_ups_between(each.setter, partner):
            if any(line.agreement in ids for line in follow_up.reviewed):
                found[follow_up.id] = follow_up
    return tuple(found.values())


# ------------------------------------------------------------------------------------------------ sealing


def new_key() -> str:
    """A key for seals."""
    return base64.b64encode(AESGCM.generate_key(256)).decode()


def seal(snapshot: Snapshot, key: str) -> str:
    """Return the snapshot packed and sealed, as text."""
    packed = zlib.compress(encode(snapshot).encode(), 9)
    nonce = secrets.token_bytes(_NONCE)
    sealed = AESGCM(base64.b64decode(key)).encrypt(nonce, packed, _FORM.encode())
    return _FORM + base64.b64encode(nonce + sealed).decode()


def unseal(text: str, key: str) -> Snapshot | None:
    """Return the snapshot of a text; None: it is none, or none of ours, or cannot be read by this version."""
    if not text.startswith(_FORM):
        return None
    try:
        raw = base64.b64decode(text.removeprefix(_FORM), validate=True)
        packed = AESGCM(base64.b64decode(key)).decrypt(raw[:_NONCE], raw[_NONCE:], _FORM.encode())
        unpacked = zlib.decompressobj()
        data = unpacked.decompress(packed, _UNPACKED)
        if unpacked.unconsumed_tail:
            return None
        return decode(Snapshot, data.decode())
    except (ValueError, InvalidTag, zlib.error, StoreError):
        return None
