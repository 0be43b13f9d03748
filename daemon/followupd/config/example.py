"""Print config.example.yaml from the schema: each key with its sentence and its default.

What has to be given stands as `key: example`; all else stands behind a `#` (`#key: default`), ready to be changed.
`mode` stands empty: nothing real happens before somebody chose it.
"""

from __future__ import annotations

import textwrap
from datetime import time
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from followupd.config.schema import Config, GraphConfig, PersonConfig
from followupd.config.situations import Rhythm, SituationConfig
from followupd.domain.action import How

HEAD = """\
# The configuration of followupd. Copy it, and give the keys that stand without a `#`: `mode` first.
# The keys behind a `#` show their defaults; take the `#` away to change one.
#
# Each key can also be set by the environment, which goes before this file: `mode` by FOLLOWUPD_MODE, `graph.tenant`
# by FOLLOWUPD_GRAPH_TENANT, lists with commas. Paths are meant from the folder of this file. Secrets do not belong
# in here: see client_secret.
"""
WIDTH = 110


def example() -> str:
    """Return the text of config.example.yaml."""
    return HEAD + "".join(_key(name, field, "") for name, field in Config.model_fields.items())


def _key(name: str, field: FieldInfo, indent: str) -> str:
    if field.annotation is GraphConfig:
        inner = "".join(_key(key, each, indent + "  ") for key, each in GraphConfig.model_fields.items())
        return f"\n{_comment(GraphConfig.__doc__ or '', indent)}{name}:{inner}"
    lines = f"\n{_comment(field.description or '', indent)}"
    if name == "client_secret":
        return lines
    if name == "people":
        return lines + _people(indent)
    if name == "situations":
        return lines + _situations(indent)
    if field.is_required():
        return lines + f"{indent}{name}: {_shown(field)}".rstrip() + "\n"
    return lines + f"{indent}#{name}: {_value(field.default)}\n"


def _people(indent: str) -> str:
    """A list with one commented person, every key of a person in it."""
    shown = {
        "address": "thomas.baker@example.com",
        "name": "Thomas Baker",
        "also": ["Tom", "TB"],
        "manager": "anna.reed@example.com",
        "zone": "Europe/Dublin",
        "language": "fr",
    }
    lines = [f"{indent}#people:"]
    for position, (name, field) in enumerate(PersonConfig.model_fields.items()):
        start = "- " if position == 0 else "  "
        lines.append(f"{indent}#  {start}{name}: {_value(shown[name])}  # {field.description}")
    return "\n".join(lines) + "\n"


def _situations(indent: str) -> str:
    """One commented situation, every key of it with its sentence."""
    shown = {
        "how": How.MEETING,
        "minutes": 45,
        "pre_check_days": 2,
        "every": Rhythm.ONCE,
        "later": [7, 30],
        "neutral": False,
        "bring": "Please bring what you made with it.",
        "look": ["Where was the first chance to use it?"],
        "ask": ["What was learnt?", "Where was it used?"],
    }
    lines = [f"{indent}#situations:", f"{indent}#  training:"]
    lines += [
        f"{indent}#    {name}: {_value(shown[name])}  # {field.description}"
        for name, field in SituationConfig.model_fields.items()
    ]
    return "\n".join(lines) + "\n"


def _shown(field: FieldInfo) -> Any:
    return field.examples[0] if field.examples else ""


def _value(value: Any) -> str:
    match value:
        case None | "":
            return '""'
        case bool():
            return str(value).lower()
        case StrEnum():
            return value.value
        case time():
            return f'"{value:%H:%M}"'
        case str() if "?" in value or ", " in value:  # what YAML would take for a part of its own
            return f'"{value}"'
        case list():
            return f"[{', '.join(map(_value, value))}]"
        case Path():
            return value.as_posix()
        case BaseModel():
            raise TypeError(f"no default of this type has been needed yet: {type(value).__name__}")
        case _:
            return str(value)


def _comment(sentence: str, indent: str) -> str:
    lines = textwrap.wrap(sentence, WIDTH - len(indent), break_long_words=False, break_on_hyphens=False)
    return "".join(f"{indent}# {line}\n" for line in lines)
