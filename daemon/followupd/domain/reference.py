"""The mark that ties replies and entries to an agreement: `FU-7K3QD`.

Five characters of Crockford's base 32 (no I, L, O, U: they are misread on paper and aloud), taken from the hash of a
seed: the same seed gives the same marks, one after another. It is a hint to find things by and never a right.
"""

from __future__ import annotations

import hashlib
import re
from typing import Final

from followupd.domain.action import Reference

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 5
#: Bits of a character, and whole marks in one hash.
_BITS = 5
_MARKS = 256 // (_BITS * LENGTH)

#: Any hyphen: mail programs put typographic ones in the place of a typed one. O, I and L are what people type for
#: 0 and 1. After the mark nothing that would make it a longer word; `.2` names an action and is not part of it.
_MARK = re.compile(r"(?<![A-Z0-9])FU[-\u2010-\u2015]([0-9A-TV-Z]{5})(?![A-Z0-9])", re.IGNORECASE)
_MEANT = str.maketrans("OIL", "011")


def candidate(seed: str, attempt: int) -> Reference:
    """Return the mark of this seed at its `attempt`-th try, 0 first: the next block of the hash each time."""
    around, block = divmod(attempt, _MARKS)
    hashed = f"{seed}\x1f{around}" if around else seed
    number = int.from_bytes(hashlib.sha256(hashed.encode("utf-8", "replace")).digest())
    number >>= 256 - (block + 1) * _BITS * LENGTH
    places = (number >> _BITS * place & 31 for place in reversed(range(LENGTH)))
    return Reference("FU-" + "".join(ALPHABET[place] for place in places))


def find_references(text: str) -> tuple[Reference, ...]:
    """Return the marks in a text, in order, each once; in lower case too, and where `.2` names an action of it."""
    found = (Reference("FU-" + match[1].upper().translate(_MEANT)) for match in _MARK.finditer(text))
    return tuple(dict.fromkeys(found))
