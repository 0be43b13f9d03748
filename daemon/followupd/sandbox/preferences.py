"""The `Prefer` header: what a caller would like, and what of it is heeded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """The `Prefer` header, read."""

    #: `IdType="ImmutableId"`.
    immutable_ids: bool = False
    #: `outlook.body-content-type`: text, html, or None when not said.
    body_type: Literal["text", "html"] | None = None
    #: `outlook.timezone` as it was written, or None.
    time_zone: str | None = None
    #: `odata.maxpagesize`.
    page_size: int | None = None
    #: The parts that were understood, for `Preference-Applied`.
    applied: str = ""


_PREFERENCE = re.compile(r'([\w.\-]+)\s*(?:=\s*(?:"([^"]*)"|([^,;\s]*)))?')


def read_preferences(header: str) -> Preferences:
    """Return what a `Prefer` header asks for; what is not known is passed over."""
    found: dict[str, Any] = {}
    applied = []
    for match in _PREFERENCE.finditer(header):
        name, value = match[1].lower(), match[2] if match[2] is not None else (match[3] or "")
        if name == "idtype" and value.lower() == "immutableid":
            found["immutable_ids"] = True
        elif name == "outlook.body-content-type" and value.lower() in ("text", "html"):
            found["body_type"] = value.lower()
        elif name == "outlook.timezone" and value:
            found["time_zone"] = value
        elif name == "odata.maxpagesize" and value.isdigit() and int(value) > 0:
            found["page_size"] = int(value)
        else:
            continue
        applied.append(match[0].strip())
    return Preferences(applied=", ".join(applied), **found)
