"""A reply's own words, the fields of a forward, and who is a machine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bench.reading.said import endings, letters
from bench.reading.tally import Case, Measure, Reader, Tally, count, rate


def reply(read: Reader, cases: Sequence[Case]) -> Tally:
    tally = Tally()
    for case in cases:
        found = read({name: case.get(name) for name in ("text", "html", "subject")}) or ""
        tally.update(cases=1, right=_same_reply(case, found))
    return tally


def _same_reply(case: Case, found: str) -> bool:
    have = letters(found)
    if case.get("check") == "contains":
        dropped = all(letters(each) not in have for each in case["not_contains"] if letters(each))
        return dropped and all(letters(each) in have for each in case["contains"])
    want = letters(case["expected"])
    if have == want:
        return True
    unsigned = bool(case.get("expected_nosig")) and have == letters(case.get("expected_nosig"))
    return bool(have) and (have in endings(case["expected"]) or want in endings(found) or unsigned)


def forward(read: Reader, cases: Sequence[Case]) -> Tally:
    tally = Tally()
    for case in cases:
        found = read({name: case.get(name) for name in ("text", "html", "subject")}) or {}
        right = True
        for name in case["checked"]:
            same = _same_field(name, case["expected"].get(name), found)
            if same is not None:
                tally.update({f"{name} of": 1, f"{name} right": int(same)})
                right = right and same
        tally.update(cases=1, right=right)
    return tally


def _same_field(name: str, want: Any, found: dict[str, Any]) -> bool | None:
    if name == "forwarded":
        return bool(found.get("forwarded")) == want
    if name not in _FIELDS:
        return None
    return bool(found.get("forwarded")) and bool(_FIELDS[name](want, found))


def _boxes(name: str, want: Sequence[dict[str, Any]], found: dict[str, Any]) -> bool:
    have = found.get(name) or []
    if not want:
        return not have
    return len(have) >= len(want) and all(_same_box(a, b) for a, b in zip(want, have, strict=False))


def _addresses(name: str, want: Sequence[str], found: dict[str, Any]) -> bool:
    return set(want) <= {(box.get("address") or "").lower() for box in found.get(name) or [] if box}


def _same_box(want: dict[str, Any], have: dict[str, Any] | None) -> bool:
    """`*` is anything; a name that is not known may be shown as the address."""
    if not have:
        return False
    address, name, shown = want.get("address"), want.get("name"), letters(have.get("name"))
    if address != "*" and (address or "").lower() != (have.get("address") or "").lower():
        return False
    if name == "*" or letters(name) == shown:
        return True
    return shown == letters(address) if name is None else bool(letters(name)) and letters(name) in shown


def _body_starts(want: str, found: dict[str, Any]) -> bool:
    return not want or 0 <= letters(found.get("body")).find(want) <= 300


def _message(want: str, found: dict[str, Any]) -> bool:
    have = letters(found.get("message"))
    return have == letters(want) or (bool(want) and have in endings(want))


_FIELDS: dict[str, Any] = {
    **dict.fromkeys(("date", "date_present", "date_utc"), lambda want, found: found.get("date")),
    "subject": lambda want, found: letters(found.get("subject")) == letters(want),
    "subject_in": lambda want, found: letters(want) in letters(found.get("subject")),
    "from": lambda want, found: _same_box(want, found.get("from")),
    "to": lambda want, found: _boxes("to", want, found),
    "cc": lambda want, found: _boxes("cc", want, found),
    "to_addr": lambda want, found: _addresses("to", want, found),
    "cc_addr": lambda want, found: _addresses("cc", want, found),
    "body": lambda want, found: letters(found.get("body")) == letters(want),
    "body_starts": _body_starts,
    "message": _message,
}


#: Machines that report on a delivery; the others answer, receipt or file by themselves.
_REPORTS = frozenset({"bounce", "arf"})


def automatic(read: Reader, cases: Sequence[Case]) -> Tally:
    tally = Tally()
    for case in cases:
        if case["is_auto"] is None:  # a list's own posting: either is right
            continue
        same = bool(read({"raw": case["raw_latin1"].encode("latin-1")})) == case["is_auto"]
        kind = "person" if not case["is_auto"] else "report" if case["cls"] in _REPORTS else "machine"
        tally.update({"cases": 1, f"{kind} of": 1, kind: int(same), f"{kind} wrong": int(not same)})
    return tally


REPLY = (Measure(title="right", of=rate("right", "cases"), least=0.97),)
FORWARD = (
    Measure(title="all fields right", of=rate("right", "cases"), least=0.97),
    Measure(title="sender right", of=rate("from right", "from of")),
)
AUTOMATIC = (
    Measure(title="bounces and reports found", of=rate("report", "report of"), least=0.99),
    Measure(title="out-of-office and the like found", of=rate("machine", "machine of"), least=1.0),
    Measure(title="people taken for machines", of=count("person wrong", unless="person of"), share=False, most=0),
)
