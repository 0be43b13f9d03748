"""Any record of the domain, with any value in any of its fields: strategies from the types."""

from __future__ import annotations

import dataclasses
import types
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import Enum
from typing import Any, Literal, NewType, TypeVar, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from followupd.domain.recurrence import Every

ZONES = [
    UTC,
    ZoneInfo("UTC"),
    ZoneInfo("Europe/London"),
    ZoneInfo("America/St_Johns"),
    ZoneInfo("Asia/Kathmandu"),
    timezone(timedelta(hours=-9, minutes=-30)),
]
MOMENTS = st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.sampled_from(ZONES))
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=20),
    int: st.integers(min_value=-(2**62), max_value=2**62),
    bool: st.booleans(),
    datetime: MOMENTS,
    date: st.dates(),
    time: st.times(),
    types.NoneType: st.none(),
    Every: st.builds(
        Every,
        rule=st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,FR", "FREQ=MONTHLY;INTERVAL=2"]),
        start=st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1)),
        until=st.none() | st.dates(),
        words=st.text(max_size=20),
        clock=st.none() | st.times(),
    ),
}


def of(kind: Any, meant: dict[Any, Any] | None = None) -> st.SearchStrategy[Any]:
    """Return a strategy for a type. `meant`: what the type variables of a generic record stand for."""
    origin, arguments = get_origin(kind), get_args(kind)
    if isinstance(kind, TypeVar):
        return of((meant or {})[kind])
    if isinstance(kind, NewType):
        return of(kind.__supertype__)
    if kind in PLAIN:
        return PLAIN[kind]
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin in (Union, types.UnionType):
        return st.one_of([of(each, meant) for each in arguments])
    if origin is tuple and arguments[-1] is Ellipsis:
        return st.lists(of(arguments[0], meant), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*[of(each, meant) for each in arguments])
    if origin is frozenset:
        return st.frozensets(of(arguments[0], meant), max_size=3)
    record = origin or kind
    if dataclasses.is_dataclass(record):
        variables = dict(zip(getattr(record, "__parameters__", ()), arguments, strict=False))
        hints = get_type_hints(record)
        # deferred: records may hold records of their own kind
        return st.deferred(
            lambda: st.builds(
                record, **{each.name: of(hints[each.name], variables) for each in dataclasses.fields(record)}
            )
        )
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    raise TypeError(f"no values of {kind} are known")
