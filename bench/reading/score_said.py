"""Answers to our mails, and single lines held against the letters of SMART."""

from __future__ import annotations

from collections.abc import Sequence

from bench.reading.tally import Case, Measure, Reader, Tally, count, rate

#: What ends an action: nothing may ever be read as one of these that is none.
CLOSING = frozenset({"done", "confirm", "cancel"})


def answers(read: Reader, cases: Sequence[Case]) -> Tally:
    tally = Tally()
    for case in cases:
        found = {each["n"]: each for each in read({name: value for name, value in case.items() if name != "expected"})}
        wanted = {each["n"]: each for each in case["expected"]}
        whole = True
        for number, want in wanted.items():
            have = found.get(number, {"intent": "none"})
            right = have["intent"] in (want["intent"], *want.get("also", ()))
            for name in ("due", "follow_up"):
                if name in want:
                    right = str(have.get(name) or "").startswith(want[name]) and right
            wrongly = have["intent"] in CLOSING and want["intent"] not in CLOSING
            tally.update(expected=1, right=right, closed_wrongly=wrongly)
            whole = whole and right
        beyond = sum(found[number]["intent"] in CLOSING for number in found.keys() - wanted.keys())
        tally.update(cases=1, closed_wrongly=beyond, whole=whole and not beyond)
    return tally


def smart(read: Reader, cases: Sequence[Case]) -> Tally:
    tally = Tally()
    for case in cases:
        found = read({"text": case["text"]})
        target = "target" in case["kind"]
        tally.update(cases=1, kind=found["kind"] == ("target" if target else "action"))
        if not target:
            tally["actions"] += 1
            tally.update({letter: int(bool(found[letter]) == bool(case["smart"][letter])) for letter in "SMART"})
    return tally


ANSWERS = (
    Measure(title="right", of=rate("right", "expected"), least=0.95),
    Measure(title="closed wrongly", of=count("closed_wrongly"), share=False, most=0),
)
SMART = (
    Measure(title="kind right", of=rate("kind", "cases"), least=0.97),
    *(
        Measure(title=f"{letter} right", of=rate(letter, "actions"), least=0.95 if letter in "SMT" else 0.90)
        for letter in "SMART"
    ),
)
