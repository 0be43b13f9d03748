"""Records to JSON and back, by the types of their fields. Each text begins with its version.

A record of an older version is brought up to date by the step of its version in UPGRADES before it is read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Annotated, Any, Final, TypeVar, cast

from pydantic import Field, TypeAdapter, ValidationError

from followupd.domain.effects import Effect, FileMail, RemoveEntry, SendMail, SetEntry
from followupd.errors import StoreError

T = TypeVar("T")

VERSION: Final = 1
#: From a version to the next: (name of the record, its data) -> its data.
UPGRADES: Final[dict[int, Callable[[str, Any], Any]]] = {}

_EFFECT: TypeAdapter[Effect] = TypeAdapter(
    Annotated[SendMail | SetEntry | RemoveEntry | FileMail, Field(discriminator="type")]
)


@lru_cache(maxsize=16)
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast(type[Any], kind))


def encode(record: object) -> str:
    """Return a proposal, agreement or follow-up as JSON."""
    return _wrap(_adapter(cast(Hashable, type(record))).dump_python(record, mode="json"))


def decode(kind: type[T], text: str) -> T:
    """Return the record of this kind. Raises StoreError when the text is none."""
    return cast(T, _read(_adapter(cast(Hashable, kind)), kind.__name__, text))


def encode_effect(effect: Effect) -> str:
    return _wrap(_EFFECT.dump_python(effect, mode="json"))


def decode_effect(text: str) -> Effect:
    """Return the effect. Raises StoreError when the text is none."""
    return cast(Effect, _read(_EFFECT, "Effect", text))


def _wrap(data: object) -> str:
    return json.dumps({"v": VERSION, "data": data}, ensure_ascii=False, separators=(",", ":"))


def _read(adapter: TypeAdapter[Any], name: str, text: str) -> object:
    try:
        wrapped = json.loads(text)
        data = wrapped["data"]
        for version in range(int(wrapped["v"]), VERSION):
            data = UPGRADES[version](name, data)
        return adapter.validate_python(data, strict=False)
    except (ValueError, KeyError, TypeError, ValidationError) as error:
        raise StoreError(f"A {name} in the database cannot be read; restore a backup.") from error
