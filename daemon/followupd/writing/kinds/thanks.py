"""Recognition: drafted by us, released by a person. The draft quotes what was agreed and what was reported."""

from __future__ import annotations

import re

from followupd.domain.action import Action
from followupd.domain.effects import SendMail
from followupd.domain.standing import Standing
from followupd.writing.kinds.cards import named, reference_of, spoken_of
from followupd.writing.setting import Setting, first, shown
from followupd.writing.text import cut, listed, one_line, quoted, title

#: The bare word that releases the draft as it is; anything else said with it is used instead.
_BARE = re.compile(r"\W*(many\s+)?(thanks|thank\s+you)(\s+send(\s+it)?)?\W*", re.IGNORECASE)
_WORD = re.compile(r"^\W*THANKS\b[\s:,.–—-]*")


def draft(effect: SendMail, setting: Setting) -> dict[str, object]:
    """For the setter: the thanks as they would go out."""
    reference = reference_of(effect)
    return _facts(effect) | {
        "hello": first(effect.to),
        "lines": tuple(one_line(line) for line in effect.lines),
        "draft": _draft(effect),
        "words": (
            setting.word("THANKS", "sends these words; write your own after it to send those", reference, more=True),
            setting.word(
                "FREE",
                "gives the time of the follow-up back; without it, it stays as a moment to say well done",
                reference,
            ),
            *(
                [setting.word(f"AGAIN {effect.later}", f"looks at it once more in {effect.later} days", reference)]
                if effect.later
                else []
            ),
            *([setting.word("UNDO", "takes the closing back", reference)] if effect.undo and not effect.later else []),
        ),
    }


def released(effect: SendMail, setting: Setting) -> dict[str, object]:
    """For the owner: the setter's own words, or the draft that the setter released."""
    own = "" if _BARE.fullmatch(effect.quote) else _WORD.sub("", effect.quote)
    return _facts(effect) | {
        "hello": first(effect.to),
        "thanks": quoted(own) or _draft(effect),
        "from_name": first(effect.setter),
        "words": (),
    }


def _facts(effect: SendMail) -> dict[str, object]:
    agreement = effect.agreement
    assert agreement is not None  # thanks are said for something agreed
    actions = named(effect)
    return {
        "actions": actions,
        "title": actions[0].title if len(actions) == 1 else f"{len(actions)} actions",
        "owner": shown(agreement.owner),
        "owner_first": first(agreement.owner),
    }


def _draft(effect: SendMail) -> tuple[str, ...]:
    standings = spoken_of(effect)
    titles = listed([f"“{title(each.action.what)}”" for each in standings])
    verb = "is" if len(standings) == 1 else "are"
    lines = [f"Thank you for getting this done: {titles} {verb} finished."]
    for each in standings:
        lines += _result(each, each.action)
    return tuple(lines)


def _result(standing: Standing, action: Action) -> list[str]:
    lines = []
    if action.measure:
        lines.append(f"We agreed: “{cut(one_line(action.measure).rstrip('.'), 200)}”.")
    said = standing.reported.words if standing.reported else ""
    if said.strip():
        lines.append(f"You reported: “{cut(one_line(said).rstrip('.'), 300)}”.")
    return lines
