"""The setter's morning: what to look at before asking, what is today, outcomes to give, what has not been sent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from followupd.domain.agreement import Placed
from followupd.domain.effects import Brief, BriefLine, SendMail
from followupd.domain.figures import Figures
from followupd.domain.mail import AttendeeAnswer
from followupd.domain.states import ActionState
from followupd.writing.kinds.since import since, what_for
from followupd.writing.mailto import Word
from followupd.writing.setting import Setting, first, shown
from followupd.writing.text import one_line, sentence, title
from followupd.writing.words import CAUSES, STANDS, clock, greeting, near_day, short_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One action in the brief."""

    title: str
    reference: str
    owner: str
    #: `10:00` for today, `Friday 4 December, 10:00` for another day; empty when not known.
    when: str
    measure: str
    check: str
    state: str
    said: str
    #: `away until Monday 7 December`; empty when not known to be away.
    away: str
    #: What happened since it was agreed, for a pre-check and a follow-up of today.
    since: tuple[str, ...]
    #: What to look for, or to ask: the questions of its situation.
    questions: tuple[str, ...]
    #: What the follow-up is for, as far as is known before it; empty where it does not stand before us.
    what_for: str
    words: tuple[Word, ...]


def facts(effect: SendMail, setting: Setting) -> dict[str, object]:
    brief = effect.brief
    assert brief is not None  # the only mail that carries one
    pre_checks = tuple(_before(line, setting, brief.day, _looks(line)) for line in brief.pre_checks)
    follow_ups = tuple(_today(line, setting, brief.day) for line in brief.follow_ups)
    pulses = tuple(replace(_today(line, setting, brief.day), words=_said(line, setting)) for line in brief.pulses)
    outcomes = tuple(_shown(line, setting, brief.day, _says(line)) for line in brief.outcomes)
    waiting = tuple(_before(line, setting, brief.day, ("OK",) if _offered(line) else ()) for line in brief.waiting)
    example = next((line.reference for line in (*outcomes, *pulses, *follow_ups, *pre_checks, *waiting)), "")
    return {
        "greeting": greeting(setting.local(setting.now)),
        "hello": first(effect.to),
        "day": short_day(brief.day),
        "meanwhile": _meanwhile(brief),
        "heard": tuple(_before(line, setting, brief.day, ()) for line in brief.heard),
        "pre_checks": pre_checks,
        "follow_ups": follow_ups,
        "pulses": pulses,
        "outcomes": outcomes,
        "waiting": waiting,
        "taken_out": tuple(_shown(line, setting, brief.day, ("DONE", "CANCEL")) for line in brief.taken_out),
        "not_coming": tuple(_not_coming(line, setting, brief.day) for line in brief.not_coming),
        "placed": tuple(_placed(line, setting, brief.day) for line in brief.placed),
        "closed_calendar": brief.closed_calendar,
        "silent": tuple(_shown(line, setting, brief.day, ()) for line in brief.silent),
        "week": _week(brief.figures),
        "unsent": tuple(one_line(line, 300) for line in brief.unsent),
        "words": _words(example, setting) if example else (),
    }


#: Which words an outcome can be given with; the first for what was reported done.
_OUTCOME = {True: ("CONFIRM", "NOT YET"), False: ("DONE", "NOT DONE")}
_MEANS = {
    "CONFIRM": "it is done, as reported",
    "NOT YET": "it goes on",
    "DONE": "it is done",
    "NOT DONE": "it did not happen; add what stopped it",
}


_GOES_ON = "GOES ON"
#: So many actions are named below their target.
MOST_LINKED = 8


def _offered(line: BriefLine) -> bool:
    return line.standing is not None and line.standing.offer is not None


def _week(of: Figures | None) -> tuple[tuple[str, int], ...]:
    """The setter's own week: what, and how often."""
    if of is None:
        return ()
    return (
        ("follow-up held" if of.held == 1 else "follow-ups held", of.held),
        ("looked before asking", of.looked),
        ("outcome given" if of.outcomes == 1 else "outcomes given", of.outcomes),
        ("thanks said", of.recognised),
    )


def _meanwhile(brief: Brief) -> str:
    """After time off: what came in it, in one sentence; empty when nothing did, or there was none."""
    if brief.since is None:
        return ""
    parts = []
    if brief.passed:
        parts.append("1 follow-up came and went" if brief.passed == 1 else f"{brief.passed} follow-ups came and went")
    if brief.late:
        looks = "1 pre-check" if brief.late == 1 else f"{brief.late} pre-checks"
        parts.append(f"{looks} can still be made")
    if brief.heard:
        count = len(brief.heard)
        parts.append(f"there is news of {'1 action' if count == 1 else f'{count} actions'}")
    told = ", and ".join((", ".join(parts[:-1]), parts[-1])) if len(parts) > 1 else parts[0]
    return f"Since the morning of {near_day(brief.since, brief.day)}, {told}. It all stands below."


def _says(line: BriefLine) -> tuple[str, ...]:
    """The words that fit what is asked: how it ended, or that it goes on where it is looked at again."""
    says = _OUTCOME[_reported(line)]
    return (_GOES_ON, *says) if line.goes_on and not _reported(line) else says


def _said(line: BriefLine, setting: Setting) -> tuple[Word, ...]:
    return tuple(setting.word(say, _MEANS.get(say, ""), line.reference) for say in _says(line))


def _not_coming(line: BriefLine, setting: Setting, today: date) -> Shown:
    """What the owner said to the invitation, as a sentence, and the word that takes another time."""
    who = first(line.owner)
    said = f"{who} has declined the invitation" if line.answer is AttendeeAnswer.DECLINED else ""
    if line.proposed:
        other = _when(line.proposed, setting, today)
        said = f"{said} and proposes {other}" if said else f"{who} proposes {other}"
    shown_line = _shown(line, setting, today, ("TAKE",) if line.proposed else ())
    return replace(shown_line, what_for=f"{said}.")


#: Why a follow-up stands where it stands.
_PLACED = {
    Placed.ONE_TO_ONE: "You and {owner} meet then anyway, so it goes into that meeting and no new one was made.",
    Placed.NEXT_DAY: "Nothing was free for you both on the day: this is the next time that is.",
    Placed.OUTSIDE_HOURS: "Your working hours and {owner}'s do not meet: this is the time least outside them.",
    Placed.NONE_FREE: "No time was free for you both, so it stands as usual: please move it if it is in the way.",
    Placed.BUSY: "You gave this time or day, so it is kept, though not both of you are free then.",
}


def _placed(line: BriefLine, setting: Setting, today: date) -> Shown:
    said = _PLACED.get(line.placed, "").format(owner=first(line.owner))
    return replace(_shown(line, setting, today, ()), what_for=said)


#: What the setter can say after a look, before asking.
_FOUND = {
    "LOOKS DONE": "the follow-up is for saying well done",
    "AT RISK": "the follow-up is for what would help",
    "DON'T KNOW": "the follow-up is for asking",
}


def _looks(line: BriefLine) -> tuple[str, ...]:
    """The words after a look; whoever can be asked may be asked once."""
    standing = line.standing
    may_ask = line.asks and (standing is None or standing.asked is None)
    return (*_FOUND, f"ASK {first(line.owner).upper()}") if may_ask else tuple(_FOUND)


def _before(line: BriefLine, setting: Setting, today: date, says: tuple[str, ...]) -> Shown:
    shown_line = _shown(line, setting, today, says)
    told = since(line.standing, line.owner, setting, today)
    if line.answer is AttendeeAnswer.TENTATIVE:
        told = (*told, f"{first(line.owner)} may not come: the invitation is accepted as tentative.")
    return replace(shown_line, since=told, questions=tuple(map(sentence, line.look)))


def _today(line: BriefLine, setting: Setting, today: date) -> Shown:
    told, questions = what_for(line.standing), tuple(map(sentence, line.ask))
    if not setting.known.internal(line.owner.address):
        told, questions = f"{first(line.owner)} hears of it only through you: please chase it.", ()
    shown_line = _before(line, setting, today, ())
    for_it = tuple(
        f"For it: {one_line(what, 120)}, {shown(who)}: {STANDS[state]}"
        for what, who, state in line.linked[:MOST_LINKED]
    )
    return replace(shown_line, since=(*shown_line.since, *for_it), what_for=told, questions=questions)


def _reported(line: BriefLine) -> bool:
    return line.state is ActionState.REPORTED


def _shown(line: BriefLine, setting: Setting, today: date, says: tuple[str, ...]) -> Shown:
    result = line.result
    said = one_line(result.words, 300) if result else ""
    if result and result.cause:
        said = said or CAUSES[result.cause]
    return Shown(
        title=title(line.title),
        reference=line.reference,
        owner=shown(line.owner),
        when=_when(line.when, setting, today),
        measure=sentence(line.measure),
        check=sentence(line.check),
        state=STANDS[line.state],
        said=said,
        away=f"away, back on {near_day(line.back, today)}" if line.back is not None else "",
        since=(),
        questions=(),
        what_for="",
        words=tuple(setting.word(say, _MEANS.get(say, ""), line.reference) for say in says),
    )


def _when(when: str, setting: Setting, today: date) -> str:
    """The moment on the setter's wall clock: the time alone when it is today."""
    if not when:
        return ""
    at = setting.local(datetime.fromisoformat(when))
    return clock(at) if at.date() == today else f"{near_day(at.date(), today)}, {clock(at)}"


def _words(reference: str, setting: Setting) -> tuple[Word, ...]:
    """The words that fit any line above, shown with the reference of one."""
    means = {
        "DONE": "it is done; for any line above, with its reference",
        "NOT DONE": _MEANS["NOT DONE"],
        "CANCEL": "it is not wanted any more",
    }
    return tuple(replace(setting.word(say, told, reference), say=f"{say} {reference}") for say, told in means.items())
