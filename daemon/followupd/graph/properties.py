"""Our marks on mails and events: extended properties, which only we see and which a $filter finds.

The spelling is part of the identity (the name is case-sensitive), so it stands here once and never changes.
https://learn.microsoft.com/graph/api/resources/extended-properties-overview
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

#: The namespace of all our properties.
GUID = "{5d1c4d0e-7a53-4bb0-9d0e-6f6c6c6f7570}"
#: The key of the effect that made the item.
KEY = f"String {GUID} Name FollowupdKey"
#: What a reply's draft must hold to be complete (see drafts.py).
SEAL = f"String {GUID} Name FollowupdSeal"
#: What is needed to restore what the item belongs to: sealed, see engine/snapshots.py.
SNAPSHOT = f"String {GUID} Name FollowupdSnapshot"
#: Whose mailbox this is; on an item of the dedicated mailbox alone (see marker.py).
MARKER = f"String {GUID} Name FollowupdMarker"
#: PidTagMessageClass, which Graph does not give otherwise.
MESSAGE_CLASS = "String 0x001A"


def having(values: Mapping[str, str]) -> list[dict[str, str]]:
    """Return `singleValueExtendedProperties` for a creating request; what is empty is left out."""
    return [{"id": name, "value": value} for name, value in values.items() if value]


def equals(name: str, value: str) -> str:
    """Return the $filter that finds items by a property."""
    quoted = value.replace("'", "''")
    return f"singleValueExtendedProperties/Any(ep: ep/id eq '{name}' and ep/value eq '{quoted}')"


def containing(name: str, part: str) -> str:
    """Return the $filter that finds items by a part of a property."""
    quoted = part.replace("'", "''")
    return f"singleValueExtendedProperties/Any(ep: ep/id eq '{name}' and contains(ep/value, '{quoted}'))"


def expanding(*names: str) -> str:
    """Return the $expand that brings these properties along."""
    wanted = " or ".join(f"id eq '{name}'" for name in names)
    return f"singleValueExtendedProperties($filter={wanted})"


def value_of(item: Mapping[str, Any], name: str) -> str:
    """Return the value of an expanded property; empty when the item does not have it."""
    found = item.get("singleValueExtendedProperties")
    for entry in found if isinstance(found, list) else []:
        if isinstance(entry, dict) and _plain(str(entry.get("id", ""))) == _plain(name):
            return str(entry.get("value") or "")
    return ""


def _plain(name: str) -> str:
    """Return a property's name as any spelling of it has it: Graph answers `String 0x1a` to `String 0x001A`."""
    return re.sub(r"0x0*(?=[0-9a-f])", "0x", name.lower())
