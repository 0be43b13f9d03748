"""What stands in the parts and headers of a raw mail, as words: character sets, encoded headers, people, dates.

Unknown character sets, broken encodings and 8-bit headers give what can be read; nothing here raises for them.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from followupd.domain.mail import InternetMessageId
from followupd.domain.people import Person

#: Characters of one header and headers of one mail that are kept.
MAX_HEADER = 60_000
MAX_HEADERS = 1_000
#: Characters of one body.
MAX_BODY = 12_000_000

#: Encodings that Python offers and no mail is written in; some take quadratic time.
_NOT_TEXT = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-1": "cp1252",
    "ascii": "utf-8",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}


def _undecoded(part: Message) -> str:
    """The content as it came. `get_payload()` would decode it by whatever the mail calls its character set."""
    payload = getattr(part, "_payload", "")
    return payload if isinstance(payload, str) else ""


def bytes_of(part: Message) -> bytes:
    """The content without its transfer encoding; as it came where that is broken."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):  # a broken transfer encoding
        payload = _undecoded(part).encode("utf-8", "surrogateescape")
    return payload if isinstance(payload, bytes) else b""


def size_of(part: Message) -> int:
    """About how many bytes the content has, without decoding it."""
    payload = _undecoded(part)
    if str(part.get("Content-Transfer-Encoding") or "").strip().lower() == "base64":
        return len(payload) * 3 // 4
    return len(payload)


def body_of_part(part: Message) -> str:
    """The content as text; MAX_BODY bytes of it at most."""
    raw = bytes_of(part)[:MAX_BODY]
    charset = ""
    try:
        charset = str(part.get_content_charset() or "")
    except (ValueError, LookupError, UnicodeError):
        charset = ""
    if not charset and part.get_content_type() == "text/html":
        found = re.search(rb"charset\s?=\s?[\"']?([\w.:-]{2,40})", raw[:2000], re.I)
        charset = found[1].decode("ascii", "replace") if found else ""
    return decode(raw, charset)


def decode(raw: bytes, charset: str) -> str:
    """Bytes as text in the charset that a mail names; in UTF-8 or Windows-1252 where that is unknown or wrong."""
    names = [name for name in (_codec(charset), "utf-8") if name]
    for name in names:
        try:
            return raw.decode(name)
        except (UnicodeError, LookupError, ValueError):
            continue
    if names[0] != "utf-8":
        return raw.decode(names[0], "replace")
    return raw.decode("cp1252", "replace")


def _codec(charset: str) -> str:
    """Python's name of a character set; empty for an unknown one and for what is no character set."""
    try:
        name = codecs.lookup(charset.strip(" \"'").lower()).name
    except (LookupError, ValueError):
        return ""
    if name.replace("-", "_") in _NOT_TEXT:
        return ""
    name = _WIDER.get(name, name)
    try:
        b"text".decode(name, "replace")
    except (LookupError, UnicodeError, ValueError, TypeError):
        return ""
    return name


def file_name(part: Message) -> str:
    """The name of an attachment, as one name without folders; empty for none."""
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError, UnicodeError, TypeError):
        name = ""
    return decoded(name)[:200].replace("/", "_").replace("\\", "_")


def headers_of(message: Message) -> Iterator[tuple[str, str]]:
    """Every header as a person reads it, in order; the bounds are MAX_HEADERS and MAX_HEADER."""
    for name, value in list(message.items())[:MAX_HEADERS]:
        yield str(name)[:200], decoded(value)


def decoded(value: object) -> str:
    """A header as a person reads it, in one line."""
    said = one_line(value)
    if "=?" in said:
        try:
            said = "".join(
                decode(piece, charset or "") if isinstance(piece, bytes) else piece
                for piece, charset in decode_header(said)
            )
        except (HeaderParseError, ValueError, LookupError):
            return said
    return " ".join(said.split())


def one_line(value: object) -> str:
    """A raw header in one line; 8-bit bytes in it read as UTF-8, else Windows-1252."""
    if value is None:
        return ""
    # compat32 wraps a header with 8-bit bytes in a Header object; what it was made of is in its chunks.
    said = value if isinstance(value, str) else str(getattr(value, "_chunks", [[value]])[0][0])
    said = said[:MAX_HEADER]
    if any("\udc80" <= char <= "\udcff" for char in said):
        said = decode(said.encode("utf-8", "surrogateescape"), "")
    return " ".join(said.split())


def people_of(values: list[str] | None) -> tuple[Person, ...]:
    """The people of address headers, in order; also of broken ones, as far as an address can be seen."""
    out: list[Person] = []
    for value in (values or [])[:20]:
        said = one_line(value)
        try:
            pairs = getaddresses([said])
        except (ValueError, IndexError, RecursionError):
            pairs = []
        if not any("@" in address for _, address in pairs):
            pairs = [("", found) for found in re.findall(r"[^\s<>,;:\"]{1,120}@[^\s<>,;:\"]{1,200}", said)] or pairs
        for name, address in pairs:
            bare = next((word for word in reversed(address.split()) if "@" in word), "")
            if bare or name:
                out.append(Person(address=bare.strip("<>"), name=decoded(name)))
    return tuple(out[:2_000])


def first_person(value: object) -> Person | None:
    """The first person of a header who has an address."""
    people = people_of([value]) if value else ()  # type: ignore[list-item]
    return next((person for person in people if person.address), None)


def ids_of(value: object) -> tuple[InternetMessageId, ...]:
    """The Message-IDs in a header, in angle brackets as they stand there."""
    return tuple(InternetMessageId(found) for found in re.findall(r"<[^<>\s]{1,500}>", one_line(value))[:200])


def received_of(message: Message, fallback: datetime | None) -> datetime:
    """When the mail came (UTC): by Received, else Date, else `fallback`, else the beginning of 1970."""
    for name in ("Received", "Date"):
        said = one_line(message.get(name))
        moment = _moment(said.rpartition(";")[2] if name == "Received" else said)
        if moment is not None:
            return moment
    return fallback or datetime(1970, 1, 1, tzinfo=UTC)


def _moment(said: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(said.strip()[:100])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
