"""One letter as different mail clients write it, in the shapes that lie in real mailboxes: bytes of a raw mail."""

from __future__ import annotations

import base64
import quopri
import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from html import escape

from followupd.domain.people import Person
from tests.unit.reading.letters import LONDON, MONTHS, SERVICE, Block, Letter, Older, Points, Words

_DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "pl": "poniedziałek wtorek środa czwartek piątek sobota niedziela",
    "da": "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "sv": "måndag tisdag onsdag torsdag fredag lördag söndag",
    "nb": "mandag tirsdag onsdag torsdag fredag lørdag søndag",
}


@dataclass(frozen=True, slots=True)
class Labels:
    """What Outlook calls the fields of a forwarded message, and how it writes the moment."""

    language: str
    by: str
    sent: str
    to: str
    cc: str
    subject: str
    moment: str


LABELS = {
    each.language: each
    for each in (
        Labels("en", "From:", "Sent:", "To:", "Cc:", "Subject:", "{day}, {month} {number}, {year} {time}"),
        Labels("de", "Von:", "Gesendet:", "An:", "Cc:", "Betreff:", "{day}, {number}. {month} {year} {time}"),
        Labels("fr", "De :", "Envoyé :", "À :", "Cc :", "Objet :", "{day} {number} {month} {year} {time}"),
        Labels("es", "De:", "Enviado:", "Para:", "CC:", "Asunto:", "{day}, {number} de {month} de {year} {time}"),
        Labels("nl", "Van:", "Verzonden:", "Aan:", "CC:", "Onderwerp:", "{day} {number} {month} {year} {time}"),
        Labels("it", "Da:", "Inviato:", "A:", "Cc:", "Oggetto:", "{day} {number} {month} {year} {time}"),
        Labels("pt", "De:", "Enviado:", "Para:", "Cc:", "Assunto:", "{day}, {number} de {month} de {year} {time}"),
        Labels("pl", "Od:", "Wysłane:", "Do:", "DW:", "Temat:", "{day}, {number} {month} {year} {time}"),
        Labels("da", "Fra:", "Sendt:", "Til:", "Cc:", "Emne:", "{number}. {month} {year} {time}"),
        Labels("sv", "Från:", "Skickat:", "Till:", "Kopia:", "Ämne:", "den {number} {month} {year} {time}"),
        Labels("nb", "Fra:", "Sendt:", "Til:", "Kopi:", "Emne:", "{day} {number}. {month} {year} {time}"),
    )
}


def moment(of: datetime, labels: Labels) -> str:
    """A moment on the author's wall clock, as Outlook writes it in this language."""
    local = of.astimezone(LONDON)
    return labels.moment.format(
        day=_DAYS[labels.language].split()[local.weekday()],
        number=local.day,
        month=MONTHS[labels.language][local.month - 1],
        year=local.year,
        time=f"{local:%-I:%M %p}" if labels.language == "en" else f"{local:%H:%M}",
    )


def header_lines(letter: Letter, older: Older, labels: Labels) -> list[tuple[str, str]]:
    """The fields above an older message: label and value."""
    lines = [
        (labels.by, box(letter.cast[older.by])),
        (labels.sent, moment(older.written + letter.moved, labels)),
        (labels.to, "; ".join(box(letter.cast[part]) for part in older.to)),
    ]
    if older.cc:
        lines.append((labels.cc, "; ".join(box(letter.cast[part]) for part in older.cc)))
    return [*lines, (labels.subject, older.subject)]


def box(person: Person) -> str:
    return f"{person.name} <{person.address}>"


def _signature(letter: Letter) -> tuple[str, ...]:
    return ("Kind regards", letter.cast.anna.name, "Operations Manager | Oak Group") if letter.signed else ()


# ---------------------------------------------------------------------------------------------------- text


def text(letter: Letter, labels: Labels, width: int = 10_000) -> str:
    """As text/plain; with a width, wrapped there as clients do who send text."""
    lines = [*_text_blocks(letter.filled(letter.blocks), width)]
    if letter.signed:
        lines += ["", *_signature(letter)]
    for older in letter.older:
        lines += ["", "_" * 32]
        lines += [f"{label} {value}" for label, value in header_lines(letter, older, labels)]
        lines += ["", *_text_blocks(letter.filled(older.blocks), width)]
    return "\r\n".join(lines) + "\r\n"


def _text_blocks(blocks: Iterable[Block], width: int) -> Iterable[str]:
    for number, block in enumerate(blocks):
        if number:
            yield ""
        if isinstance(block, Words):
            yield from _wrapped(block.said, width)
        elif isinstance(block, Points):
            for count, item in enumerate(block.items, 1):
                yield from _wrapped(f"{f'{count}.' if block.numbered else '-'} {item}", width, "  ")
        else:
            yield from (" | ".join(row) for row in block.rows)


def _wrapped(said: str, width: int, indent: str = "") -> list[str]:
    return textwrap.wrap(said, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


# ---------------------------------------------------------------------------------------------------- HTML


def _blocks(
    blocks: Iterable[Block], words: Callable[[Words], str], points: Callable[[Points], str], cell: str = "{}"
) -> str:
    out = []
    for block in blocks:
        if isinstance(block, Words):
            out.append(words(block))
        elif isinstance(block, Points):
            out.append(points(block))
        else:
            rows = "".join(
                "<tr>" + "".join(f"<td valign=top>{cell.format(escape(said))}</td>" for said in row) + "</tr>"
                for row in block.rows
            )
            out.append(f"<table border=1 cellpadding=0>{rows}</table>")
    return "\r\n".join(out)


def _strong(block: Words) -> str:
    return f"<b>{escape(block.said)}</b>" if block.bold else escape(block.said)


def _list(block: Points) -> str:
    tag = "ol" if block.numbered else "ul"
    return f"<{tag}>" + "".join(f"<li>{escape(item)}</li>" for item in block.items) + f"</{tag}>"


def outlook_desktop(letter: Letter, labels: Labels) -> str:
    """Word's HTML: a paragraph a line, bullets as paragraphs, a rule drawn above the older message's fields."""

    def points(block: Points) -> str:
        return "".join(
            '<p class="MsoListParagraph" style="margin-left:36.0pt;text-indent:-18.0pt;mso-list:l0 level1 lfo1">'
            '<![if !supportLists]><span style="font-family:Symbol"><span style="mso-list:Ignore">'
            f"{f'{count}.' if block.numbered else '·'}"
            '<span style="font:7.0pt &quot;Times New Roman&quot;">&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>'
            f"{escape(item)}<o:p></o:p></p>"
            for count, item in enumerate(block.items, 1)
        )

    def words(block: Words) -> str:
        return f'<p class="MsoNormal">{_strong(block)}<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p>'

    cell = '<p class="MsoNormal">{}<o:p></o:p></p>'
    body = _blocks(letter.filled(letter.blocks), words, points, cell)
    body += "".join(f'<p class="MsoNormal">{escape(line)}<o:p></o:p></p>' for line in _signature(letter))
    for older in letter.older:
        fields = "<br>\r\n".join(
            f"<b>{escape(label)}</b> {escape(value)}" for label, value in header_lines(letter, older, labels)
        )
        body += (
            '<p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;'
            f'padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">{fields}<o:p></o:p></p></div></div>'
            '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>' + _blocks(letter.filled(older.blocks), words, points, cell)
        )
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>'
        '<meta name=Generator content="Microsoft Word 15">'
        "<style><!-- p.MsoNormal {margin:0cm; font-size:11.0pt;} --></style></head>"
        f'<body lang="EN-GB"><div class="WordSection1">{body}</div></body></html>'
    )


def new_outlook(letter: Letter, labels: Labels) -> str:
    """New Outlook and Outlook on the web: divisions, and a rule and `divRplyFwdMsg` above the older message."""

    def words(block: Words) -> str:
        style = "font-family: Aptos, sans-serif; font-size: 12pt"
        return f'<div class="elementToProof" style="{style}">{_strong(block)}</div><div><br></div>'

    body = _blocks(letter.filled(letter.blocks), words, _list)
    body += "".join(f"<div>{escape(line)}</div>" for line in _signature(letter))
    prefix = ""
    for older in letter.older:
        fields = "<br>\r\n".join(
            f"<b>{escape(label)}</b> {escape(value)}" for label, value in header_lines(letter, older, labels)
        )
        body += (
            f'<div id="{prefix}appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1">'
            f'<div id="{prefix}divRplyFwdMsg" dir="ltr"><font face="Calibri" style="font-size:11pt">{fields}</font>'
            f"<div>&nbsp;</div></div>{_blocks(letter.filled(older.blocks), words, _list)}"
        )
        prefix += "x_"
    return f'<html><head></head><body dir="ltr">{body}</body></html>'


def gmail(letter: Letter, labels: Labels) -> str:
    """Gmail: older messages within one another, each below a line of dashes and its fields."""

    def words(block: Words) -> str:
        return f"<div>{_strong(block)}</div><div><br></div>"

    body = _blocks(letter.filled(letter.blocks), words, _list)
    if letter.signed:
        signature = "<br>".join(escape(line) for line in _signature(letter))
        body += f'<div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature">{signature}</div>'
    end = ""
    for older in letter.older:
        local = (older.written + letter.moved).astimezone(LONDON)
        by, to = letter.cast[older.by], [letter.cast[part] for part in older.to]
        cc = [letter.cast[part] for part in older.cc]
        fields = (
            f'From: <strong class="gmail_sendername" dir="auto">{escape(by.name)}</strong> <span dir="auto">&lt;<a '
            f'href="mailto:{by.address}">{by.address}</a>&gt;</span><br>Date: {local:%a, %-d %b %Y at %H:%M}<br>'
            f"Subject: {escape(older.subject)}<br>To: {', '.join(map(_link, to))}<br>"
            + (f"Cc: {', '.join(map(_link, cc))}<br>" if cc else "")
        )
        body += (
            '<br><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">---------- '
            f"Forwarded message ---------<br>{fields}</div><br><br>{_blocks(letter.filled(older.blocks), words, _list)}"
        )
        end += "</div>"
    return f'<div dir="ltr">{body}{end}</div>'


def _link(person: Person) -> str:
    return f'{escape(person.name)} &lt;<a href="mailto:{person.address}">{person.address}</a>&gt;'


def apple(letter: Letter, labels: Labels) -> str:
    """Apple Mail: older messages as cited blocks within one another, with bold labels."""

    def words(block: Words) -> str:
        return f"<div>{_strong(block)}</div><div><br></div>"

    body = _blocks(letter.filled(letter.blocks), words, _list)
    body += "".join(f"<div>{escape(line)}</div>" for line in _signature(letter))
    end = ""
    for older in letter.older:
        local = (older.written + letter.moved).astimezone(LONDON)
        values = {
            "From": box(letter.cast[older.by]),
            "Subject": older.subject,
            "Date": f"{local.day} {local:%B %Y at %H:%M:%S} GMT",
            "To": ", ".join(box(letter.cast[part]) for part in older.to),
        }
        if older.cc:
            values["Cc"] = ", ".join(box(letter.cast[part]) for part in older.cc)
        fields = "".join(
            '<div style="margin-top: 0px; margin-right: 0px; margin-bottom: 0px; margin-left: 0px;"><span><b>'
            f"{label}: </b></span><span>{escape(value)}<br></span></div>"
            for label, value in values.items()
        )
        body += (
            '<div><br><blockquote type="cite"><div>Begin forwarded message:</div><br class="Apple-interchange-newline">'
            f"{fields}<br><div>{_blocks(letter.filled(older.blocks), words, _list)}"
        )
        end += "</div></blockquote></div>"
    return f'<html><head></head><body style="overflow-wrap: break-word;">{body}{end}</body></html>'


# ---------------------------------------------------------------------------------------------------- the raw mail


def raw(letter: Letter, html: str, words: str, *, charset: str = "utf-8", transfer: str = "quoted-printable") -> bytes:
    """The letter as it arrives: headers in English, the body as text, as HTML or as both."""
    setter = letter.cast.anna
    service = SERVICE if not letter.to else None
    to = [service] if service else [letter.cast[part] for part in letter.to]
    head = [
        f"From: {_written(setter)}",
        f"To: {', '.join(_written(person) for person in to)}",
        *([] if service else [f"Cc: {_written(SERVICE)}"]),
        f"Subject: {_encoded(letter.fill(letter.subject))}",
        f"Date: {letter.received:%a, %d %b %Y %H:%M:%S} +0000",
        "Message-ID: <letter@oak.example>",
        "X-MS-Exchange-Organization-AuthAs: Internal",
        "MIME-Version: 1.0",
    ]
    parts = [_part(words, "plain", charset, transfer)] if words else []
    parts += [_part(html, "html", charset, transfer)] if html else []
    if len(parts) == 1:
        return "\r\n".join(head).encode() + b"\r\n" + parts[0]
    boundary = b"--=_one"
    inside = b"".join(b"\r\n" + boundary + b"\r\n" + part for part in parts)
    kind = b'\r\nContent-Type: multipart/alternative; boundary="=_one"\r\n'
    return "\r\n".join(head).encode() + kind + inside + b"\r\n" + boundary + b"--\r\n"


def _part(said: str, kind: str, charset: str, transfer: str) -> bytes:
    body = said.encode(charset)
    if transfer == "base64":
        body = base64.encodebytes(body).replace(b"\n", b"\r\n")
    elif transfer == "quoted-printable":
        body = quopri.encodestring(body.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")
    head = f"Content-Type: text/{kind}; charset={charset}\r\nContent-Transfer-Encoding: {transfer}\r\n\r\n"
    return head.encode() + body


def _written(person: Person) -> str:
    return f"{_encoded(person.name)} <{person.address}>"


def _encoded(said: str) -> str:
    return said if said.isascii() else Header(said, "utf-8", maxlinelen=10_000).encode()


ENGLISH = LABELS["en"]
WIDTH = 76

#: Every client: its name and the raw mail that it makes of a letter.
CLIENTS: dict[str, Callable[[Letter], bytes]] = {
    "text": lambda letter: raw(letter, "", text(letter, ENGLISH)),
    "text wrapped at 76": lambda letter: raw(letter, "", text(letter, ENGLISH, WIDTH)),
    "Outlook desktop": lambda letter: raw(letter, outlook_desktop(letter, ENGLISH), text(letter, ENGLISH)),
    "new Outlook": lambda letter: raw(letter, new_outlook(letter, ENGLISH), text(letter, ENGLISH)),
    "Gmail": lambda letter: raw(letter, gmail(letter, ENGLISH), ""),
    "Apple Mail": lambda letter: raw(letter, apple(letter, ENGLISH), text(letter, ENGLISH, WIDTH)),
    "base64": lambda letter: raw(letter, new_outlook(letter, ENGLISH), "", transfer="base64"),
    "eight bits": lambda letter: raw(letter, outlook_desktop(letter, ENGLISH), "", transfer="8bit"),
    "windows-1252": lambda letter: raw(letter, new_outlook(letter, ENGLISH), "", charset="windows-1252"),
    "windows-1252 text": lambda letter: raw(letter, "", text(letter, ENGLISH), charset="windows-1252"),
}
#: The same with the fields of the older messages in another language.
for _language, _labels in LABELS.items():
    if _language != "en":
        CLIENTS[f"text, {_language}"] = lambda letter, _l=_labels: raw(letter, "", text(letter, _l))
        CLIENTS[f"Outlook desktop, {_language}"] = lambda letter, _l=_labels: raw(
            letter, outlook_desktop(letter, _l), ""
        )
        CLIENTS[f"new Outlook, {_language}"] = lambda letter, _l=_labels: raw(letter, new_outlook(letter, _l), "")
