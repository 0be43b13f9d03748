"""Commands that name their actions: `DONE 1 - all called`, or `CONFIRM FU-7K3QD.2` as a subject.

They are read as if their action were the only one, so that what stands behind the number is judged like any other
words: `DONE 1 - nearly` is no more done than `DONE - nearly`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from followupd.domain.happenings import Answer, Intent
from followupd.reading.answer_asked import Asked
from followupd.reading.answer_words import COMMANDS
from followupd.reading.dates.masks import fold

#: Commands whose numbers are read elsewhere, or that name no action.
_NOT_HERE = frozenset({"send", "stop", "help", "status", "undo", "keep", "free"})
_WORDS = "|".join(
    sorted((re.escape(word) for word, means in COMMANDS.items() if means not in _NOT_HERE), key=len, reverse=True)
)
_COMMAND = re.compile(
    rf"^[\s#/!*]*(?P<word>{_WORDS})\s+(?P<numbers>\d{{1,3}}(?:(?:\s*[,&+]\s*|\s+and\s+)\d{{1,3}})*)"
    r"(?P<rest>(?:[\s:.,;!–—-].*)?)$"
)
#: `DONE 1 of 3` speaks of an amount, not of an action.
_AMOUNT = re.compile(r"^\s*(?:of|out|/|%|more|x\b|[a-z]{3,}s\b)")
_SUBJECT = re.compile(r"\bfu-[a-z0-9]{5}\.(\d{1,3})\b", re.IGNORECASE)
#: What is said of the whole mail, whichever action it came with.
_WHOLE = frozenset({Intent.STOP, Intent.START, Intent.HELP, Intent.STATUS, Intent.UNDO})

Part = tuple[tuple[int, ...], str]


def only(asked: Asked, number: int) -> Asked:
    """The same question about one action."""
    return replace(
        asked,
        numbers=(number,),
        whats=(asked.texts.get(number, ""),),
        dues=(asked.due(number),) if asked.dues else (),
    )


def number_of_subject(subject: str, asked: Asked) -> int | None:
    """The action that a link of ours named in the subject (`DONE FU-7K3QD.2`); None when it names none of these."""
    found = _SUBJECT.search(subject)
    number = int(found[1]) if found else None
    return number if number in asked.numbers else None


def parts(text: str, asked: Asked) -> tuple[Part, ...]:
    """Cut a reply that begins with a numbered command: the actions, and the words about them without the numbers.

    Each line that begins with such a command begins a part. Empty when the first line is none, or when a number is
    not one of the actions.
    """
    found: list[tuple[tuple[int, ...], list[str]]] = []
    for line in text.split("\n"):
        command = _command(line, asked)
        if command is not None:
            found.append((command[0], [command[1]]))
        elif not found and line.strip():
            return ()
        elif found:
            found[-1][1].append(line)
    return tuple((numbers, "\n".join(lines)) for numbers, lines in found)


def with_number(answer: Answer, number: int) -> Answer:
    return answer if answer.intent in _WHOLE else replace(answer, number=number)


def _command(line: str, asked: Asked) -> Part | None:
    folded = fold(line)
    found = _COMMAND.match(folded)
    if found is None or len(folded) != len(line):
        return None
    numbers = tuple(dict.fromkeys(int(number) for number in re.findall(r"\d+", found["numbers"])))
    if not set(numbers) <= set(asked.numbers):
        return None
    rest = found["rest"]
    bare = rest.strip(" \t:.,;!–—-")
    if bare and rest[:1].isspace() and _AMOUNT.match(bare) and not re.match(r"\s*[:.,;!–—-]", rest):
        return None
    said = line[len(line) - len(rest) :].strip(" \t:.,;!–—-") if bare else ""
    word = line[: found.end("word")].strip()
    return numbers, f"{word} - {said}" if said else word
