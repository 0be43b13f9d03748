"""A reply cut into clauses, each with the actions it speaks of: "1 and 2 done, 3 until the 18th" are two clauses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from followupd.reading.answer_patterns import FOOTER, SIGN_OFF
from followupd.reading.answer_stems import about, stem, stems
from followupd.reading.answer_verbs import pieces_of, verbs_of
from followupd.reading.answer_words import DONE_OF, DOUBTS
from followupd.reading.dates.masks import fold
from followupd.reading.lazily import lazily

#: Words after a number that show that it is an action's number and no amount.
_STATUS = (
    r"is|are|was|has|have|hasn't|isn't|aren't|done|not|will|won't|can|can't|cannot|could|need|needs|until|"
    r"till|by|agreed|agree|ok|okay|fine|finished|complete|"
    r"completed|blocked|stuck|in|still|both|yes|no|sorted|sent|almost|nearly|partly|half|cancel|drop|moved|"
    r"move|please|should|pending|waiting|all|confirm|confirmed|"
    r"erledigt|fertig|ist|sind|noch|bis|fait|est|sont|pas|encore|hecho|esta|todavia|aun|ya|no|klaar|is|nog|gedaan|tomorrow|on|due|"
    r"owner|measure|what|why|looks|i|we"
)
_NAMED = (
    r"(?:(?:both|all of|all|the|die|der|la|le|el|de|het)\s+)?"
    r"(?:(?:actions?|items?|numbers?|points?|tasks?|nos?\.?|nr\.?|numero|aktion|punkt|#)\s*)?"
)
_LIST = r"\d{1,2}(?:\s*(?:,|and|&|\+|und|et|y|en|,\s*and|-|to|bis)\s*#?\d{1,2}(?![\w.:/])){0,30}"
_HEAD = lazily(
    rf"(?:(?<=^)|(?<=[,;.!?]\s)|(?<=\band\s)|(?<=\bbut\s)|(?<=\s-\s)|(?<=\n)|(?<=[✅✔☑👍❌✖✗✘]\s)|(?<=\s)(?=#?\d{{1,"
    rf"2}}\s*[:)]\s))\s*{_NAMED}(?P<numbers>{_LIST})(?:\s*[:)=]\s*|\s*[.]\s+|\s*-+\s+|\s+(?=(?:{_STATUS})(?!\w))|"
    rf"\s*(?=$|[👍✅✔☑❌✖✗✘]))"
)
_TAIL = lazily(
    r"(?:^|\s|#)(?P<numbers>\d{1,2}(?:(?:\s|,|-|&|\+|#|\b(?:and|to|und|et|y|en|bis)\b)+\d{1,2})*)[\W_]*(?:please|"
    r"pls|thanks)?[\W_]*$"
)
_WORDS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "erste": 1, "zweite": 2, "dritte": 3}
_ORDINAL = lazily(
    r"\b(?:the |my |der |die |das )?(first|second|third|fourth|fifth|last|erste|zweite|dritte)(?: (one|action|"
    r"item|task|point|two|three|aktion)\b|(?<=\bthe (?:first|third))(?=\W*$)|(?<=\bthe (?:second|fourth))(?=\W*$))"
)
_ORDINAL_HEAD = lazily(
    rf"(?:(?<=^)|(?<=[,;.!?]\s)|(?<=\band\s)|(?<=\bbut\s))(?:the )?(first|second|third|fourth|fifth|last)"
    rf"(?: (one|two|three|action|item|task|point))?(?:\s*[:=]\s*|,\s+(?!(?:the )?(?:first|second|third|fourth|fifth|"
    rf"last)\b|and\b)|\s+-\s+|(?=['’]s\s)|\s+(?=(?:{_STATUS})(?!\w)))"
)
#: `done with 1 and 2`: the end of a list, no beginning.
_ENDS_LIST = lazily(r"[a-z] +#?\d{1,2}\s*(?:,|&|and|und|et|y|en)\s*\|\s*#?\d{1,2}\W*$")
_FURTHER = lazily(r"[,;.]\s+(\d{1,2})\s+(?!of\b|more\b|out\b|to\b|or\b)([a-z]{2,})")
#: `1 yes 2 yes 3 no`: numbers, each with a word or two.
_PAIR = lazily(r"#?\b(\d{1,2})[\s:.)=-]+(?!(?:and|und|et|y|en|to|or|bis)\b)(?=[a-z])")
_PAIRS = lazily(r"\W*(?:#?\d{1,2}[\s:.)=-]+(?!(?:and|und|et|y|en|to|or|bis)\b)[a-z]+(?: [a-z]+)?[\s,;.!]*){2,10}")
#: What joins the words about one action to those about the next.
_JOINT_LAST = lazily(r"[\s,;]+(?:but|and|while|und|aber|et|mais|y|pero|en|maar)\s*$", re.I)
#: Where the words about one action may end and those about another begin.
_PARTS = lazily(
    r"[,;]\s+(?:and\s+|but\s+)?|\s+(?:and|but|und|et|y|en)\s+(?=the\b|my\b|"
    r"(?:i|we)(?:['’]ve|['’]ll| have| will)? [a-z]|[a-z]{3,}ed\b|"
    r"[a-z]+(?:['’]s)? (?:is |was |are |were |has been |have been )?[a-z]{3,}ed\b|"
    r"[a-z]+ (?:is|was|are|were) )",
    re.I,
)
#: Where one clause ends and another begins: sentences, dashes, `but`, and a comma before a new subject.
_SPLIT = lazily(
    r"(?<=[.!?;])(?<!\b\d\.)(?<!\b\d\d\.)(?!(?<=\bno\.)\s*\d|(?<=\bref\.)\s)\s+(?=\S)"
    r"|(?:(?<=[a-z] \d\.)|(?<=[a-z] \d\d\.))\s+(?=(?:i|we|he|she|it|they|can|could|will|is|are|the|no|not|all|still|"
    r"please|thanks)\b)"
    r"|\s+-{1,2}\s+|;"
    r"|(?<=\w)(?<!\ball)(?<!\ball done)(?<!\beverything)"
    r"(?<!\beverything done)(?<!everything is done)(?<!everything's "
    r"done)(?<!\ball finished)(?<!\bdone all),?\s+(?=(?:but(?! not \d)|however|although|though|aber|mais|"
    r"pero|maar)\b)"
    r"|(?<=\w),\s+(?=(?:the )?(?:rest|others?)\b|still\b)"
    r"|(?<=\bone done),\s+(?=i'll\b|i will\b)|(?<=\btwo done),\s+(?=i'll\b|i will\b)"
    r"|(?<=\w),\s+(?=(?:i|we)(?:'\w+)? (?:am|have|can|can't|cannot|need|will|won't|haven't|don't|could|still|just)\b)"
    r"|(?<=\w),\s+(?=(?:(?:ich|wir) (?:brauche|brauchen|schaffe|schaffen|habe|kann)|il me (?:faut|faudrait)|"
    r"j'ai besoin|necesito|necesitaria|ik (?:heb|kan))\b)"
    r"|\s+and\s+(?=(?:i|we)(?:'ll)? (?:need|can't|cannot|won't|would|could|still|haven't)\b)"
    r"|(?<=[👍✅✔☑])(?=\w)"
)
_OBJECT = lazily(
    r"\b(?:do|doing|on|for|with|finish|start|about|number|cancel|drop|close|confirm|reopen) #?(\d)(?=[\s,.!?]*$|,)"
)
_LABEL = lazily(r"^\W*(?:the )?([a-z][\w' ]{1,40}?)(?:\s*[:=]\s*|\s+-+\s+)(?=\S)")
_CANCELLED = lazily(
    r"^\W*((?:please )?(?:cancel|drop|scrap|close|confirm|reopen))((?: [\w']+){1,6}?)(?: one| action| task)?(?: "
    r"please)?(?P<why>\W*$|(?:,| -| because| as| since)(?= ).*$)"
)


@dataclass(frozen=True, slots=True)
class Clause:
    #: As written.
    text: str
    #: The same folded.
    folded: str
    #: The actions it names; None when it names none.
    numbers: tuple[int, ...] | None
    line: int
    #: The numbers were named by an earlier sentence of the same line.
    inherited: bool = False


def clean(own_words: str) -> str:
    """Without quoted lines, client footers and what follows a sign-off."""
    lines = []
    for line in own_words.replace("\r\n", "\n").replace("\u200b", "").split("\n"):
        if line.lstrip().startswith((">", "|")):
            continue
        if FOOTER.match(fold(line)):
            break
        lines.append(line)
    for k, line in enumerate(lines):
        if SIGN_OFF.match(fold(line)) and any(before.strip() for before in lines[:k]) and len(lines) - k <= 8:
            return "\n".join(lines[:k])
    return "\n".join(lines).strip()


def numbers_in(found: str, known: tuple[int, ...]) -> tuple[int, ...]:
    """The known numbers of a list such as `1, 2 and 4` or `1-3`."""
    return tuple(number for number in _expanded(found) if number in known)


def _expanded(found: str) -> list[int]:
    out: list[int] = []
    for first, last in re.findall(r"(\d+)(?:\s*(?:-|\bto\b|\bbis\b)\s*(\d+))?", found):
        out += range(int(first), int(last) + 1) if last and int(last) < 100 else [int(first)]
    return out


def clauses(text: str, numbers: tuple[int, ...]) -> list[Clause]:
    """The clauses of a cleaned reply in order. `numbers`: those that an action may have here."""
    out: list[Clause] = []
    lines = text.split("\n")
    listed = _each_numbered(lines, numbers)
    for index, line in enumerate(lines):
        if not line.strip():
            continue
        stripped = line.strip().lstrip("*•·").strip()
        folded = fold(stripped)
        marks = _heads(folded, numbers)
        if (
            (first := _NUMBER_FIRST.match(folded))
            and 0 not in marks
            and (listed or _one_of_more(first, marks, numbers))
        ):
            marks = {0: (first.end(), (int(first[1]),)), **marks}
        starts = [0, *(start for start in marks if start > 0)]
        for start, end in zip(starts, [*starts[1:], len(stripped)], strict=True):
            body, named = marks.get(start, (start, None))
            said = stripped[body:end] if end == len(stripped) else _JOINT_LAST.sub("", stripped[body:end])
            _cut(said, named, index, out)
            if named and not stripped[body:end].strip(" ,.;"):
                out.append(Clause(stripped[start:end], folded[start:end], named, index))
    return out


_NUMBER_FIRST = lazily(r"#?(\d{1,2})[\s:.)=-]+(?=[a-z])")


def _each_numbered(lines: list[str], numbers: tuple[int, ...]) -> bool:
    """Whether each of several lines begins with the number of another action."""
    found = [_NUMBER_FIRST.match(fold(line.strip())) for line in lines if line.strip()]
    said = [int(each[1]) for each in found if each]
    return len(said) > 1 and len(said) == len(found) and len(set(said)) == len(said) and set(said) <= set(numbers)


def _one_of_more(first: re.Match[str], marks: dict[int, tuple[int, tuple[int, ...]]], numbers: tuple[int, ...]) -> bool:
    """Whether a line begins with the number of an action, and words about others by their numbers follow."""
    named = [number for _, meant in marks.values() for number in meant]
    return bool(named) and int(first[1]) in numbers and int(first[1]) < min(named)


def _heads(folded: str, numbers: tuple[int, ...]) -> dict[int, tuple[int, tuple[int, ...]]]:
    """Where in a line the words about some actions begin: the place -> where their words go on, and the actions.

    `First one done, second one not`: ordinals count only when the line has several of them.
    """
    marks = {
        found.start(): (found.end(), numbers_in(found["numbers"], numbers))
        for found in _HEAD.finditer(folded)
        if _are_actions(found["numbers"], numbers) and not _ends_list(folded, found.start())
    }
    told = [(found, _placed(found[1], found[2] or "one", numbers)) for found in _ORDINAL_HEAD.finditer(folded)]
    listed = all("," in found[0] for found, _ in told)  # "First, sorry for the delay. Second, …"
    if len(told) > 1 and all(meant for _, meant in told) and not listed:
        marks |= {found.start(): (found.end(), meant) for found, meant in told}
    marks |= _further(folded, marks, numbers)
    pairs = list(_PAIR.finditer(folded)) if _PAIRS.fullmatch(folded) else []
    if len(numbers) > 1 and all(int(found[1]) in numbers for found in pairs):
        marks |= {found.start(): (found.end(), (int(found[1]),)) for found in pairs}
    return dict(sorted(marks.items()))


def _ends_list(folded: str, at: int) -> bool:
    """Whether a number at the end of a line ends a list (`done with 1 and 2`) and begins nothing."""
    return len(folded) - at <= 8 and _ENDS_LIST.search(folded[max(0, at - 12) : at] + "|" + folded[at:]) is not None


def _further(
    folded: str, marks: dict[int, tuple[int, tuple[int, ...]]], numbers: tuple[int, ...]
) -> dict[int, tuple[int, tuple[int, ...]]]:
    """`1 done, 2 done, 3 booked for Monday`: after numbers of actions, a further one needs no word that is known."""
    named = {number for _, meant in marks.values() for number in meant}
    found: dict[int, tuple[int, tuple[int, ...]]] = {}
    for each in _FURTHER.finditer(folded):
        number, word = int(each[1]), each[2]
        earlier = [max(meant) for start, (_, meant) in marks.items() if start < each.start() and meant]
        if earlier and number in numbers and number not in named and number > max(earlier) and not word.endswith("s"):
            named.add(number)
            found[each.start(1)] = (each.end(1), (number,))
    return found


def _placed(which: str, what: str, numbers: tuple[int, ...]) -> tuple[int, ...]:
    """The actions that `the first one`, `the last two` are; none when there are not so many."""
    if what in ("two", "three"):
        count = 2 if what == "two" else 3
        return (numbers[-count:] if which == "last" else numbers[:count]) if count <= len(numbers) else ()
    place = len(numbers) if which == "last" else _WORDS[which]
    return (numbers[place - 1],) if place <= len(numbers) else ()


def _named_together(clause: Clause, texts: dict[int, str], numbers: tuple[int, ...]) -> Clause | None:
    """`Poster and drivers done` as a clause about those actions; None unless each name is an action's own words."""
    found = DONE_OF.match(clause.folded)
    if found is None or len(numbers) < 2 or clause.numbers or DOUBTS.search(found["subject"]):
        return None
    names = [name for name in re.split(r",\s*|\s+(?:and|und|et|y|en)\s+", found["subject"]) if name.strip()]
    named = [about(name, texts, numbers) for name in names]
    if len(names) < 2 or not all(named) or len(set(named)) < len(named):
        return None
    if not all(stems(name) <= stems(texts[each[0]]) for name, each in zip(names, named, strict=True) if each):
        return None
    chosen = tuple(sorted(each[0] for each in named if each))
    return Clause(clause.text, "they" + clause.folded[found.end("subject") :], chosen, clause.line)


def parted(clause: Clause, texts: dict[int, str], numbers: tuple[int, ...]) -> list[Clause]:
    """`Posters done, branches half done` as one clause for each action; the clause alone when not each part has its
    own."""
    together = _named_together(clause, texts, numbers)
    if together is not None:
        return [together]
    pieces = [piece.strip() for piece in _PARTS.split(clause.text) if piece.strip()]
    if len(numbers) < 2 or len(pieces) < 2:
        return [clause]
    if clause.numbers:
        return _others_behind(clause, pieces, texts, numbers)
    groups = _grouped(clause.text, pieces, texts, numbers)
    named = [number for _, meant in groups for number in meant]
    if len(groups) < 2 or len(set(named)) < len(named) or any(len(text.split()) < 2 for text, _ in groups):
        return [clause]
    out = [Clause(text, fold(text), None, clause.line) for text, _ in groups]
    return [_named_together(each, texts, numbers) or each for each in out]


def _grouped(
    text: str, pieces: list[str], texts: dict[int, str], numbers: tuple[int, ...]
) -> list[tuple[str, tuple[int, ...]]]:
    """The pieces of a clause put together by the action that they are about, each with its number.

    A piece that names none goes on with the one before it (`drafted and printed`); one that is only a name goes with
    the next (`the advert and the branches are done`), under that one's number.
    """
    out: list[tuple[str, tuple[int, ...]]] = []
    begin, at, ahead = 0, 0, True
    for piece in pieces:
        at = text.index(piece, at)
        named = about(piece, texts, numbers)
        if named is None and (together := _named_together(Clause(piece, fold(piece), None, 0), texts, numbers)):
            named = together.numbers
        if not ahead and (named is None or named == out[-1][1]):
            out[-1] = (text[begin : at + len(piece)], out[-1][1])
        else:
            begin = begin if ahead else at
            ahead = named is None or (len(named) == 1 and _only_name(piece, texts[named[0]]))
            if named and not ahead:
                out.append((text[begin : at + len(piece)], named))
        at += len(piece)
    if ahead and out:
        out[-1] = (f"{out[-1][0]} {text[begin:]}", out[-1][1])
    return out


def _only_name(piece: str, what: str) -> bool:
    """Whether a piece is the name of an action's thing and says nothing of it."""
    verbs = frozenset().union(*(verbs_of(each) for each in pieces_of(what)))
    things = stems(what) - verbs
    return all(word in _ARTICLES or stem(word) in things for word in re.findall(r"[\w'’]+", fold(piece)))


_ARTICLES = frozenset(
    ("the", "my", "our", "your", "both", "all", "a", "an", "der", "die", "das", "le", "la", "les", "el")
)


def _others_behind(clause: Clause, pieces: list[str], texts: dict[int, str], numbers: tuple[int, ...]) -> list[Clause]:
    """`1 and 2 done, advert by Thursday` as two clauses: behind numbers an action may be named by its own words."""
    for at, piece in enumerate(pieces[1:], start=1):
        named = about(piece, texts, numbers)
        if named and clause.numbers and named[0] not in clause.numbers and len(piece.split()) > 1:
            begin = clause.text.index(piece)
            head = clause.text[:begin].rstrip(" ,;-–—")
            mine = Clause(head, fold(head), clause.numbers, clause.line, inherited=clause.inherited)
            rest = [Clause(each, fold(each), None, clause.line) for each in pieces[at:]]
            return [mine, *rest]
    return [clause]


def _are_actions(found: str, numbers: tuple[int, ...]) -> bool:
    digits = _expanded(found)
    return bool(digits) and all(each in numbers for each in digits) and (len(numbers) > 1 or numbers[0] == 1)


def _cut(text: str, named: tuple[int, ...] | None, line: int, out: list[Clause]) -> None:
    folded = fold(text)
    start = 0
    for found in [*_SPLIT.finditer(folded), None]:
        end = found.start() if found else len(text)
        piece = text[start:end].strip(" ,")
        if re.search(r"[\w👍👌✅✔☑🙏❌✖✗✘👎?]", piece):
            out.append(Clause(piece, fold(piece), named, line, inherited=bool(named) and start > 0))
        start = found.end() if found else end


def trailing_numbers(folded: str, numbers: tuple[int, ...]) -> tuple[int, ...] | None:
    """`done 1 and 3`, `send 1 3`, `cancel 2 please`: the numbers at the end of a command; None unless all are known."""
    found = _TAIL.search(folded)
    return numbers_in(found["numbers"], numbers) if found and _are_actions(found["numbers"], numbers) else None


_BEFORE_A_DAY = lazily(r"\b(?:on|by|until|till|from|to|for|before|after|of|and|or)\s*$")


def ordinal_numbers(folded: str, numbers: tuple[int, ...]) -> tuple[tuple[int, ...], str] | None:
    """`the first one`, `the last two`: the actions, and the words with `they` for them."""
    found = _ORDINAL.search(folded)
    if not found or len(numbers) < 2 or (not found[2] and _BEFORE_A_DAY.search(folded[: found.start()])):
        return None
    rest = folded[: found.start()] + "they" + folded[found.end() :]
    meant = _placed(found[1], found[2] or "one", numbers)
    return (meant, rest) if meant else None


def told_of(folded: str, whats: dict[int, str], numbers: tuple[int, ...]) -> tuple[tuple[int, ...], str] | None:
    """The one action whose own words the clause uses, and its words: `quote: done` becomes `it: done`.

    Also `I can't do 1`: a number behind a word that takes one.
    """
    if len(numbers) < 2:
        return None
    found = _OBJECT.search(folded)
    if found and int(found[1]) in numbers:
        return (int(found[1]),), folded[: found.start(1)] + "it" + folded[found.end(1) :]
    label = _LABEL.match(folded)
    if label and (named := about(label[1], whats, numbers)) and stems(label[1]) <= stems(whats[named[0]]):
        return named, folded[label.end() :] or folded
    named = about(folded, whats, numbers)
    if named is None:
        return None
    own = stems(whats[named[0]])
    if (command := _CANCELLED.match(folded)) and stems(command[2]) <= own:
        return named, command[1] + " it" + command["why"]
    return named, folded
