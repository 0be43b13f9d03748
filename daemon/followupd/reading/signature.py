"""What stands at the end of a message and is not its message: sign-off, signature, disclaimer, mobile footer.

`cut` parts words and tail; the tail is kept by whoever asks. In doubt everything stays words: a signature that is read
does no harm, a sentence that is lost does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from followupd.reading.headers.labels import fold, is_rule

#: A signature is at the end: lines that are looked at from there.
MAX_SIGNATURE_LINES = 25
#: A longer line is a sentence, not a line of a signature.
MAX_SIGNATURE_LINE = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Parted:
    words: str
    #: What was taken off: banner lines of a gateway from the top, and the tail.
    signature: str = ""


_DELIMITER = re.compile(r"\s{0,4}(?:--|—|–|-- ?-?)\s*$")
_MOBILE = re.compile(
    r"\W{0,3}(?:(?:get|download) \[?outlook for|sent wirelessly|from my (?:iphone|ipad|android)|sent (?:from|via|"
    r"using|with|by) \[?(?:my|your|the|a|an|outlook|mail|samsung|yahoo|gmail|"
    r"iphone|ipad|android|blackberry|mobile|phone|galaxy|airmail|mailbox|proton|mailbird|nine|spark|windows|"
    r"boomerang|superhuman|mailbox|airmail|\w+ mail)|"
    r"(?:von meine[mr]|gesendet (?:von|mit|über|aus)|holen sie sich outlook|outlook für (?:ios|android)|"
    r"diese nachricht wurde von mein)|"
    r"(?:envoyé (?:sans fil|de|depuis|à partir|avec)|télécharge[rz] outlook|obtenez outlook|obtenir outlook)|"
    r"(?:enviado (?:desde|do|a partir|de|com)|obtener outlook|obtenha o outlook|obter o outlook|enviada do)|"
    r"(?:inviato (?:da|dal|con)|scarica outlook|ottieni outlook)|"
    r"(?:verzonden (?:vanaf|vanuit|met|via)|verstuurd (?:vanaf|vanuit|met)|outlook (?:voor|downloaden))|"
    r"(?:sendt fra|hent outlook|få outlook|skaff deg outlook|last ned outlook)|(?:skickat från|hämta outlook)|"
    r"(?:lähetetty|hanki outlook)|(?:wysłan[eoay] z|pobierz (?:program )?outlook)|(?:odesláno z|odoslané z|"
    r"získat outlook|stáhnout outlook)|"
    r"(?:iphone'?umdan|android uygulamasından|outlook(?:'?u)? (?:edinin|alın))|"
    r"(?:отправлено (?:с|из)|надіслано з)|"
    r"(?:从我的|發自我的|发自我的|發送自|发送自|從我的|取得 outlook|下载 outlook|获取 outlook)|"
    r"(?:iphone ?から送信|outlook for (?:ios|android)|나의 |내 .{0,20}에서 (?:보냄|전송)))",
    re.I,
)
_DISCLAIMER = re.compile(
    r"\W{0,4}(?:(?:this|the information (?:contained )?in this|the contents? of this|"
    r"information in this) (?:e-?mail|message|communication|transmission)s?\b.{0,120}?"
    r"(?:confidential|privileged|intended|property|personal)|this (?:e-?mail|message).{0,60}(?:scanned|virus|"
    r"monitored)|"
    r"(?:legal |important |confidentiality |privacy )?(?:disclaimer|confidentiality notice|"
    r"privileged and confidential|privacy notice|confidentiality)\b|"
    r"if you (?:are not|have received) (?:the intended|this).{0,60}(?:recipient|error)|"
    r"please consider the environment|think before (?:you )?print|"
    r"(?:registered (?:office|in england)|company (?:no|registration|number))\b|"
    r"diese (?:e-?mail|nachricht).{0,80}(?:vertraulich|rechtlich|bestimmt)|vertraulichkeitshinweis|"
    r"(?:geschäftsführer|geschäftsführung|amtsgericht|sitz der gesellschaft|handelsregister|ust-?id|vorstand|"
    r"registergericht)\b.{0,5}[: ]|"
    r"(?:ce (?:message|courriel|mail|courrier)|les informations contenues).{0,100}(?:confidentiel|destin)|"
    r"(?:este (?:mensaje|correo|e-?mail)|esta mensagem|este e-?mail|"
    r"la información contenida).{0,100}(?:confidencial|destin|dirigid|privileg)|"
    r"(?:questo messaggio|questa e-?mail|le informazioni contenute|il presente messaggio).{0,100}(?:riservat|"
    r"confidenzial|destinatari)|"
    r"(?:dit bericht|deze e-?mail|de informatie in dit).{0,100}(?:vertrouwelijk|bestemd|geadresseerde)|"
    r"(?:denne (?:e-?mail|mail|e-?post)|detta (?:meddelande|mail)|denna e-?post).{0,100}(?:fortrolig|konfidentiell|"
    r"konfidensiell|avsed)|"
    r"(?:ta wiadomość|niniejsza wiadomość|treść tej wiadomości).{0,100}(?:poufn|adresat))",
    re.I,
)
_SIGN_OFF_WORDS = """
    best|best regards|kind regards|warm regards|warmest regards|regards|with regards|with kind regards|
    with best regards|
    many regards|kindest regards|best wishes|with best wishes|all the best|all best|warmly|cheers|thanks|many thanks|
    thank you|
    thanks again|thank you again|thanks a lot|thanks so much|thank you so much|thank you very much|thanks very much|
    thanks and regards|thanks & regards|thank you and regards|thanks and best regards|thanks in advance|
    thank you in advance|
    many thanks in advance|thanks a million|thx|tia|rgds|br|kr|bw|brgds|sincerely|yours|yours sincerely|sincerely yours|
    yours faithfully|yours truly|respectfully|cordially|take care|talk soon|speak soon|see you|see you soon|greetings|
    bye|
    best rgds|have a nice day|have a great day|have a good day|have a good weekend|have a great weekend|love|hugs|ta|
    mit freundlichen grüßen|mit freundlichem gruß|mit freundlichen gruessen|freundliche grüße|freundlichen gruß|
    mit besten grüßen|beste grüße|besten gruß|besten dank|viele grüße|viele gruesse|vielen dank|
    vielen dank und viele grüße|
    liebe grüße|schöne grüße|herzliche grüße|herzlichen gruß|herzlichst|grüße|gruß|gruss|grüsse|freundliche grüsse|
    mit freundlichen grüssen|
    beste grüsse|viele grüsse|liebe grüsse|mfg|vg|lg|bg|hg|danke|danke und grüße|danke und gruß|danke und viele grüße|
    danke im voraus|danke vorab|vielen dank im voraus|bis dann|bis bald|hochachtungsvoll|schönen tag|schönes wochenende|
    cordialement|bien cordialement|très cordialement|bien à vous|bien à toi|sincères salutations|meilleures salutations|
    salutations|
    salutations distinguées|cdlt|cdt|bonne journée|bonne soirée|bon week-end|amicalement|merci|merci d'avance|
    merci beaucoup|
    bonne réception|à bientôt|amitiés|respectueusement|
    saludos|un saludo|saludos cordiales|un cordial saludo|cordiales saludos|atentamente|muy atentamente|gracias|
    muchas gracias|
    gracias y saludos|un abrazo|abrazos|cordialmente|saluda atentamente|quedo a la espera|
    cordiali saluti|distinti saluti|saluti|un saluto|cari saluti|grazie|grazie mille|a presto|buona giornata|
    buon lavoro|
    met vriendelijke groet|met vriendelijke groeten|vriendelijke groet|vriendelijke groeten|hartelijke groeten|
    hartelijke groet|
    groeten|groetjes|groet|gr|mvg|met groet|bedankt|alvast bedankt|dank je|dank u|fijne dag|
    atenciosamente|att|cumprimentos|melhores cumprimentos|com os melhores cumprimentos|abraço|abraços|obrigado|obrigada|
    muito obrigado|muito obrigada|saudações|grato|grata|
    med venlig hilsen|venlig hilsen|med venlige hilsner|de bedste hilsner|bedste hilsner|hilsen|mange hilsner|mvh|vh|
    dbh|tak|
    på forhånd tak|mange tak|kærlig hilsen|kh|med vennlig hilsen|vennlig hilsen|beste hilsen|på forhånd takk|takk|
    hilsener|
    med vänlig hälsning|med vänliga hälsningar|vänliga hälsningar|vänlig hälsning|hälsningar|bästa hälsningar|tack|
    tack på förhand|allt gott|
    ystävällisin terveisin|terveisin|parhain terveisin|kiitos|t|yt|
    z poważaniem|pozdrawiam|pozdrowienia|serdecznie pozdrawiam|z wyrazami szacunku|dziękuję|dzięki|pozdr|
    s pozdravem|s přátelským pozdravem|děkuji|díky|s úctou|hezký den|zdravím|s pozdravom|ďakujem|
    üdvözlettel|tisztelettel|köszönöm|cu stima|cu respect|mulțumesc|multumesc|saygılarımla|iyi çalışmalar|teşekkürler|
    sevgiler|
    с уважением|спасибо|з повагою|дякую|
    此致|敬礼|谢谢|祝好|順頌商祺|谢谢！|よろしくお願いいたします|よろしくお願いします|감사합니다|고맙습니다"""
SIGN_OFFS = frozenset(fold(words) for words in _SIGN_OFF_WORDS.replace("\n", "").split("|"))
_CONTACT = re.compile(
    r"(?:\+|\b00)?\(?\d[\d\s()./-]{6,}\d|@|https?://|www\.|\b(?:tel|phone|mobile?|cell|fax|direct|office|telefon|"
    r"mob|m|t|e|p|w|d)\b\.?\s?[:|]|"
    r"\b(?:ltd|gmbh|inc|llc|plc|corp|ag|s\.?a\.?|b\.?v\.?|limited|company|university|institute|department|dept)\b\.?|"
    r"\b(?:manager|director|engineer|consultant|head of|officer|assistant|analyst|leiter|leiterin|geschäftsführer|"
    r"president|ceo|cto|coo|"
    r"developer|partner|team lead|specialist|coordinator|student|professor|phd|researcher|sales|account|architect|"
    r"scientist)\b|\|",
    re.I,
)
_POSTSCRIPT = re.compile(r"\W{0,3}(?:p\.?\s?s\.?\b|ps\b|nb\b|n\.b\.|edit\b|update\b)", re.I)
_BANNER = re.compile(
    r"\W{0,6}(?:\[?external(?: e-?mail| sender| message)?\]?\W{0,3}$|\[ext\]\W{0,3}$|caution\b.{0,80}(?:external|"
    r"outside|originat)|"
    r"(?:warning|attention|achtung|vorsicht|attenzione|atención|avertissement|advarsel|let op|"
    r"uwaga)\b.{0,60}(?:extern|outside|außerhalb|ausserhalb|esterno|externo)|"
    r"(?:this|external) (?:e-?mail|message|mail)\b.{0,40}(?:originated|came|was sent|is|"
    r"comes) (?:from )?.{0,40}(?:outside|external)|"
    r"you don't often get (?:e-?mail|mail) from|(?:learn why this is important)|"
    r"some people who received this message don't often|"
    r"sie erhalten nicht (?:oft|häufig)|vous ne recevez pas souvent|no suele recibir|zjqcmqryfpf|"
    r"do not click (?:on )?(?:any )?links|"
    r"be(?:ware| careful).{0,40}(?:external|links|attachments)|diese e-?mail (?:kommt|stammt|"
    r"wurde) von (?:außerhalb|extern|einem externen)|"
    r"ce(?:t e-?mail| courriel| message) (?:provient|vient) de l'ext)",
    re.I,
)


def cut(text: str, name: str = "") -> Parted:
    """Part a message into its words and what is at its end; `name` is its author as the mail shows him."""
    banner, lines = _without_banner(text.split("\n"))
    at = len(lines)
    for find in (_delimiter, _disclaimer, _mobile, _sign_off, _named, _card):
        at = min(at, find(lines[:at], name))
    if not any(line.strip() for line in lines[:at]):
        at = len(lines)  # nothing would be left: the words are all there is
    words = _stripped(lines[:at])
    return Parted(words=words, signature="\n".join(filter(None, [banner, _stripped(lines[at:])])))


def _stripped(lines: list[str]) -> str:
    start, end = 0, len(lines)
    while end > start and (not lines[end - 1].strip() or is_rule(lines[end - 1])):
        end -= 1
    while start < end and not lines[start].strip():
        start += 1
    return "\n".join(lines[start:end])


def _without_banner(lines: list[str]) -> tuple[str, list[str]]:
    """The warning of a gateway above the words, and the lines without it."""
    taken: list[str] = []
    here = 0
    while here < min(len(lines), 12):
        line = lines[here]
        if not line.strip() or is_rule(line):
            here += 1
            continue
        if not _BANNER.match(line[:300]):
            break
        here += 1
        taken = lines[:here]
    return _stripped(taken), lines[len(taken) :]


def _delimiter(lines: list[str], name: str) -> int:
    """The line `-- ` that announces a signature; also when only little stands behind it."""
    floor = max(0, len(lines) - MAX_SIGNATURE_LINES * 2)
    for at in range(floor, len(lines)):
        if _DELIMITER.match(lines[at]) and any(line.strip() for line in lines[:at]):
            return at
    return len(lines)


def _disclaimer(lines: list[str], name: str) -> int:
    floor = max(1, len(lines) - MAX_SIGNATURE_LINES)
    for at in range(floor, len(lines)):
        if _DISCLAIMER.match(lines[at][:400]) and not lines[at - 1].strip() and any(x.strip() for x in lines[:at]):
            return at
    return len(lines)


def _mobile(lines: list[str], name: str) -> int:
    """The footer of a phone and what stands behind it, when that is little."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    found = len(lines)
    while filled:
        near = next((at for at in filled[-4:] if len(lines[at]) < 160 and _MOBILE.match(lines[at])), None)
        if near is None:
            break
        found = near
        filled = [at for at in filled if at < near]
    return found


def is_sign_off(line: str) -> bool:
    """Whether a line is a formula that ends a letter, with nothing else in it but perhaps a name."""
    said = fold(line[:100]).strip(" .,!;:-–—/☺😊🙂")
    if not said or len(line) > 60:
        return False
    if said in SIGN_OFFS:
        return True
    head, comma, rest = said.partition(",")
    return bool(comma) and head.strip() in SIGN_OFFS and (rest.strip() in SIGN_OFFS or len(rest.split()) <= 3)


def _sign_off(lines: list[str], name: str) -> int:
    """The first formula at the end behind which only a signature stands."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    found = len(lines)
    for at in reversed(filled[-MAX_SIGNATURE_LINES:]):
        line = lines[at]
        if _POSTSCRIPT.match(line) or (len(line) > MAX_SIGNATURE_LINE and not _CONTACT.search(line)):
            break
        if is_sign_off(line) and _only_signature(lines[at + 1 :], name):
            found = at
    return found


def _only_signature(lines: list[str], name: str) -> bool:
    """Whether these lines can be nothing but a name, a role, an address."""
    filled = [line.strip() for line in lines if line.strip()]
    for at, line in enumerate(filled):
        short = len(line.split()) <= (6 if at < 2 else 9)
        if not short and not _CONTACT.search(line):
            return False
        if line.endswith("?") or re.match(r"[-•*]\s|\d{1,2}[.)]\s", line):
            return False
        if at > 0 and re.search(r"[a-zäöüß]{3,}\.$", line) and not _CONTACT.search(line) and len(line.split()) > 3:
            return False
    return True


def _named(lines: list[str], name: str) -> int:
    """The author's own name alone in a line at the end, with nothing but a signature behind it."""
    names = _names(name)
    if not names:
        return len(lines)
    filled = [at for at, line in enumerate(lines) if line.strip()]
    if len(filled) < 2:
        return len(lines)
    found = len(lines)
    for at in reversed(filled[-MAX_SIGNATURE_LINES:]):
        said = fold(lines[at][:80]).strip(" .,!;:-–—/~()")
        if said in names:
            if at != filled[0] and _only_signature(lines[at + 1 :], name):
                found = at
        elif not _looks_like_signature(lines[at]):
            break
    return found


_NAME_LINE = re.compile(
    r"(?:[A-ZÄÖÜÉ][\w.'’-]{0,25}[ ,]{0,2}){2,4}(?:,? (?:ph\.? ?d|mba|msc|bsc|m\.?d|jr|cpa)\.?)?,?$", re.I
)
_ADDRESSED = re.compile(r"[^\s@]{1,80}@[^\s@]{1,120}\.\w|\bwww\.|https?://|(?:\+|\b0)[\d\s()./-]{7,}\d")


def _card(lines: list[str], name: str) -> int:
    """A visiting card as the last paragraph: a name, two more short lines or more, an address or a number among "
    "them."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    start = end
    while start and lines[start - 1].strip():
        start -= 1
    card = [line.strip() for line in lines[start:end]]
    if start == 0 or not 3 <= len(card) <= 12 or any(len(line) > 80 for line in card):
        return len(lines)
    named = card[0][:1].isupper() and _NAME_LINE.match(card[0]) and all(w[:1].isupper() for w in card[0].split()[:2])
    if named and any(_ADDRESSED.search(line) for line in card[1:]) and _only_signature(card, name):
        return start
    return len(lines)


def _looks_like_signature(line: str) -> bool:
    return len(line) <= MAX_SIGNATURE_LINE and (bool(_CONTACT.search(line)) or len(line.split()) <= 4)


def _names(name: str) -> frozenset[str]:
    """The forms in which somebody signs: full name, first name, both orders, initials."""
    if "," in name:
        last, _, first = name.partition(",")
        name = f"{first.strip()} {last.strip()}"
    bare = re.sub(r"[(\[][^()\[\]]{0,60}[)\]]", " ", name)
    parts = fold(bare).replace(".", " ").split()
    if not parts or "@" in name:
        return frozenset()
    forms = {" ".join(parts), parts[0]}
    if len(parts) > 1:
        forms |= {
            f"{parts[0]} {parts[-1]}",
            f"{parts[0]} {parts[-1][0]}",
            "".join(part[0] for part in parts),
            parts[-1],
        }
        forms.add(parts[0][0])
    return frozenset(form for form in forms if form)
