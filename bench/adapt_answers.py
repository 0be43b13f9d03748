"""Answers as the scorer wants them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from followupd.domain.action import Moment
from followupd.domain.people import WorkingTime
from followupd.reading.answers import Asked, Question, read_answers

#: Our intents as the cases name them: one word for a setter whose action is not done, whether it goes on or not.
NAMES = {"move": "move_follow_up", "unclear": "question", "not_yet": "not_done"}


def _shown(moment: Moment) -> str:
    return moment.day.isoformat() + (f"T{moment.clock:%H:%M}" if moment.clock else "")


def answers(case: dict[str, Any]) -> list[dict[str, Any]]:
    zone = ZoneInfo("Europe/London")
    actions = case["actions"]
    numbers = tuple(action["n"] for action in actions)
    asked = Asked(
        numbers=numbers,
        whats=tuple(action["text"] for action in actions),
        dues=tuple(date.fromisoformat(action["due"]) if action.get("due") else None for action in actions),
        setter=case["who"] == "manager",
        question=Question.CONFIRMATION,
    )
    said = datetime.fromisoformat(case["sent"])
    found = read_answers(
        case["text"], case["subject"], asked=asked, said=said, working=WorkingTime(zone=zone), day_first=True
    )
    named = {answer.number for answer in found}
    out = []
    for answer in found:
        for number in (answer.number,) if answer.number is not None else tuple(n for n in numbers if n not in named):
            row: dict[str, Any] = {"n": number, "intent": NAMES.get(answer.intent.value, answer.intent.value)}
            if answer.due:
                row["due"] = _shown(answer.due)
            wish = answer.changes.follow_up if answer.changes else None
            if moment := answer.follow_up or (wish.value.when if wish else None):
                row["follow_up"] = _shown(moment)
            if answer.changes and answer.changes.measure:
                row["measure"] = answer.changes.measure.value
            out.append(row)
    return out
