"""Records to JSON and back, by the types of their fields. Each text says its version.

A field that is new and has a default needs nothing; anything else raises VERSION and gets a step in UPGRADES, which
brings the data of the version before up to date. Datetimes keep their zone by name: 16:00 in London stays 16:00 in
London, whatever a government does to the clock. What no database keeps (half surrogate pairs) is replaced.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping
from datetime import date, datetime, time
from functools import cache
from typing import Annotated, Any, Final, TypeVar, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, TypeAdapter

from followupd.domain.effects import DeleteMail, Effect, FileMail, RemoveEntry, SendMail, SetEntry
from followupd.errors import DatabaseTooNew, StoreError

T = TypeVar("T")

VERSION: Final = 1
#: From a version to the next: (name of the record, its data) -> its data.
Step = Callable[[str, Any], Any]
UPGRADES: Final[dict[int, Step]] = {}

#: Marks a datetime in the JSON: an object with this key.
_TIME: Final = "$time"

_EFFECT: TypeAdapter[Effect] = TypeAdapter(
    Annotated[SendMail | SetEntry | RemoveEntry | FileMail | DeleteMail, Field(discriminator="type")]
)


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast(type[Any], kind))


def encode(record: object) -> str:
    """Return a proposal, agreement or follow-up as JSON."""
    return _wrap(_adapter(cast(Hashable, type(record))).dump_python(record))


def decode(kind: type[T], text: str) -> T:
    """Return the record of this kind. Raises StoreError when the text is none, DatabaseTooNew."""
    return cast(T, _read(_adapter(cast(Hashable, kind)), kind.__name__, text))


def encode_effect(effect: Effect) -> str:
    return _wrap(_EFFECT.dump_python(effect))


def decode_effect(text: str) -> Effect:
    """Return the effect. Raises StoreError when the text is none, DatabaseTooNew."""
    return cast(Effect, _read(_EFFECT, "Effect", text))


def _wrap(data: object) -> str:
    text = json.dumps({"v": VERSION, "data": data}, default=_plain, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode()


def _read(adapter: TypeAdapter[Any], name: str, text: str) -> object:
    try:
        wrapped = json.loads(text, object_hook=_with_times)
        return adapter.validate_python(up_to_date(name, int(wrapped["v"]), wrapped["data"]))
    except (ValueError, KeyError, TypeError) as error:  # pydantic's ValidationError is a ValueError
        raise StoreError(f"A record in the database cannot be read ({name}): restore a backup.") from error


def up_to_date(
    name: str, version: int, data: Any, *, steps: Mapping[int, Step] = UPGRADES, wanted: int = VERSION
) -> Any:
    """Return the data of a record of an older version as this one has it. Raises DatabaseTooNew."""
    if version > wanted:
        raise DatabaseTooNew
    for step in range(version, wanted):
        data = steps[step](name, data)
    return data


def _plain(value: object) -> object:
    """A value that JSON has no word for."""
    if isinstance(value, datetime):
        told: dict[str, object] = {_TIME: value.isoformat()}
        if isinstance(value.tzinfo, ZoneInfo) and value.tzinfo.key:
            told["zone"] = value.tzinfo.key
        if value.fold:
            told["fold"] = 1
        return told
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, ZoneInfo):
        return value.key
    if isinstance(value, frozenset | set):
        return sorted(value, key=str)
    raise TypeError(f"{type(value).__name__} is not kept")


def _with_times(told: dict[str, Any]) -> object:
    if _TIME not in told:
        return told
    moment = datetime.fromisoformat(told[_TIME]).replace(fold=told.get("fold", 0))
    try:
        # The wall-clock time and the zone's name are what people agreed; the offset is what it meant at the time.
        return moment.replace(tzinfo=ZoneInfo(told["zone"])) if "zone" in told else moment
    except ZoneInfoNotFoundError:
        return moment
