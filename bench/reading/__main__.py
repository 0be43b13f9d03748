"""Prints every figure of reading: ours, and the libraries' on the same cases in the same run.

    make bench-reading                        the project's own small set, bench/cases/
    make bench-reading CASES=/path/to/cases   the *.jsonl of a folder; a set is known by the beginning of its name,
                                              without `own-`

Each library call has a time limit; what raises or takes longer counts as wrong, and is told.
"""

from __future__ import annotations

import argparse
import json
import logging
import signal
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from bench import adapters
from bench.reading import score_dates, score_mail, score_said, score_whole, speed
from bench.reading.others import LIBRARIES, NOT_RUN
from bench.reading.tally import Case, Measure, Reader, Scorer, Tally

OWN = Path(__file__).parents[1] / "cases"
#: Seconds of processor time that one case may take, however busy the machine is.
LIMIT = 5.0

#: Beginning of a file's name -> (title, kind of case, scorer, figures). The longest beginning that fits counts.
SETS: dict[str, tuple[str, str, Scorer, tuple[Measure, ...]]] = {
    "whole": ("whole mails", "whole", score_whole.score, score_whole.MEASURES),
    "dates-business": ("dates, business sentences", "dates", score_dates.score, score_dates.BUSINESS),
    "dates": ("dates, all sources", "dates", score_dates.score, score_dates.ALL),
    "replies": ("answers", "answers", score_said.answers, score_said.ANSWERS),
    "reply-text": ("replies' own text", "reply", score_mail.reply, score_mail.REPLY),
    "forward": ("forwards", "forward", score_mail.forward, score_mail.FORWARD),
    "automatic": ("machines and people", "automatic", score_mail.automatic, score_mail.AUTOMATIC),
    "smart": ("SMART lines", "smart", score_said.smart, score_said.SMART),
}

OURS: dict[str, Reader] = {
    "whole": adapters.extract,
    "dates": lambda case: adapters.dates(
        case["text"], case["reference"], case.get("tz") or "UTC", case.get("locale") or "en-GB"
    ),
    "answers": adapters.answers,
    "reply": adapters.reply,
    "forward": adapters.forward,
    "automatic": lambda case: adapters.automatic(case["raw"]),
    "smart": lambda case: adapters.smart(case["text"]),
}

#: What a reader that failed is taken to have said.
NOTHING: dict[str, Any] = {
    "whole": {"actions": []},
    "dates": [],
    "answers": [],
    "reply": "",
    "forward": {},
    "automatic": False,
    "smart": {"kind": "", **dict.fromkeys("SMART", False)},
}


class TooLong(Exception):
    pass


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def guarded(read: Reader, kind: str, failed: Tally, *, limit: float = LIMIT) -> Reader:
    """The reader with the time limit, and with nothing said where it fails."""

    def guard(case: Case) -> Any:
        try:
            with _within(limit):
                return read(case)
        except TooLong:
            failed["took too long"] += 1
        except Exception as error:  # a library may raise anything at all
            failed[f"raised {type(error).__name__}"] += 1
        return NOTHING[kind]

    return guard


def set_of(path: Path) -> str | None:
    """The set that a file's name says, by its longest beginning."""
    said = path.name.removeprefix("own-")
    if said.startswith("answers"):
        return "replies"
    return max((name for name in SETS if said.startswith(name)), key=len, default=None)


def load(path: Path) -> list[Case]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench-reading", description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", nargs="?", default="", help="folder with the cases; empty: the project's own")
    parser.add_argument("--ours", action="store_true", help="leave the libraries out")
    args = parser.parse_args(words)
    folder = Path(args.folder) if args.folder else OWN
    found = [(set_of(path), path) for path in sorted(folder.glob("*.jsonl"))]
    cases = {name: [case for of, path in found if of == name for case in load(path)] for name in SETS}
    cases = {name: of for name, of in cases.items() if of}
    if not cases:
        print(f"{folder} has no cases: files such as {', '.join(sorted(SETS))}*.jsonl", file=sys.stderr)
        return 2
    warnings.simplefilter("ignore")  # of the libraries, as are their logs
    logging.disable()
    for name, of in cases.items():
        _print_set(name, of, libraries=not args.ours)
    _print_speed(cases, libraries=not args.ours)
    return 0


def readers(kind: str, *, libraries: bool) -> tuple[dict[str, Reader], dict[str, str]]:
    """Us and the libraries that can be run, by name; and why the others cannot."""
    found, missing = {"followupd": OURS[kind]}, {}
    for library in LIBRARIES[kind] if libraries else ():
        try:
            found[library.name] = library.make()
        except Exception as error:  # not installed, or broken where it is
            missing[library.name] = f"{type(error).__name__}: {error}"
    return found, missing | (NOT_RUN.get(kind, {}) if libraries else {})


def _print_set(name: str, cases: Sequence[Case], *, libraries: bool) -> None:
    title, kind, scorer, measures = SETS[name]
    found, missing = readers(kind, libraries=libraries)
    failures: dict[str, Tally] = {who: Tally() for who in found}
    tallies = {who: scorer(guarded(read, kind, failures[who]), cases) for who, read in found.items()}
    print(f"\n{title}: {len(cases)} cases")
    rows = [["", "target", *found]]
    rows += [[each.title, each.target(), *(each.shown(tally) for tally in tallies.values())] for each in measures]
    _print_rows(rows)
    for who, failed in failures.items():
        if failed:
            print(f"  {who}: {', '.join(f'{number} {what}' for what, number in sorted(failed.items()))}")
    for who, why in missing.items():
        print(f"  not run: {why if who == '-' else f'{who} ({why})'}")


#: A module of ours or of the libraries -> what is imported.
IMPORTS = ("followupd.reading.read", "dateparser.search", "ms_recognizers_date_time", "quotequail", "mailparser_reply")


def _print_speed(cases: dict[str, list[Case]], *, libraries: bool) -> None:
    print(f"\nspeed: processor time on one core, median of {speed.RUNS} runs in one process")
    rows = [["", "target", "followupd", "fastest library", "ours / theirs"]]
    for name, found in cases.items():
        title, kind, _, _ = SETS[name]
        sample = found[:100]
        if kind == "automatic":
            sample = [{"raw": case["raw_latin1"].encode("latin-1")} for case in sample]
        all_readers, _ = readers(kind, libraries=libraries)
        rates = {who: speed.a_second(guarded(read, kind, Tally()), sample) for who, read in all_readers.items()}
        rows.append([f"{title}, a second", "≥ 300" if kind == "whole" else "", *_beside(rates, max)])
    if "whole" in cases:
        all_readers, _ = readers("whole", libraries=libraries)
        case = max(cases["whole"], key=lambda each: len(each["body"]))
        taken = {who: speed.of_body(guarded(read, "whole", Tally()), case) for who, read in all_readers.items()}
        rows.append([f"a body of {speed.BODY // 1000} kB, ms", "≤ 30", *_beside(taken, min)])
    spent = {}
    for module in IMPORTS if libraries else IMPORTS[:1]:
        try:
            spent[module] = speed.importing(module)
        except Exception:  # not installed: said above
            continue
    ours = {"followupd": spent.pop(IMPORTS[0])}
    rows.append([f"import of {IMPORTS[0]}, s (fresh, median of {speed.FRESH})", "≤ 0.3", *_beside(ours | spent, min)])
    _print_rows(rows)


def _beside(values: dict[str, float], best: Callable[..., float]) -> list[str]:
    ours = values["followupd"]
    others = {who: value for who, value in values.items() if who != "followupd"}
    if not others:
        return [_number(ours), "-", "-"]
    first = best(others.values())
    who = next(name for name, value in others.items() if value == first)
    return [_number(ours), f"{_number(first)} ({who})", f"{ours / first:.2f}"]


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _print_rows(rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print("  " + "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())


if __name__ == "__main__":
    sys.exit(main())
