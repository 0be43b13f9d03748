"""The mark that ties replies and entries to an agreement: `FU-7K3QD`.

Five characters of Crockford's base 32 (no I, L, O, U: they are misread on paper and aloud), taken from a hash of the
seed: the same seed gives the same mark, and a mark that is taken is followed by the next five characters. It is a
hint to find things by and never a right.
"""

from __future__ import annotations

import hashlib
import re

from followupd.domain.action import Reference

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 5

_MARK = re.compile(rf"\bFU-([{ALPHABET}]{{{LENGTH}}})(?![A-Z0-9])", re.IGNORECASE)


def candidate(seed: str, attempt: int) -> Reference:
    """Return the mark of this seed at its `attempt`-th try, 0 first."""
    number = int.from_bytes(hashlib.sha256(f"{seed}\x1f{attempt}".encode()).digest()[:8])
    characters = ""
    for _ in range(LENGTH):
        number, index = divmod(number, len(ALPHABET))
        characters += ALPHABET[index]
    return Reference(f"FU-{characters}")


def find_references(text: str) -> tuple[Reference, ...]:
    """Return the marks in a text, in order, each once; also in lower case, or with a number (`FU-7K3QD.2`)."""
    found = (Reference(f"FU-{match[1].upper()}") for match in _MARK.finditer(text))
    return tuple(dict.fromkeys(found))
