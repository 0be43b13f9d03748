"""The labels of header blocks, as mail clients print them in their users' languages.

Outlook (desktop, new, web, mobile), Apple Mail, Gmail, Thunderbird, Yahoo and others. A label is looked up in lower
case without its colon and without emphasis marks. The words that clients print between two messages stand here too.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from itertools import pairwise


class Field(StrEnum):
    FROM = "from"
    DATE = "date"
    TO = "to"
    CC = "cc"
    SUBJECT = "subject"
    #: Known, of no use: Bcc, Reply-To, importance, attachments.
    OTHER = "other"


# One line a language: en de fr es it pt nl da sv nb fi pl cs sk hu ro hr sl tr el ru uk bg et lv lt zh ja ko vi id.
_WORDS = {
    Field.FROM: """
        from|sender|von|absender|de|expéditeur|expediteur|remitente|da|mittente|remetente|van|afzender|fra|afsender|
        avsender|från|fran|avsändare|lähettäjä|od|nadawca|odesílatel|odosielateľ|odesilatel|feladó|küldő|de la|
        expeditor|expeditorul|送信元|šalje|pošiljatelj|kimden|gönderen|από|от|
        отправитель|от кого|від|від кого|відправник|
        подател|saatja|
        no|nuo|发件人|
        寄件者|寄件人|發件人|差出人|送信者|보낸 사람|보낸사람|từ|dari|ut""",
    Field.DATE: """
        date|sent|sent on|sent at|received|datum|gesendet|gesendet am|datum/uhrzeit|empfangen|envoyé|envoye|envoyé le|
        date d'envoi|envoyé à|message du|fecha|enviado|enviado el|enviada|enviada el|enviado em|enviada em|enviado a|
        data|inviato|inviato il|data/ora|data invio|verzonden|verstuurd|verzonden op|ontvangen|dato|sendt|sendt den|
        skickat|skickad|sänt|päivämäärä|päiväys|lähetetty|pvm|wysłano|wyslano|wysłane|data wysłania|odesláno|odoslané|
        odoslane|odoslaná|dátum|elküldve|küldve|küldés ideje|dată|data trimiterii|trimis|trimisă|poslano|gönderildi|
        gönderilen|gönderilenler|gönderme tarihi|gönderim zamanı|gönderilme tarihi|tarih|ημερομηνία|στάλθηκε|дата|
        отправлено|отправлен|надіслано|відправлено|дата отправки|изпратено|saadetud|kuupäev|nosūtīts|datums|išsiųsta|
        发送时间|发送日期|日期|寄件日期|傳送時間|傳送日期|時間|送信日時|日時|日付|送信日|
        보낸 날짜|날짜|보낸날짜|日期时间|
        đã gửi|ngày|tanggal|terkirim|dikirim""",
    Field.TO: """
        to|destinatarul|pre|送信先|recipient|recipients|an|empfänger|à|a|para|destinataire|destinataires|pour|destinatario|
        destinatari|
        destinatário|destinatários|destinatarios|aan|ontvanger|ontvangers|til|modtager|mottaker|till|mottagare|
        vastaanottaja|vastaanottajat|do|komu|adresat|címzett|către|catre|la|prima|za|primatelj|kime|alıcı|kime/kimlere|
        προς|кому|получатель|до|отримувач|към|kellele|saaja|adresāts|kam|收件人|收件者|宛先|받는 사람|받는사람|đến|
        tới|kepada|ke""",
    Field.CC: """
        cc|kopie|kopie (cc)|kopie an|in kopie|copie|copie à|copie a|con copia|copia|copia a|cópia|com cópia|
        per conoscenza|p.c.|
        cópia para|
        kopi|kopi til|kopia|kopia till|kopio|dw|do wiadomości|udw kopia|kopija|másolat|másolatot kap|copie către|bilgi|
        kk|κοιν|κοινοποίηση|копия|копія|koopia|kopija|
        抄送|副本|副本抄送|ｃｃ|참조|đồng gửi|tembusan|v kopii|kópia|na vědomí""",
    Field.SUBJECT: """
        subject|re|betreff|betrifft|objet|sujet|asunto|oggetto|assunto|onderwerp|emne|ämne|aihe|otsikko|temat|předmět|
        predmet|tárgy|subiect|subiectul|naslov|zadeva|konu|θέμα|тема|teema|temats|tema|主题|主旨|主題|件名|제목|标题|
        chủ đề|perihal|subjek|věc|vec""",
    Field.OTHER: """
        bcc|odgovori na|odpověď na|vastaus|válaszcím|odpowiedź-do|răspuns către|ответ-кому|odpovedať-pre|yanıt adresi|
        кому відповісти|blind copy|reply-to|reply to|importance|priority|attachments|attachment|sensitivity|categories|
        organization|
        prioridade|prioridad|prioriteetti|priorytet|priorita|
        antwort an|antworten an|wichtigkeit|anlagen|anhänge|anlage|bcc an|priorität|importante|répondre à|importance|
        pièces jointes|pièce jointe|cci|cco|ccn|responder a|importancia|datos adjuntos|adjuntos|archivos adjuntos|
        rispondi a|risposta|priorità|allegati|importância|anexos|responder para|antwoord aan|beantwoorden|prioriteit|
        bijlagen|
        urgentie|svar til|vedhæftede filer|vedlegg|svara till|bilagor|prioritet|vikta|odpowiedz do|załączniki|ważność|
        organisation|organisatie|organizzazione|organización|vastaa|liitteet|tärkeys|odpovědět|přílohy|důležitost|
        附件|重要性|添付ファイル|첨부 파일|ekler|önem|yanıtla|message-id|x-mailer|sent by|phone""",
}


def fold(words: str) -> str:
    """Lower case, composed, one kind of blank and apostrophe, without emphasis marks."""
    words = unicodedata.normalize("NFKC", words).replace("’", "'").lower()
    return " ".join(words.replace("i̇", "i").translate(_EMPHASIS).split())


_EMPHASIS = dict.fromkeys(map(ord, "*_|#\"'`"), " ") | {ord("'"): "'"}

#: Folded label -> field.
LABELS: dict[str, Field] = {
    fold(word): name for name, words in _WORDS.items() for word in words.replace("\n", "").split("|") if word.strip()
}
#: Labels that are words of running text or of forms as well: they count only beside surer ones.
WEAK = frozenset(
    {"pre", "a", "la", "no", "za", "ut", "kam", "do", "ke", "re", "phone", "data", "an", "da", "de", "copia", "time"}
)

_LABEL = re.compile(r"[\s*_|#]{0,6}([^\W\d][^:：<>@]{0,30}?|Ｃｃ|p\.c\.)[\s*_|]{0,6}[:：]")


def label(line: str) -> tuple[Field, str] | None:
    """The field that a line's label names and the value behind it; None for any other line."""
    match = _LABEL.match(line[:60])
    if match is None:
        return None
    name = LABELS.get(fold(match[1]))
    if name is None:
        return None
    value = line[match.end() :]
    return name, value.strip().strip("|").strip("*").strip()


_RUN_ON = re.compile(
    "(?:"
    + "|".join(re.escape(word) for word in sorted(LABELS, key=len, reverse=True) if len(word) > 1)
    + r")\s?[:：]|(?<=>)[aà]\s?[:：]",
    re.I,
)


def run_on(text: str) -> list[str]:
    """A header block that was run together in one line (`From: … <a@b>To: …Subject: …`), one line a label.

    Yahoo's text parts print it so. A label counts only where a value has ended: at the start, or behind `>`, a digit,
    a capital abbreviation of a zone, or a blank.
    """
    at = [0]
    for match in _RUN_ON.finditer(text[:4000]):
        before = text[match.start() - 1 : match.start()]
        if match.start() == 0 or before in (">", " ", "]", '"', ")") or before.isdigit() or before.isupper():
            at.append(match.start())
    cuts = sorted({*at, len(text)})
    return [text[a:b] for a, b in pairwise(cuts) if text[a:b].strip()]


# ------------------------------------------------------------------------------------- between two messages

_ORIGINAL = """
    original message|original appointment|ursprüngliche nachricht|originalnachricht|ursprünglicher termin|
    ursprüngliche mail|mail original|mail originale|courriel original|rendez-vous d'origine|cita original|
    message d'origine|message original|message initial|mensaje original|mensagem original|messaggio originale|
    appuntamento originale|oorspronkelijke afspraak|
    oorspronkelijk bericht|origineel bericht|oprindelig meddelelse|original meddelelse|oprindelig besked|
    originalmeddelande|ursprungligt meddelande|ursprungligt medd|opprinnelig melding|original melding|
    alkuperäinen viesti|oryginalna wiadomość|wiadomość oryginalna|původní zpráva|pôvodná správa|eredeti üzenet|
    mesaj original|mesajul original|originalna poruka|izvorna poruka|orijinal ileti|özgün ileti|orijinal mesaj|
    исходное сообщение|пересылаемое сообщение|оригинальное сообщение|вихідне повідомлення|αρχικό μήνυμα|
    邮件原件|原始邮件|原始郵件|原邮件|原始信件|
    元のメッセージ|original-nachricht|원본 메시지|원본 메일|antwort weitergeleitet|
    reply message|reply above this line"""
_FORWARDED = """
    forwarded message|forwarded by|forwarded mail|begin forwarded message|start forwarded message|
    weitergeleitete nachricht|weitergeleitete e-mail|anfang der weitergeleiteten nachricht|
    anfang der weitergeleiteten e-mail|
    message transféré|message transmis|message réexpédié|début du message réexpédié|début du message transféré|
    mensaje reenviado|inicio del mensaje reenviado|mensaje enviado|mensagem reencaminhada|mensagem encaminhada|
    início da mensagem reencaminhada|início da mensagem encaminhada|messaggio inoltrato|inizio messaggio inoltrato|
    doorgestuurd bericht|begin doorgestuurd bericht|videresendt meddelelse|videresendt besked|videresendt melding|
    start på videresendt besked|videresendt e-post|vidarebefordrat meddelande|vidarebefordrat mejl|
    vidarebefordrat brev|edelleenlähetetty viesti|välitetty viesti|välitetty viesti alkaa|välitetty viesti / fwd.msg|
    przekazana wiadomość|wiadomość przesłana dalej|wiadomość przekazana|treść przekazanej wiadomości|
    początek przekazywanej wiadomości|přeposlaná zpráva|začátek přeposílané zprávy|preposlaná správa|
    preposlaná správa --- forwarded message|začiatok preposlanej správy|továbbított üzenet|továbbított levél|
    továbbított levél kezdete|mesaj redirecționat|mesaj redirectionat|începe mesajul redirecționat|
    proslijeđena poruka|započni proslijeđenu poruku|posredovano sporočilo|iletilmiş mesaj|iletilen ileti|
    yönlendirilen ileti|ileti başlangıcı|пересылаемое сообщение|перенаправленное сообщение|
    начало переадресованного сообщения|пересланное сообщение|переслане повідомлення|перенаправлене повідомлення|
    початок листа, що пересилається|προωθημένο μήνυμα|转发邮件|转发的邮件|轉寄郵件|轉寄的郵件|转发邮件信息|
    メッセージを転送|転送メッセージ|전달된 메일|전달된 메시지|thư đã chuyển tiếp|pesan terusan"""


def _set(words: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words.replace("\n", "").split("|"))


ORIGINAL = _set(_ORIGINAL)
FORWARDED = _set(_FORWARDED)
_DASHED = re.compile(r"[\s*]{0,6}([-–—‐_=~]{2,60})([^-–—‐_=~\n][^\n]{1,60}?)([-–—‐_=~]{2,60}|:)[\s*]{0,4}")
_PLAIN = re.compile(r"[\s*]{0,6}([^\n:：]{4,60}?)\s?[:：][\s*]{0,4}$")


def separator(line: str) -> tuple[str, str] | None:
    """(`original` or `forwarded`, what follows in the same line) for a line that clients print between two messages."""
    head = line[:200]
    match = _DASHED.match(head)
    if match is not None:
        words = fold(match[2].strip("-–—‐_=~ "))
        kind = "forwarded" if words in FORWARDED else "original" if words in ORIGINAL else ""
        if not kind and words.startswith(("forwarded by", "forwarded message from")):
            kind = "forwarded"
        return (kind, line[match.end() :].strip()) if kind else None
    plain = _PLAIN.match(head)
    if plain is not None and len(head) < 80 and fold(plain[1]) in FORWARDED:
        return "forwarded", ""
    return None


_RULE = re.compile(r"[\s*]{0,6}(?:[-–—‐_=~*#+ᐧ]\s?){3,200}$")


def is_rule(line: str) -> bool:
    """Whether a line is nothing but a drawn rule."""
    said = line.strip()
    return bool(said) and len(said) < 220 and (said in ("ᐧ", "--") or _RULE.match(said) is not None)
