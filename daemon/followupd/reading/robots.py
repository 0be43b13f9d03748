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
from followupd.reading.eml import read_eml
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

_BOUNCE_SENDER = re.compile(
    r"^(?:mailer[-_.]?d(?:a)?emon|post[._-]?master|mail[-_.]?delivery|mailer|microsoftexchange[0-9a-f]{20,40}|mdaemon|"
    r"bounces?|bounce-handler|mail-?administrator|mailadmin|no-?reply-?postmaster|mail\.?gateway|mmsc|mta|smtp)$",
    re.I,
)
_BOUNCE_NAME = re.compile(
    r"mail delivery (?:sub)?system|mailer[ -]daemon|postmaster|mail administrator|delivery subsystem", re.I
)
_REPORT = re.compile(r"report-type\s?=\s?\"?([\w-]+)", re.I)
_BOUNCE_SUBJECT = re.compile(
    r"^\W{0,6}(?:(?:re|fw|fwd|aw):\s?)?(?:undeliver(?:able|ed)|undelivered mail returned|mail delivery (?:failed|"
    r"failure|problem|error|"
    r"status|subsystem|system)|delivery (?:status notification|failure|has failed|failed|notification|problem|error|"
    r"report|unsuccessful)|"
    r"returned mail|returned to sender|message (?:status|undeliverable|delivery)|failure notice|failed delivery|"
    r"failed mail|"
    r"non ?delivery|nondeliverable|unzustellbar|nicht zustellbar|unable to deliver|could not (?:be )?deliver|"
    r"warning: (?:message|could not send)|mail (?:system error|could not be|not delivered|rejected|error)|"
    r"message you sent (?:blocked|failed)|"
    r"non remis|non distribu|échec de la remise|echec de la remise|notification d'état de remise|"
    r"no se puede entregar|no entregado|"
    r"devuelto|error de entrega|non recapitabile|impossibile recapitare|mancato recapito|notifica di mancato|"
    r"onbestelbaar|niet afgeleverd|"
    r"não entregue|falha na entrega|falha de entrega|não é possível entregar|kan ikke leveres|ikke leveret|"
    r"kunde inte levereras|ikke levert|"
    r"nie można dostarczyć|niedostarczona|nedoručitelné|olevererbart|oleverbart|toimittaminen epäonnistui|"
    r"teslim edilemedi|"
    r"undelivery|user unknown|address not found|recipient (?:unknown|rejected)|permanent (?:error|failure)|"
    r"delivery delayed|"
    r"mailbox (?:full|unavailable)|email not delivered|your message could not|delayed mail|transient failure|"
    r"配信不能|配達不能|不在|送信エラー|メール配信エラー|无法传递|無法傳遞|未送达|退信|系统退信|배달되지 않음|반송)",
    re.I,
)
_BOUNCE_WORDS = re.compile(
    r"(?:permanent fatal errors|following (?:address(?:es)?|recipients?|message to).{0,80}(?:failed|undeliverable|"
    r"could not|had|were|did not|was)|"
    r"could not be delivered|couldn't be delivered|delivery has failed|delivery (?:to the following|failed)|"
    r"undeliverable|was undeliverable|"
    r"unable to deliver|not able to deliver|user unknown|unknown user|no such user|recipient address rejected|"
    r"mailbox (?:unavailable|full|is full)|"
    r"over quota|quota exceeded|5\d\d[ -]5\.\d\.\d|returned (?:mail|message|to sender)|undelivered|not delivered|"
    r"no mailbox|"
    r"does not exist|relay(?:ing)? denied|message (?:was|has been) (?:rejected|not delivered|returned)|host unknown|"
    r"diagnostic code|"
    r"final-recipient|konnte nicht zugestellt|nicht zugestellt|could not deliver|n'a pas pu être|"
    r"no se pudo entregar|account.{0,20}(?:disabled|inactive|closed))",
    re.I,
)
#: What Exchange and others put before a subject: no person words it so.
_OOF_SUBJECT = re.compile(
    r"^\W{0,4}(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response|responder)|out of office auto-?reply|"
    r"automatische antwort|autom\. antwort|abwesenheits(?:notiz|nachricht|benachrichtigung|assistent)|"
    r"réponse automatique|message d'absence(?: du bureau)?|notification d'absence|respuesta automática|"
    r"risposta automatica|automatisch antwoord|afwezigheidsbericht|resposta automática|automatisk svar|"
    r"automatiskt svar|autosvar|fraværsbesked|fraværsassistent|frånvaromeddelande|odpowiedź automatyczna|"
    r"automatyczna odpowiedź|automatická odpověď|automatická odpoveď|automaattinen vastaus|poissaoloviesti|"
    r"otomatik yanıt|automatikus válasz|răspuns automat|автоматический ответ|автоответ|自动回复|自動回覆|自動応答|"
    r"不在通知|자동 회신)\s?[:：.!-]",
    re.I,
)
#: Words that a person may put there too: they need a second sign.
_OOF_LIKELY = re.compile(
    r"^\W{0,4}(?:out of (?:the )?office|abwesenheit|absence du bureau|fuera de (?:la )?oficina|ausente de la oficina|"
    r"fuori sede|fuori ufficio|assente|afwezig|niet op kantoor|fora do escritório|ausência temporária|frånvarande|"
    r"ikke til stede|poza biurem|nieobecność|mimo kancelář|poissa|ofis dışında|부재 중)\s?[:：.!-]",
    re.I,
)
_OOF_WHOLE = re.compile(
    r"^\W{0,4}(?:out of (?:the )?office|auto-?reply|vacation(?: reply| message)?|on (?:vacation|holiday)|"
    r"away from (?:the |my )?office|"
    r"abwesenheitsnotiz|abwesenheit|auto response|autoresponder|auto-?response|absence)\W{0,4}(?:$|re:)",
    re.I,
)
_AUTO_HEADERS = (
    "X-Autoreply", "X-Autorespond", "X-Auto-Reply-From", "X-Mail-Autoreply", "X-Autogenerated", "X-Vacation",
    "X-FC-MachineGenerated",
    "X-AutoReply-From", "X-POST-MessageClass", "Delivered-By-The-Graces-Of", "X-Amazon-Auto-Reply",
)  # fmt: skip
_RECEIPT_SUBJECT = re.compile(
    r"^\W{0,4}(?:read|gelesen|lu|leído|leido|letto|gelezen|lido|lida|læst|läst|lest|przeczytano|přečteno|luettu|okundu|"
    r"not read|nicht gelesen|ungelesen gelöscht|non lu|no leído|delivered|zugestellt|remis|entregado|recapitato|"
    r"return receipt|"
    r"message recall (?:report|success|failure)|recall|disposition notification)\s?[:：(]",
    re.I,
)
_NO_REPLY = re.compile(
    r"^(?:no-?reply|do-?not-?reply|donotreply|noreply[-_.].{1,40}|.{1,40}[-_.]no-?reply|auto-?(?:reply|responder|"
    r"confirm|mailer|notify)|notifications?|alerts?)$",
    re.I,
)
_LIST_ROBOT = re.compile(
    r"^(?:majordomo|listserv|mailman(?:-owner|-bounces)?|.{1,60}-(?:request|confirm|bounces?|return|unsubscribe|"
    r"subscribe)|owner-.{1,60}|"
    r"lyris|listmaster|ezmlm|sympa)(?:\+.{1,80})?$",
    re.I,
)
_CHALLENGE = re.compile(
    r"(?:please (?:confirm|verify) (?:your|that you)|challenge[- ]response|your (?:message|mail|e-?mail) (?:is|"
    r"has been) (?:being )?held|"
    r"message (?:is|has been) (?:being )?held (?:until|pending)|spam ?arrest|boxbe|earthlink spamblocker|"
    r"sender verification|verify yourself|"
    r"to (?:deliver|release) your (?:message|mail))",
    re.I,
)
#: Feedback loops that come without the report's MIME type, with the mail complained of inside.
_COMPLAINT = re.compile(r"\s{0,4}(?:complaint about message from|abuse report|fbl report|spam complaint)\b", re.I)
_RECALL_SUBJECT = re.compile(
    r"\s{0,4}(?:recall|rückruf|rappel|recuperar|richiamo|intrekken|message recall)\b.{0,20}[:：]", re.I
)
_RECALL = re.compile(
    r"would like to recall (?:the|this) message|möchte die nachricht .{0,300}zurückrufen|souhaite rappeler le message|"
    r"desea recuperar el mensaje|desidera richiamare il messaggio|wil het bericht .{0,300}intrekken",
    re.I,
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
    machine = _by_report(mail) or _by_sender(mail) or _by_headers(mail) or _by_content(mail)
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
    found = _REPORT.search(content) if "multipart/report" in content.lower() else None
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
        return None
    local = author.address.partition("@")[0].partition("+")[0]
    if _BOUNCE_SENDER.match(local) or (_BOUNCE_NAME.search(author.name) and not _is_answer(mail)):
        return _oof_subject(mail) or Robot.BOUNCE
    return None


def _is_answer(mail: MailIn) -> bool:
    return bool(re.match(r"\s{0,3}(?:re|aw|sv|antw|r)\s?:", mail.subject, re.I))


def _oof_subject(mail: MailIn) -> Robot | None:
    patterns = (_OOF_SUBJECT, _OOF_LIKELY, _OOF_WHOLE)
    return Robot.OUT_OF_OFFICE if any(pattern.match(mail.subject) for pattern in patterns) else None


def _by_headers(mail: MailIn) -> Robot | None:
    submitted = mail.header("Auto-Submitted").strip().lower()
    empty_path = mail.header("Return-Path").strip() == "<>"
    if submitted and not submitted.startswith("no"):
        return _kind_of_automatic(mail)
    if any(mail.header(name) for name in _AUTO_HEADERS) or mail.header("X-Apple-Action").strip().upper().startswith(
        "VACATION"
    ):
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
    if _BOUNCE_SUBJECT.match(mail.subject):
        return Robot.BOUNCE
    submitted = mail.header("Auto-Submitted").strip().lower()
    source = mail.header("X-MS-Exchange-Generated-Message-Source").lower()
    if submitted.startswith("auto-replied") or "mailbox rules agent" in source or mail.header("X-Apple-Action"):
        return Robot.OUT_OF_OFFICE
    return Robot.OTHER


def _by_content(mail: MailIn) -> Robot | None:
    """What only a mail system words so: the standard subjects, where the body or a header bears them out."""
    if _OOF_SUBJECT.match(mail.subject) and not mail.header("Thread-Topic").startswith(mail.subject):
        return Robot.OUT_OF_OFFICE
    likely = _OOF_WHOLE.match(mail.subject) or _OOF_LIKELY.match(mail.subject)
    if likely and (mail.in_reply_to or mail.header("X-Auto-Response-Suppress")):
        return Robot.OUT_OF_OFFICE
    if _RECEIPT_SUBJECT.match(mail.subject) and "report" in mail.header("Content-Type").lower():
        return Robot.RECEIPT
    if _BOUNCE_SUBJECT.match(mail.subject) and not _is_answer(mail) and _says_bounce(mail):
        return Robot.BOUNCE
    if _COMPLAINT.match(mail.subject) and any(attachment.mail for attachment in mail.attachments):
        return Robot.OTHER
    if _RECALL_SUBJECT.match(mail.subject) and _RECALL.search(_head(mail)[:1000]):
        return Robot.OTHER
    local = mail.author.address.partition("@")[0] if mail.author else ""
    if local and _NO_REPLY.match(local) and _says_bounce(mail):
        return Robot.BOUNCE
    if local and _LIST_ROBOT.match(local):
        return Robot.OTHER
    if _CHALLENGE.search(_head(mail)[:1500]) and not _is_answer(mail) and mail.header("Precedence"):
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


def _says_bounce(mail: MailIn) -> bool:
    return _BOUNCE_WORDS.search(_head(mail)) is not None


# ------------------------------------------------------------------------------------------------ whom it did not reach

_RECIPIENT = re.compile(
    r"(?:final|original)-recipient:\s?(?:rfc822|utf-8)?\s?;?\s?<?([^\s<>;]{1,120}@[^\s<>;]{1,200})", re.I
)
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,80}@[\w.-]{1,200}\.\w{2,24}")
_END_OF_NOTICE = re.compile(
    r"original message (?:headers|follows)|diagnostic information for administrators|message headers? follow|"
    r"-{3,} ?(?:this is a copy|original message|the header|below this line)|ursprüngliche nachrichtenkopfzeilen|"
    r"diagnoseinformationen",
    re.I,
)


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
            if address.lower() not in own and not _BOUNCE_SENDER.match(address.partition("@")[0])
        ]
    return tuple(dict.fromkeys(address.lower().strip(".'\"") for address in found))
