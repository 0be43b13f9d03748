"""The words by which mail systems are known, in the languages of their users: tables for robots.py.

Senders, subjects and sentences that only a machine writes; and those that a person may write too, which need a second
sign.
"""

from __future__ import annotations

import re

from followupd.reading.lazily import lazily

BOUNCE_SENDER = lazily(
    r"^(?:mailer[-_.]?d(?:a)?emon|post[._-]?master|mail[-_.]?delivery|mailer|microsoftexchange[0-9a-f]{20,40}|"
    r"mdaemon|"
    r"bounces?|bounce-handler|mail-?administrator|mailadmin|no-?reply-?postmaster|mail\.?gateway|mmsc|mta|smtp)$",
    re.I,
)
BOUNCE_NAME = lazily(
    r"mail delivery (?:sub)?system|mailer[ -]daemon|postmaster|mail administrator|delivery subsystem", re.I
)
REPORT = lazily(r"report-type\s?=\s?\"?([\w-]+)", re.I)
BOUNCE_SUBJECT = lazily(
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
    r"nie można dostarczyć|niedostarczona|nedoručitelné|nelze doručit|ei voitu toimittaa|olevererbart|oleverbart|"
    r"toimittaminen epäonnistui|"
    r"teslim edilemedi|"
    r"undelivery|user unknown|address not found|recipient (?:unknown|rejected)|permanent (?:error|failure)|"
    r"delivery delayed|"
    r"mailbox (?:full|unavailable)|email not delivered|your message could not|delayed mail|transient failure|"
    r"配信不能|配達不能|不在|送信エラー|メール配信エラー|无法传递|無法傳遞|未送达|退信|系统退信|배달되지 않음|반송)",
    re.I,
)
BOUNCE_WORDS = lazily(
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
    r"could ?n['’]t be found|was ?n['’]t delivered|no se pudo entregar|non è stato possibile (?:recapitare|"
    r"consegnare)|"
    r"kan niet worden (?:bezorgd|afgeleverd)|não foi possível entregar|kunne ikke leveres|gick inte att leverera|"
    r"nie można (?:było )?dostarczyć|ei voitu toimittaa|nebylo možné doručit|nelze doručit|"
    r"account.{0,20}(?:disabled|inactive|closed))",
    re.I,
)
#: What Exchange and others put before a subject: no person words it so.
OOF_SUBJECT = lazily(
    r"^\W{0,4}(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response|responder)|out of office auto-?reply|"
    r"automatic(?:al)? reply from|automatische (?:rück)?antwort|autom\. antwort|"
    r"(?:automatischer )?abwesenheits(?:notiz|"
    r"nachricht|benachrichtigung|assistent|meldung)|automatische beantwoording|afwezigheidsmelding|autoodpowiedź|"
    r"automatisk respons|αυτόματη απάντηση|automatski odgovor|samodejni odgovor|automatinis atsakymas|"
    r"automātiska atbilde|automaatvastus|tự động trả lời|"
    r"réponse automatique|message d'absence(?: du bureau)?|notification d'absence|respuesta automática|"
    r"risposta automatica|automatisch antwoord|afwezigheidsbericht|resposta automática|automatisk svar|"
    r"automatiskt svar|autosvar|fraværsbesked|fraværsassistent|frånvaromeddelande|odpowiedź automatyczna|"
    r"automatyczna odpowiedź|automatická odpověď|automatická odpoveď|automaattinen vastaus|poissaoloviesti|"
    r"otomatik yanıt|automatikus válasz|răspuns automat|автоматический ответ|автоответ|自动回复|自動回覆|自動応答|"
    r"不在通知|자동 회신)\s?[:：.!]",
    re.I,
)
#: Words that a person may put there too: they need a second sign.
OOF_LIKELY = lazily(
    r"^\W{0,4}(?:out of (?:the )?office|abwesenheit|absence du bureau|fuera de (?:la )?oficina|ausente de la oficina|"
    r"fuori sede|fuori ufficio|assente|afwezig|niet op kantoor|fora do escritório|ausência(?: temporária)?|"
    r"frånvarande|"
    r"abwesend|ikke (?:til stede|på kontoret)|fraværende|poza biurem|nieobecność|mimo kancelář|poissa|ofis dışında|"
    r"부재 중)\s?[:：.!]",
    re.I,
)
OOF_WHOLE = lazily(
    r"^\W{0,4}(?:out of (?:the )?office|auto-?reply|vacation(?: reply| message)?|on (?:vacation|holiday)|"
    r"away from (?:the |my )?office|"
    r"abwesenheitsnotiz|abwesenheit|auto response|autoresponder|auto-?response|absence)\W{0,4}(?:$|re:)",
    re.I,
)
#: What an answer says that stands for somebody away, and nobody who writes about being away.
AWAY = lazily(
    r"\b(?:thank(?:s| you) for (?:your (?:e-?mail|message)|contacting|getting in touch)|"
    r"(?:limited|no|without) access to (?:my )?e-?mails?|"
    r"(?:reply|respond|answer|get back to you)[^.]{0,40}(?:on|upon) my return|"
    r"(?:reply|respond|answer|get back to you)[^.]{0,40}when i (?:return|am back|get back)|"
    r"(?:vielen )?dank für (?:ihre|deine) (?:nachricht|e-?mail|mail)|wird nicht weitergeleitet|"
    r"merci (?:de|pour) (?:votre|ton) (?:message|mail|e-?mail|courriel)|"
    r"gracias por (?:su|tu) (?:mensaje|correo)|bedankt voor (?:uw|je) (?:bericht|mail|e-?mail)|"
    r"grazie per (?:il|la) (?:tuo|tua|suo|sua) (?:messaggio|e-?mail|mail)|obrigad[oa] pel[oa] (?:sua|seu|tua|teu)|"
    r"dziękuję za (?:wiadomość|maila)|tak for din (?:mail|besked)|tack för ditt (?:mail|mejl|meddelande))",
    re.I,
)
AUTO_HEADERS = (
    "X-Autoreply", "X-Autorespond", "X-Auto-Reply-From", "X-Mail-Autoreply", "X-Autogenerated", "X-Vacation",
    "X-FC-MachineGenerated",
    "X-AutoReply-From", "X-POST-MessageClass", "Delivered-By-The-Graces-Of", "X-Amazon-Auto-Reply",
)  # fmt: skip
RECEIPT_SUBJECT = lazily(
    r"^\W{0,4}(?:read|gelesen|lu|leído|leido|letto|gelezen|lido|lida|læst|läst|lest|przeczytano|přečteno|luettu|"
    r"okundu|"
    r"not read|nicht gelesen|ungelesen gelöscht|non lu|no leído|delivered|zugestellt|remis|entregado|recapitato|"
    r"return receipt|"
    r"message recall (?:report|success|failure)|recall|disposition notification)\s?[:：(]",
    re.I,
)
NO_REPLY = lazily(
    r"^(?:no-?reply|do-?not-?reply|donotreply|noreply[-_.].{1,40}|.{1,40}[-_.]no-?reply|auto-?(?:reply|responder|"
    r"confirm|mailer|notify)|notifications?|alerts?)$",
    re.I,
)
LIST_ROBOT = lazily(
    r"^(?:majordomo|listserv|mailman(?:-owner|-bounces)?|.{1,60}-(?:request|confirm|bounces?|return|unsubscribe|"
    r"subscribe)|owner-.{1,60}|"
    r"lyris|listmaster|ezmlm|sympa)(?:\+.{1,80})?$",
    re.I,
)
CHALLENGE = lazily(
    r"(?:please (?:confirm|verify) (?:your|that you)|challenge[- ]response|your (?:message|mail|e-?mail) (?:is|"
    r"has been) (?:being )?held|"
    r"message (?:is|has been) (?:being )?held (?:until|pending)|spam ?arrest|boxbe|earthlink spamblocker|"
    r"sender verification|verify yourself|"
    r"to (?:deliver|release) your (?:message|mail))",
    re.I,
)
#: Feedback loops that come without the report's MIME type, with the mail complained of inside.
COMPLAINT = lazily(r"\s{0,4}(?:complaint about message from|abuse report|fbl report|spam complaint)\b", re.I)
RECALL_SUBJECT = lazily(
    r"\s{0,4}(?:recall|rückruf|rappel|recuperar|richiamo|intrekken|message recall)\b.{0,20}[:：]", re.I
)
RECALL = lazily(
    r"would like to recall (?:the|this) message|möchte die nachricht .{0,300}zurückrufen|"
    r"souhaite rappeler le message|"
    r"desea recuperar el mensaje|desidera richiamare il messaggio|wil het bericht .{0,300}intrekken",
    re.I,
)
