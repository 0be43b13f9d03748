"""Mails that no person wrote: bounces, out-of-office, receipts, meeting traffic, lists, our own (design, rule 14).

Sure signs come first: Exchange's message class, MIME report types, RFC 3834's Auto-Submitted, the senders of bounces.
Then content: only a subject or first sentence that a mail system words, never a word that a person may use.
`X-Auto-Response-Suppress` and `X-MS-Exchange-Inbox-Rules-Loop` are no signs: Outlook's own mail carries the first, a
manager's rule that forwards to us sets the second (MS-OXCMAIL 2.1.3.2.20; Zammad's negative tests).
"""

from __future__ import annotations

import re

from followupd.domain.happenings import Belief, Robot
from followupd.domain.mail import MailIn, MailShape
from followupd.domain.people import Known
from followupd.errors import MailUnreadable
from followupd.reading import robot_words as words
from followupd.reading.eml import read_eml
from followupd.reading.headers.subject import is_forward
from followupd.reading.plain import clean, lines_of_html
from followupd.reading.trust import belief, submitted_inside

#: The header that every mail of ours carries.
OUR_HEADER = "X-Followupd"
#: Characters of a body in which a mail system says what it has to say.
MAX_HEAD = 6_000

_CLASSES: tuple[tuple[str, Robot], ...] = (
    ("report.ipm.note.ipnrn", Robot.RECEIPT),
    ("report.ipm.note.ipnnrn", Robot.RECEIPT),
    ("report.ipm.note.dr", Robot.RECEIPT),
    ("report.", Robot.BOUNCE),
    ("ipm.note.rules.ooftemplate", Robot.OUT_OF_OFFICE),
    ("ipm.note.rules.replytemplate", Robot.OTHER),
    ("ipm.schedule", Robot.CALENDAR),
    ("ipm.outlook.recall", Robot.OTHER),
    ("ipm.recall.report", Robot.OTHER),
)


def robot(mail: MailIn, known: Known | None = None) -> Robot | None:
    """Which kind of machine wrote this mail; None when a person did. `known` tells our own addresses."""
    author = mail.author.address if mail.author else ""
    if mail.header(OUR_HEADER) or (known is not None and author and known.is_service(author)):
        return Robot.OURS
    message_class = mail.message_class.lower()
    for beginning, kind in _CLASSES:
        if message_class.startswith(beginning):
            return kind
    if mail.shape is not MailShape.MAIL:
        return Robot.CALENDAR
    machine = _by_report(mail) or _by_sender(mail) or _by_headers(mail)
    # Of a colleague who had signed in, Exchange's class and headers say all; a subject like a machine's is his own.
    if machine is None and not (known is not None and submitted_inside(mail) and known.internal(author)):
        machine = _by_content(mail)
    if machine is not None or (known is not None and through_group(mail, known)):
        return machine
    return Robot.LIST if _is_bulk(mail) or _is_list(mail) else None


def through_group(mail: MailIn, known: Known) -> bool:
    """Whether one of ours wrote this to a group that we are a member of, so that it is his mail, not a list's.

    A Microsoft 365 group or a list server of the organisation puts List headers on the copies for its members. What is
    sent in bulk stays a list's mail, also in the name of one of ours; so does what only DMARC vouches for and offers
    to unsubscribe: a newsletter service writes so.
    """
    if not _is_list(mail) or _is_bulk(mail) or belief(mail, known) is not Belief.INTERNAL:
        return False
    return submitted_inside(mail) or not mail.header("List-Unsubscribe")


def robot_of_bytes(raw: bytes) -> Robot | None:
    """The same for a raw mail; what cannot be read as a mail was not written by a robot."""
    try:
        return robot(read_eml(raw))
    except MailUnreadable:
        return None


def _by_report(mail: MailIn) -> Robot | None:
    """Delivery, disposition and feedback reports (RFC 3462, 3464, 8098, 5965), by their MIME types."""
    content = mail.header("Content-Type")
    found = words.REPORT.search(content) if "multipart/report" in content.lower() else None
    kinds = {found[1].lower()} if found else set()
    kinds |= {
        attachment.content_type.partition(";")[0].strip().removeprefix("message/")
        for attachment in mail.attachments
        if attachment.content_type.startswith(
            ("message/delivery", "message/disposition", "message/feedback", "message/global")
        )
    }
    if "disposition-notification" in kinds:
        return Robot.RECEIPT
    if kinds & {"delivery-status", "global-delivery-status"}:
        return Robot.BOUNCE
    if "feedback-report" in kinds or found:
        return Robot.OTHER
    if mail.header("X-MS-Exchange-Message-Is-Ndr") or mail.header("X-Failed-Recipients"):
        return Robot.BOUNCE
    return None


def _by_sender(mail: MailIn) -> Robot | None:
    author = mail.author
    if author is None:
        sender = mail.header("From").strip().strip("<>").lower()
        if sender.startswith(("mailer-daemon", "postmaster")):
            return Robot.BOUNCE
        if not sender and mail.header("From"):  # "From: <>", as old mail systems warn
            told = words.BOUNCE_SUBJECT.match(mail.subject) or _says_bounce(mail)
            return _oof_subject(mail) or (Robot.BOUNCE if told else Robot.OTHER)
        return None
    local = author.address.partition("@")[0].partition("+")[0]
    if words.BOUNCE_SENDER.match(local) or (words.BOUNCE_NAME.search(author.name) and not _is_answer(mail)):
        return _oof_subject(mail) or Robot.BOUNCE
    return None


def _is_answer(mail: MailIn) -> bool:
    return bool(re.match(r"\s{0,3}(?:re|aw|sv|antw|r)\s?:", mail.subject, re.I))


def _oof_subject(mail: MailIn) -> Robot | None:
    patterns = (words.OOF_SUBJECT, words.OOF_LIKELY, words.OOF_WHOLE)
    return Robot.OUT_OF_OFFICE if any(pattern.match(mail.subject) for pattern in patterns) else None


def _by_headers(mail: MailIn) -> Robot | None:
    submitted = mail.header("Auto-Submitted").strip().lower()
    empty_path = mail.header("Return-Path").strip() == "<>"
    if submitted and not submitted.startswith("no"):
        return _kind_of_automatic(mail)
    if any(mail.header(name) for name in words.AUTO_HEADERS) or mail.header(
        "X-Apple-Action"
    ).strip().upper().startswith("VACATION"):
        return _kind_of_automatic(mail)
    if _precedence(mail) in ("auto_reply", "auto-reply"):
        return _kind_of_automatic(mail)
    if mail.header("X-Loop") and (mail.author is None or mail.author.address in mail.header("X-Loop").lower()):
        return _kind_of_automatic(mail)
    if empty_path:
        return _oof_subject(mail) or (Robot.BOUNCE if _says_bounce(mail) else Robot.OTHER)
    return None


def _kind_of_automatic(mail: MailIn) -> Robot:
    """Which kind an automatic mail is."""
    kind = _oof_subject(mail)
    if kind is not None:
        return kind
    if words.BOUNCE_SUBJECT.match(mail.subject):
        return Robot.BOUNCE
    submitted = mail.header("Auto-Submitted").strip().lower()
    source = mail.header("X-MS-Exchange-Generated-Message-Source").lower()
    if submitted.startswith("auto-replied") or "mailbox rules agent" in source or mail.header("X-Apple-Action"):
        return Robot.OUT_OF_OFFICE
    return Robot.OTHER


def _by_content(mail: MailIn) -> Robot | None:
    """What only a mail system words so: the standard subjects, where the body or a header bears them out."""
    if words.OOF_SUBJECT.match(mail.subject) and not mail.header("Thread-Topic").startswith(mail.subject):
        return Robot.OUT_OF_OFFICE
    likely = words.OOF_WHOLE.match(mail.subject) or words.OOF_LIKELY.match(mail.subject)
    if likely and (mail.in_reply_to or mail.header("X-Auto-Response-Suppress") or words.AWAY.search(_head(mail)[:600])):
        return Robot.OUT_OF_OFFICE
    if words.RECEIPT_SUBJECT.match(mail.subject) and "report" in mail.header("Content-Type").lower():
        return Robot.RECEIPT
    if (
        words.BOUNCE_SUBJECT.match(mail.subject)
        and not (_is_answer(mail) or is_forward(mail.subject))
        and _names_failure(mail)
    ):
        return Robot.BOUNCE
    if words.COMPLAINT.match(mail.subject) and any(attachment.mail for attachment in mail.attachments):
        return Robot.OTHER
    if words.RECALL_SUBJECT.match(mail.subject) and words.RECALL.search(_head(mail)[:1000]):
        return Robot.OTHER
    local = mail.author.address.partition("@")[0] if mail.author else ""
    if local and words.NO_REPLY.match(local) and _says_bounce(mail):
        return Robot.BOUNCE
    if local and words.LIST_ROBOT.match(local):
        return Robot.OTHER
    if mail.header("Precedence") and not _is_answer(mail) and words.CHALLENGE.search(_head(mail)[:1500]):
        return Robot.OTHER
    return None


_LIST_HEADERS = ("List-Id", "List-Post", "List-Unsubscribe", "Mailing-List", "X-Mailing-List")
#: What a service puts on mail that it sends to thousands (RFC 8058; Gmail's and the certified senders' feedback).
_BULK_HEADERS = ("List-Unsubscribe-Post", "Feedback-ID", "X-CSA-Complaints", "X-Campaign", "X-CampaignId")


def _is_list(mail: MailIn) -> bool:
    """Whether a list or a group carried this mail (RFC 2369, RFC 2919)."""
    return _precedence(mail) == "list" or any(mail.header(name) for name in _LIST_HEADERS)


def _is_bulk(mail: MailIn) -> bool:
    return _precedence(mail) in ("bulk", "junk") or any(mail.header(name) for name in _BULK_HEADERS)


def _precedence(mail: MailIn) -> str:
    return mail.header("Precedence").strip().lower()


def _head(mail: MailIn) -> str:
    """The beginning of the body as one text."""
    text = mail.text[:MAX_HEAD] or lines_of_html(mail.html[: 20 * MAX_HEAD]).text[:MAX_HEAD]
    return " ".join(clean(text).split())


def _names_failure(mail: MailIn) -> bool:
    """Whether the notice says what failed as a mail system does: with an address, or with a server's code."""
    return _says_bounce(mail) and _EXACT.search(_head(mail)) is not None


def _says_bounce(mail: MailIn) -> bool:
    return words.BOUNCE_WORDS.search(_head(mail)) is not None


# ------------------------------------------------------------------------------------------------ whom it did not reach

_RECIPIENT = re.compile(
    r"(?:final|original)-recipient:\s?(?:rfc822|utf-8)?\s?;?\s?<?([^\s<>;]{1,120}@[^\s<>;]{1,200})", re.I
)
#: What a mail system names and a person who tells of a failure does not.
_EXACT = re.compile(r"[\w.+-]{1,80}@[\w.-]{1,200}|\b[245][. ]?\d[. ]?\d\b|\bMAILER|<[^<>\s]{2,80}>")
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,80}@[\w.-]{1,200}\.\w{2,24}")
_END_OF_NOTICE = re.compile(
    r"original message (?:headers|follows)|diagnostic information for administrators|message headers? follow|"
    r"-{3,} ?(?:this is a copy|original message|the header|below this line)|ursprüngliche nachrichtenkopfzeilen|"
    r"diagnoseinformationen",
    re.I,
)


_NO_MAILBOX = re.compile(r"(?<![\d.])5\.1\.(?:1|10)(?![\d.])|\bRecip(?:ient)?NotFound\b")


def failed_addresses(mail: MailIn) -> tuple[str, ...]:
    """Whom a bounce says it did not reach, lower case, in order; empty when it names nobody.

    The report's own fields first (RFC 3464), then `X-Failed-Recipients`, then the addresses in the notice's words above
    the copy of the original mail.
    """
    text = mail.text if len(mail.text) > 40 else f"{mail.text}\n{lines_of_html(mail.html).text}"
    text = text[:100_000]
    found = [match[1] for match in _RECIPIENT.finditer(text)]
    for value in mail.header_all("X-Failed-Recipients"):
        found.extend(_ADDRESS.findall(value[:5_000]))
    if not found:
        end = _END_OF_NOTICE.search(text)
        notice = text[: end.start()] if end else text[:MAX_HEAD]
        own = {person.address for person in (mail.author, *mail.to) if person}
        found = [
            address
            for address in _ADDRESS.findall(notice)
            if address.lower() not in own and not words.BOUNCE_SENDER.match(address.partition("@")[0])
        ]
    return tuple(dict.fromkeys(address.lower().strip(".'\"") for address in found))


def says_gone(mail: MailIn) -> bool:
    """Whether a bounce says that there is no such mailbox (RFC 3463: 5.1.1; Exchange: 5.1.10), and not that it is full
    or slow."""
    text = mail.text if len(mail.text) > 40 else f"{mail.text}\n{lines_of_html(mail.html).text}"
    return _NO_MAILBOX.search(text[:100_000]) is not None
