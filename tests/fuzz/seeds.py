"""What the fuzzer begins with and what words it may put in: made by code, from the mails of the tests.

No mail of a person lies in the seeds, and none has to be kept: they are written anew before each run.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.unit.reading.own_letters import LETTERS
from tests.unit.reading.wrapping import CLIENTS, ENGLISH, LABELS, gmail, new_outlook, outlook_desktop, text

HEAD = b"From: Anna Reed <anna.reed@oak.example>\r\nTo: followup@oak.example\r\nSubject: FW: s\r\n"
_ODD_MAILS = (
    HEAD + b'Content-Type: text/plain; charset="utf-16"\r\n\r\nTom to call Ben by Friday.',
    HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n" + HEAD
    + b"\r\nI will call Ben.\r\n--b--\r\n",
    HEAD + b"Content-Transfer-Encoding: base64\r\n\r\nVG9tIHRvIGNhbGwgQmVuLg==",
    HEAD.replace(b"Subject: FW: s", b"Subject: =?utf-8?B?4oCu8J+RjQ==?= =?no-such?Q?=E2=80=8B?=") + b"\r\nx",
    HEAD + b"Auto-Submitted: auto-replied\r\nX-Auto-Response-Suppress: All\r\n\r\nI am away until 20 March.",
    HEAD + b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nfailed\r\n"
    b"--b\r\nContent-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; tom@oak.example\r\n"
    b"Action: failed\r\n--b--",
)  # fmt: skip
_DATES = (
    "by EOD Thursday, w/c 8 December, end of next week, month end, the Monday after at 10, two working days before",
    "Thursday week, Q1, in a fortnight, every other Friday until Easter, last working day of each month, 3/4, 12:30pm",
    "bis Freitag, den 20. März; avant le 3 avril 2026 à 14h; antes del 5 de mayo; uiterlijk vrijdag 20 maart, KW 12",
    "2026-03-20T10:00:00+01:00, 20.03., 31 April, v1.2.3, 24/7, £1,999, 020 7946 0123, between 3 and 5 March",
)
_ANSWERS = (
    "1 and 2 done, 3 until the 18th\x1fRE: x FU-7K3QD",
    "\x1fDone, everything except the advert. Not yet: the room. 👍",
    "\x1fDue: 20 March\nOwner: Priya\nWhat: call Ben\nMeasure: 3 signed",
    "DONE FU-7K3QD.2\x1fSEND 1 3\nADD 4\n/cancel 2\n#done",
    "\x1fI'm stuck because nobody gave me the keys; can we move it to next Friday? Bin noch nicht fertig, leider.",
)
_WORDS = (
    "From: ", "Sent: ", "To: ", "Cc: ", "Subject: ", "Von: ", "Gesendet: ", "De : ", "-----Original Message-----",
    "On Tue, 10 Mar 2026 at 10:00, Tom Baker <tom.baker@oak.example> wrote:", "> ", "________________________________",
    "Regards", "-- ", "Sent from my iPhone", "Action: ", "Owner: ", "Due: ", "Measure: ", "by ", "every ", "until ",
    "Friday", "20 March", "next week", "end of ", "working days ", "before ", "3/4", "10:30", "Q1", "w/c ", " | ", "- ",
    "Tom", "done", "not ", "except ", "1 and 2", "ADD 4", "SEND", "FU-7K3QD", "{{7*7}}", "{% x %}", "<table><tr><td>",
    "<blockquote type=cite>", "<div id=divRplyFwdMsg>", "<p class=MsoNormal>", "style='mso-list:Ignore'", "<script>",
    "<!--", "&nbsp;", "&#x202e;", "=?utf-8?Q?", "boundary=b", "Content-Type: ", "charset=", "message/rfc822", "--b",
    "multipart/mixed; ", "base64", "\u200b", "\u202e", "\ufeff", "\u00a0", "\u2028", "\U000e0041", "👍", "\r\n\r\n",
)  # fmt: skip


def mails() -> list[bytes]:
    clients = ("text wrapped at 76", "Outlook desktop, de", "new Outlook", "Gmail", "Apple Mail", "windows-1252 text")
    wrapped = [CLIENTS[client](letter) for letter in LETTERS for client in clients]
    return [*(raw for raw in wrapped if len(raw) < 4_000), *_ODD_MAILS]


def pages() -> list[bytes]:
    wraps: tuple[Callable[..., str], ...] = (outlook_desktop, new_outlook, gmail)
    return [wrap(letter, LABELS["fr"]).encode() for letter in LETTERS for wrap in wraps]


def dated() -> list[bytes]:
    return [*(said.encode() for said in _DATES), *(text(letter, ENGLISH).encode() for letter in LETTERS)]


def answered() -> list[bytes]:
    return [said.encode() for said in _ANSWERS]


SEEDS: dict[str, Callable[[], list[bytes]]] = {
    "mail": mails,
    "html": pages,
    "dates": dated,
    "answers": answered,
}


def words() -> str:
    """The dictionary in libFuzzer's form: one quoted word a line, every byte of it escaped."""
    return "".join('"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"\n' for word in _WORDS)
