"""Letters as data, so that one and the same letter can be told of other people, in another week, by another client.

Marks in a letter's words:
`{tom}` `{Tom}` `{tom@}` `{TB}`  a person's first name, full name, address, initials (also inside other words);
`<20 March>` `<20.03.2026>`      a date, moved when the letter moves; a weekday before it stays, weeks move as a whole;
`[due: by Friday <20 March>]`    words that alone say a field of an action: they can be taken away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from followupd.domain.people import Known, KnownPerson, Person, WorkingTime

LONDON = ZoneInfo("Europe/London")
#: A Wednesday.
NOW = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
SERVICE = Person(address="followup@oak.example", name="Follow-ups")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Who plays the parts: `anna` sets, `tom`, `priya` and `luis` are her reports, `jane` is the client."""

    anna: Person
    tom: Person
    priya: Person
    luis: Person
    jane: Person

    def __getitem__(self, part: str) -> Person:
        person = getattr(self, part)
        assert isinstance(person, Person)
        return person

    def known(self) -> Known:
        working = WorkingTime(zone=LONDON)
        reports = (self.tom, self.priya, self.luis)
        return Known(
            service=(SERVICE.address,),
            domains=frozenset({"oak.example"}),
            people=(
                KnownPerson(person=self.anna, internal=True, working=working),
                *(
                    KnownPerson(person=each, internal=True, manager=self.anna.address, working=working)
                    for each in reports
                ),
            ),
            working=working,
        )


def _person(name: str, domain: str = "oak.example") -> Person:
    return Person(address=f"{name.lower().replace(' ', '.')}@{domain}", name=name)


PARTS = ("anna", "tom", "priya", "luis", "jane")
FIRST_CAST = Cast(
    anna=_person("Anna Reed"),
    tom=_person("Tom Baker"),
    priya=_person("Priya Nair"),
    luis=_person("Luis Ferrer"),
    jane=_person("Jane Ford", "cobalt.example"),
)
OTHER_CASTS = {
    "northern": Cast(
        anna=_person("Moira Quinn"),
        tom=_person("Dennis Olafsen"),
        priya=_person("Greta Lindqvist"),
        luis=_person("Yusuf Karim"),
        jane=_person("Paul Okafor", "cobalt.example"),
    ),
    "names that are words": Cast(
        anna=_person("April Young"),
        tom=_person("Will Marsh"),
        priya=_person("May Church"),
        luis=_person("Mark Friday"),
        jane=_person("June Bishop", "cobalt.example"),
    ),
    "short and accented": Cast(
        anna=_person("Zoë Brânză"),
        tom=_person("Bo Li"),
        priya=_person("Åsa Öberg"),
        luis=_person("Émile Noël"),
        jane=_person("Ng Ha", "cobalt.example"),
    ),
}
for _name, _cast in list(OTHER_CASTS.items()):  # an address is written in ASCII
    OTHER_CASTS[_name] = replace(
        _cast,
        **{part: replace(_cast[part], address=f"{part}.{_name[:5]}@{_cast[part].domain}") for part in PARTS},
    )


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; `bold` ones are headings."""

    said: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """A list: bullets, or numbers."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """A table; its first row is its head."""

    rows: tuple[tuple[str, ...], ...]


Block = Words | Points | Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Older:
    """A message below: who wrote it to whom, and when (`<…>` marks are not used in its header: it moves as a whole)."""

    by: str
    to: tuple[str, ...]
    cc: tuple[str, ...] = ()
    written: datetime
    subject: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    name: str
    subject: str
    to: tuple[str, ...]
    blocks: tuple[Block, ...]
    older: tuple[Older, ...] = ()
    #: Who does what by when: (part, a word of what, day) for each action, in order.
    expected: tuple[tuple[str, str, date | None], ...]
    signed: bool = True
    cast: Cast = FIRST_CAST
    moved: timedelta = field(default=timedelta())
    #: Name of the field whose words are taken away.
    without: str = ""

    @property
    def received(self) -> datetime:
        return NOW + self.moved

    def fill(self, said: str) -> str:
        """Words with their marks resolved."""
        said = re.sub(r"\[(\w+):([^\[\]]*)\]", lambda mark: "" if mark[1] == self.without else mark[2], said)
        said = re.sub(r"<([^<>@]+)>", lambda mark: _moved(mark[1], self.moved), said)
        return re.sub(r"\{(\w+@?)\}", lambda mark: self._named(mark[1]), said).strip()

    def _named(self, mark: str) -> str:
        if mark.isupper():
            part = next(part for part in PARTS if _initials(FIRST_CAST[part]) == mark)
            return _initials(self.cast[part])
        person = self.cast[mark.rstrip("@").lower()]
        return person.address if mark.endswith("@") else person.name if mark[0].isupper() else person.first

    def filled(self, blocks: tuple[Block, ...]) -> Iterator[Block]:
        """The blocks with their marks resolved; a block of which nothing is left is left out."""
        for block in blocks:
            if isinstance(block, Words):
                if said := self.fill(block.said):
                    yield Words(said, block.bold)
            elif isinstance(block, Points):
                yield Points(tuple(said for item in block.items if (said := self.fill(item))), block.numbered)
            else:
                yield Rows(tuple(tuple(self.fill(cell) for cell in row) for row in block.rows))

    def removable(self) -> set[str]:
        """The fields whose words can be taken away."""
        return set(re.findall(r"\[(\w+):", repr(self.blocks) + repr([older.blocks for older in self.older])))


def _initials(person: Person) -> str:
    return "".join(word[0] for word in person.name.split())


_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "en-short": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "nb": "januar februar mars april mai juni juli august september oktober november desember",
}
MONTHS = {language: said.split() for language, said in _MONTHS.items()}


def _moved(said: str, by: timedelta) -> str:
    """A written date, later by so much, in the same writing."""
    numeric = re.fullmatch(r"(\d\d)([./])(\d\d)([./])(\d{4})?", said) or re.fullmatch(
        r"(\d\d)(/)(\d\d)()(\d{4})?", said
    )
    if numeric:
        day = date(int(numeric[5] or 2026), int(numeric[3]), int(numeric[1])) + by
        return f"{day:%d}{numeric[2]}{day:%m}{numeric[4]}{day.year if numeric[5] else ''}"
    worded = re.fullmatch(r"(\d{1,2})(\.|st|nd|rd|th|er)? (\w+)( \d{4})?", said)
    assert worded is not None, said
    months = next(months for months in MONTHS.values() if worded[3] in months)
    day = date(int(worded[4] or 2026), months.index(worded[3]) + 1, int(worded[1])) + by
    ordinal = worded[2] or ""
    if ordinal not in ("", ".", "er"):
        ordinal = {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10 if day.day not in (11, 12, 13) else 0, "th")
    return f"{day.day}{ordinal} {months[day.month - 1]}{f' {day.year}' if worded[4] else ''}"
