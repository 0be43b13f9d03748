"""Values in a `$filter`: how they are found in an entity, and how they are compared.

Case rules: texts are compared without regard to letter case, ids with it; of an extended property's id only the part
after `Name` is case-sensitive.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NoReturn

from followupd.sandbox import errors

Entity = Mapping[str, Any]
#: Gives the value of a part of the expression; the scope holds the entity at "" and lambda variables by name.
Node = Callable[[Mapping[str, Any]], Any]

#: Compared letter by letter.
_EXACT = frozenset({"id", "changekey", "conversationid", "parentfolderid", "seriesmasterid", "transactionid"})


@dataclass(frozen=True, slots=True)
class Operand:
    """A value in a comparison: how to get it, and what is known of it."""

    node: Node
    #: Last name of a path in lower case; empty for anything else.
    last: str = ""
    #: A moment that was written without quotes; a text that was written with them.
    moment: bool = False
    text: bool = False
    #: A property of the entity that is a moment (Edm.DateTimeOffset), unlike `start/dateTime`, which is a text.
    offset: bool = False
    extended_id: bool = False


def canonical_property(name: str) -> str:
    """Return the id of an extended property in the one spelling that is compared: type and GUID in lower case, numbers
    without leading zeros, the name after `Name` as it is."""
    text = " ".join(name.split())
    head, found, own = re.sub(r"(?i)\bname\b", "Name", text, count=1).partition(" Name ")
    plain = re.sub(r"0x0*([0-9a-f]+)", r"0x\1", head.lower())
    return f"{plain} Name {own}" if found else plain


def value_of(entity: Any, path: str) -> Any:
    """Return what lies at a path such as `start/dateTime`, any letter case; None when there is nothing."""
    for name in path.split("/"):
        if not isinstance(entity, Mapping):
            return None
        key = name if name in entity else next((k for k in entity if k.lower() == name.lower()), None)
        entity = None if key is None else entity[key]
        if callable(entity):
            entity = entity()
    return entity


def read_moment(text: object) -> datetime | None:
    """Return a moment of any spelling Graph uses, in UTC (a wall clock without a zone counts as UTC); else None."""
    if not isinstance(text, str):
        return None
    plain = re.sub(r"(\.\d{6})\d+", r"\1", text.strip().replace("z", "Z"))
    try:
        moment = datetime.fromisoformat(plain)
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def unfit() -> NoReturn:
    raise errors.bad_request(
        "The query filter contains one or more invalid nodes.",
        code="ErrorInvalidUrlQueryFilter",
        blame="unknown query option",
    )


OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "ge": operator.ge,
    "lt": operator.lt,
    "le": operator.le,
}
FUNCTIONS: dict[str, tuple[int, Callable[..., Any]]] = {
    "startswith": (2, lambda text, part: str(text or "").startswith(str(part or ""))),
    "endswith": (2, lambda text, part: str(text or "").endswith(str(part or ""))),
    "contains": (2, lambda text, part: str(part or "") in str(text or "")),
    "tolower": (1, lambda text: text),
    "toupper": (1, lambda text: text),
    "trim": (1, lambda text: str(text or "").strip()),
}


def compared(left: Operand, right: Operand, word: str, compare: Callable[[Any, Any], Any]) -> Node:
    if (left.offset and right.text) or (left.text and right.offset):
        _incompatible("Edm.DateTimeOffset", "Edm.String", word)
    if "datetime" in (left.last, right.last) and (left.moment or right.moment) and not (left.offset or right.offset):
        _incompatible("Edm.String", "Edm.DateTimeOffset", word)
    exact = left.last in _EXACT or right.last in _EXACT
    extended = left.extended_id or right.extended_id
    moments = left.moment or right.moment or left.offset or right.offset or "datetime" in (left.last, right.last)

    def test(scope: Mapping[str, Any]) -> bool:
        one, other = left.node(scope), right.node(scope)
        if extended and isinstance(one, str) and isinstance(other, str):
            one, other = canonical_property(one), canonical_property(other)
        elif moments and one is not None and other is not None:
            first, second = read_moment(one), read_moment(other)
            if first is None or second is None:
                unfit()
            one, other = first, second
        elif not exact:
            one, other = lower(one), lower(other)
        if word in ("eq", "ne"):
            return bool(compare(one, other))
        if one is None or other is None:
            return False
        try:
            return bool(compare(one, other))
        except TypeError:
            unfit()

    return test


def _incompatible(one: str, other: str, word: str) -> NoReturn:
    kinds = {"eq": "Equal", "ne": "NotEqual", "gt": "GreaterThan", "ge": "GreaterThanOrEqual", "lt": "LessThan"}
    raise errors.bad_option(
        f"Invalid filter clause: A binary operator with incompatible types was detected. Found operand types '{one}' "
        f"and '{other}' for operator kind '{kinds.get(word, 'LessThanOrEqual')}'."
    )


def constant(value: Any) -> Operand:
    return Operand(lambda scope: value, text=isinstance(value, str))


def cast(node: Node, kind: str) -> Node:
    makes: dict[str, Callable[[Any], Any]] = {
        "edm.int32": int, "edm.int64": int, "edm.double": float, "edm.decimal": float, "edm.string": str,
        "edm.boolean": lambda value: str(value).lower() == "true", "edm.datetimeoffset": read_moment,
    }  # fmt: skip
    make = makes.get(kind.lower())
    if make is None:
        raise errors.bad_option(f"Invalid filter clause: The child type '{kind}' in a cast was not an entity type.")

    def cast(scope: Mapping[str, Any]) -> Any:
        value = node(scope)
        try:
            return None if value is None else make(value)
        except ValueError:
            return None

    return cast


def lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def truth(value: Any) -> bool:
    return value is True
