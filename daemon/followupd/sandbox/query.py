"""Query options: $select, $filter, $expand, $orderby, $top, $skip, $count, read once and applied to plain entities.

`read(call, type)` refuses with 400, as Graph does, what cannot be parsed or names a property that the type does not
have. An entity is a dict with every property; values that are costly or come only when asked for may be functions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from followupd.sandbox import errors
from followupd.sandbox.entities import ATTACHMENT, EntityType
from followupd.sandbox.filter_values import read_moment, value_of
from followupd.sandbox.filters import PROPERTY, Predicate, parse
from followupd.sandbox.routing import Call

#: The most items of a page of messages or events.
MOST = 1000
_EXTENDED = "singleValueExtendedProperties"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """One item of $expand."""

    name: str
    matches: Predicate | None = None
    select: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of a request."""

    kind: EntityType
    #: Names as the type spells them; empty when not said.
    select: tuple[str, ...] = ()
    expand: tuple[Expansion, ...] = ()
    #: Paths and whether they go downwards.
    orderby: tuple[tuple[str, bool], ...] = ()
    top: int | None = None
    skip: int = 0
    count: bool = False
    predicate: Predicate | None = field(default=None, repr=False)

    def matches(self, entity: Mapping[str, Any]) -> bool:
        """Whether an entity passes $filter; true without one."""
        return self.predicate is None or self.predicate(entity)

    def wants(self, name: str) -> bool:
        """Whether a navigation property is expanded."""
        return any(one.name.lower() == name.lower() for one in self.expand)

    def shape(self, entity: Mapping[str, Any]) -> dict[str, Any]:
        """Return the entity as it goes out: what was selected and expanded, annotations and the id always."""
        shaped = {name: _value(value) for name, value in entity.items() if self._shown(name)}
        for expansion in self.expand:
            if expansion.name not in entity:
                continue
            value = _expanded(expansion, _value(entity[expansion.name]))
            # An item without the property comes without the member, not with an empty list.
            if value or expansion.name != _EXTENDED:
                shaped[expansion.name] = value
        return shaped

    def _shown(self, name: str) -> bool:
        if name.startswith("@") or name == "id":
            return True
        if name in self.kind.navigation or name == "event":
            return False
        if not self.select:
            return name not in self.kind.only_selected
        # The list of places comes along with the place [List events].
        return name in self.select or (name == "locations" and "location" in self.select)


def read(call: Call, kind: EntityType) -> Options:
    """Return the options of a call on a type; Refusal 400 when one cannot be read."""
    given = {name: value for name, value in call.query if name.startswith("$")}
    predicate, paths = parse(given["$filter"], kind) if "$filter" in given else (None, [])
    orderby = _orderby(given.get("$orderby", ""), kind)
    if kind.name == "microsoft.graph.message" and predicate and orderby:
        _check_order([path for path, _ in orderby], paths)
    return Options(
        kind=kind,
        select=_select(given.get("$select", ""), kind),
        expand=_expand(given.get("$expand", ""), kind),
        orderby=orderby,
        top=_number("$top", given["$top"]) if "$top" in given else None,
        skip=_number("$skip", given["$skip"]) if "$skip" in given else 0,
        count=given.get("$count", "false").lower() == "true",
        predicate=predicate,
    )


def read_plain(kind: EntityType) -> Options:
    """Return the options of a request that has none."""
    return Options(kind=kind)


def order(entities: Iterable[dict[str, Any]], options: Options) -> list[dict[str, Any]]:
    """Return the entities in the order of $orderby; as they come without one. Nothing sorts before something."""
    ordered = list(entities)
    for path, down in reversed(options.orderby):
        ordered.sort(key=_sort_key(path), reverse=down)
    return ordered


def page(
    call: Call, options: Options, entities: Iterable[Mapping[str, Any]], *, default: int = 10, context: str
) -> dict[str, Any]:
    """Return one page as a body, with a nextLink when there is more. `default` is the size when none was asked for."""
    ordered = list(entities)
    size = min(options.top if options.top is not None else call.prefer.page_size or default, MOST)
    body: dict[str, Any] = {"@odata.context": context}
    if options.count:
        body["@odata.count"] = len(ordered)
    body["value"] = [options.shape(entity) for entity in ordered[options.skip : options.skip + size]]
    if size and options.skip + size < len(ordered):
        kept = [(name, value) for name, value in call.query if name != "$skip"]
        body["@odata.nextLink"] = call.link([*kept, ("$skip", str(options.skip + size))])
    return body


def _value(value: Any) -> Any:
    return value() if callable(value) else value


def _sort_key(path: str) -> Callable[[Mapping[str, Any]], tuple[bool, str, Any]]:
    def key(entity: Mapping[str, Any]) -> tuple[bool, str, Any]:
        value = value_of(entity, path)
        if isinstance(value, str):
            value = read_moment(value) or value.lower()
        return (value is not None, type(value).__name__, value if value is not None else 0)

    return key


def _expanded(expansion: Expansion, value: Any) -> Any:
    if isinstance(value, list):
        items = [item for item in value if expansion.matches is None or expansion.matches(item)]
        return [_picked(item, expansion.select) for item in items]
    return _picked(value, expansion.select) if isinstance(value, dict) else value


def _picked(item: dict[str, Any], select: tuple[str, ...]) -> dict[str, Any]:
    wanted = {name.lower() for name in select}
    return {
        name: _value(value)
        for name, value in item.items()
        if not wanted or name.startswith("@") or name == "id" or name.lower() in wanted
    }


def _select(text: str, kind: EntityType) -> tuple[str, ...]:
    names: list[str] = []
    for part in _split(text, ","):
        if part == "*":
            return ()
        # Properties of a derived type are named with it: microsoft.graph.eventMessage/meetingMessageType.
        cast, _, own = part.rpartition("/")
        if cast.lower().startswith("microsoft.graph."):
            names.append(own)
            continue
        known = kind.property(part)
        if known is None:
            raise errors.unknown_selected(part, kind.name)
        names.append(known)
    return tuple(names)


def _orderby(text: str, kind: EntityType) -> tuple[tuple[str, bool], ...]:
    found = []
    for part in _split(text, ","):
        path, _, direction = part.partition(" ")
        if direction.strip().lower() not in ("", "asc", "desc"):
            raise errors.bad_option(f"Syntax error at position {len(part)} in '{text}'.")
        if kind.property(path.partition("/")[0]) is None:
            raise errors.unknown_selected(path, kind.name)
        found.append((path, direction.strip().lower() == "desc"))
    return tuple(found)


def _expand(text: str, kind: EntityType) -> tuple[Expansion, ...]:
    return tuple(_expansion(part, kind) for part in _split(text, ","))


def _expansion(part: str, kind: EntityType) -> Expansion:
    name, _, rest = part.partition("(")
    name = name.strip()
    if "/" in name:
        cast, _, name = name.rpartition("/")
        known = "event" if cast.lower() == "microsoft.graph.eventmessage" and name.lower() == "event" else None
    else:
        known = kind.property(name)
        known = known if known in kind.navigation else None
    if known is None:
        raise errors.bad_option(f"Could not find a property named '{name}' on type '{kind.name}'.")
    if rest and not rest.endswith(")"):
        raise errors.bad_option(f"Syntax error at position {len(part)} in '{part}'.")
    inner = dict(_option(one) for one in _split(rest[:-1], ";")) if rest else {}
    unknown = inner.keys() - {"$filter", "$select", "$top"}
    if unknown:
        raise errors.bad_option(f"Query option '{min(unknown)}' is not allowed in the $expand of '{known}'.")
    if known == _EXTENDED and "$filter" not in inner:
        raise errors.bad_option("The $expand of 'singleValueExtendedProperties' needs a $filter on the property's id.")
    matches = None
    if "$filter" in inner:
        if known != _EXTENDED:
            raise errors.bad_option(f"$filter is not supported in the $expand of '{known}'.")
        matches, _ = parse(inner["$filter"], PROPERTY)
    select = tuple(_split(inner.get("$select", ""), ","))
    if known == "attachments":
        select = _select(",".join(select), ATTACHMENT)
    return Expansion(name=known, matches=matches, select=select)


def _option(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    name = name.strip().lower()
    return (name if name.startswith("$") else f"${name}"), value.strip()


def _number(name: str, text: str) -> int:
    if not text.strip().isdigit():
        raise errors.bad_option(
            f"Invalid value '{text}' for {name} query option found. "
            f"The {name} query option requires a non-negative integer value."
        )
    value = int(text)
    if name == "$top" and value > MOST:
        raise errors.bad_option(
            f"The limit of '{MOST}' for Top query has been exceeded. The value from the incoming request is '{value}'."
        )
    return value


def _check_order(orderby: list[str], filtered: list[str]) -> None:
    """Refuse what Exchange cannot sort: on messages the paths of $orderby come first in $filter, in the same order."""
    named = list(dict.fromkeys(path.lower() for path in filtered))
    if [path.lower() for path in orderby] != named[: len(orderby)]:
        raise errors.bad_request(
            "The restriction or sort order is too complex for this operation.",
            code="InefficientFilter",
            blame="unknown query option",
        )


def _split(text: str, mark: str) -> list[str]:
    """Return the parts of a list, where marks within quotes or parentheses do not count; empty parts are left out."""
    parts, depth, quoted, current = [], 0, False, ""
    for character in text:
        if character == "'":
            quoted = not quoted
        elif not quoted and character in "()":
            depth += 1 if character == "(" else -1
        if character == mark and depth == 0 and not quoted:
            parts.append(current.strip())
            current = ""
        else:
            current += character
    return [part for part in [*parts, current.strip()] if part]
