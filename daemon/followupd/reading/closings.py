"""The words that end a mail and are not its message, in the languages of its writers: tables for signature.py.

Sign-off formulas, the footers of phones and apps, disclaimers, the warnings of mail gateways, what lines of a visiting
card hold; and the words that answer something, which no rule may take for a name.
"""

from __future__ import annotations

import re

from followupd.reading.headers.labels import fold

_SIGN_OFF_WORDS = """
    best|b.r|best regards|kind regards|warm regards|warmest regards|regards|with regards|with kind regards|
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
    有任何问题请随时与我联系|此致|敬礼|谢谢|祝好|順頌商祺|谢谢！|よろしくお願いいたします|よろしくお願いします|감사합니다|고맙습니다"""
SIGN_OFFS = frozenset(fold(words) for words in _SIGN_OFF_WORDS.replace("\n", "").split("|"))

_THANKS_WORDS = """
    thanks|many thanks|thank you|thanks again|thank you again|thanks a lot|thanks so much|thank you so much|thx|
    thank you very much|thanks very much|thanks a million|danke|vielen dank|besten dank|merci|merci beaucoup|gracias|
    muchas gracias|grazie|grazie mille|bedankt|dank je|dank u|obrigado|obrigada|tak|mange tak|takk|tack|kiitos|
    dziękuję|dzięki|děkuji|díky|köszönöm|teşekkürler|спасибо|дякую|谢谢|감사합니다"""
#: Formulas that are a message too: with nothing but a greeting above them they are what was written.
THANKS = frozenset(fold(words) for words in _THANKS_WORDS.replace("\n", "").split("|"))

_ANSWER_WORDS = """
    done yes no ok okay agreed agree confirmed confirm blocked send sent stop cancel cancelled move moved help status
    keep free undo change changed approved accepted declined accept decline reopen not still never already finished
    finish complete completed ready started call book update order write ask check please will can today tomorrow
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december ja nein erledigt fertig einverstanden bestätigt abgelehnt blockiert heute morgen montag
    dienstag mittwoch donnerstag freitag samstag sonntag noch nicht bitte oui non fait terminé accord confirmé bloqué
    lundi mardi mercredi jeudi vendredi demain pas encore sí si hecho listo acuerdo bloqueado lunes martes miércoles
    jueves viernes mañana todavía fatto finito confermato lunedì martedì mercoledì giovedì venerdì domani gedaan klaar
    akkoord geblokkeerd maandag dinsdag woensdag donderdag vrijdag nee nog niet feito pronto concordo sim não amanhã
"""
#: Words that answer or order something: a line with one of them is no name and no job title.
ANSWERS = frozenset(_ANSWER_WORDS.split())

#: Footers that only a program writes.
FOOTER = re.compile(
    r"\W{0,3}(?:(?:get|download) \[?outlook for|sent wirelessly|holen sie sich outlook|outlook für (?:ios|android)|"
    r"télécharge[rz] outlook|obtenez outlook|obtenir outlook|obtener outlook|obtenha o outlook|obter o outlook|"
    r"scarica outlook|ottieni outlook|outlook (?:voor|downloaden)|hent outlook|få outlook|skaff deg outlook|"
    r"last ned outlook|hämta outlook|hanki outlook|pobierz (?:program |aplikację )?outlook|získat outlook|"
    r"stáhnout outlook|"
    r"outlook(?:'?u)? (?:edinin|alın)|取得 outlook|下载 outlook|获取 outlook|outlook for (?:ios|android))",
    re.I,
)
#: Footers that begin like words a person may write, and name a device or program.
SENT_FROM = re.compile(
    r"\W{0,3}(?:(?:sent|posted) (?:from|via|using|with|by)|from my|von meine[mr]|gesendet (?:von|mit|über|aus)|"
    r"diese nachricht wurde von mein|envoyé (?:sans fil|de|depuis|à partir|avec)|enviad[oa] (?:desde|do|a partir|de|"
    r"com)|"
    r"inviato (?:da|dal|con)|verzonden (?:vanaf|vanuit|met|via)|verstuurd (?:vanaf|vanuit|met)|sendt (?:fra|med)|"
    r"skickat (?:från|med)|lähetetty|wysłan[eoay] z|odesláno z|odoslané z|отправлено (?:с|из)|надіслано з|"
    r"从我的|發自我的|发自我的|發送自|发送自|從我的|나의|내\s)",
    re.I,
)
DEVICE = re.compile(
    r"iphon|ipad|ipod|android|outlook|samsung|galaxy|blackberry|huawei|xiaomi|nokia|htc|windows|yahoo|gmail|gmx|"
    r"web\.de|proton|airmail|mailbird|mailbox|mailspring|sparrow|spark|boomerang|superhuman|thunderbird|aqua|nine\b|"
    r"\bmail\]?(?:\(|$)|mail (?:for|app|for windows)|\bmy (?:cell|mobile|phone|desktop|tablet|pc|mac|ti-)|a phone|"
    r"mobile (?:device|phone)?\W{0,3}$|handy|telefon|téléphone|móvil|cellulare|smartphone|tablet|toestel|mobil|"
    r"appareil|dispositivo|手机|行動|傳送|发送|보냄|전송",
    re.I,
)
_FROM_PHONE_EAST = re.compile(r"\W{0,3}(?:iphone ?から送信|iphone'?umdan|android uygulamasından)", re.I)
#: A footer is short.
MAX_FOOTER = 160


def is_footer(line: str) -> bool:
    """Whether a program wrote this line below a mail: `Sent from my iPhone`, `Get Outlook for iOS`."""
    if len(line) > MAX_FOOTER:
        return False
    if FOOTER.match(line) or _FROM_PHONE_EAST.match(line):
        return True
    return SENT_FROM.match(line) is not None and DEVICE.search(line) is not None


DISCLAIMER = re.compile(
    r"\W{0,4}(?:(?:this|the information (?:contained )?in this|the contents? of this|information in this) "
    r"(?:e-?mail|message|communication|transmission)s?\b.{0,120}?"
    r"(?:confidential|privileged|intended (?:only|solely|for)|property of|personal data)|"
    r"this (?:e-?mail|message).{0,60}(?:scanned|virus|monitored)|"
    r"(?:legal |important |general )?disclaimer\W{0,3}(?:$|:)|(?:confidentiality|privacy|legal) (?:notice|statement)\b|"
    r"(?:strictly |private and |privileged and )?confidential(?:ity)?\W{0,3}(?:$|:)|"
    r"if you (?:are not|have received) (?:the intended|this).{0,60}(?:recipient|error)|"
    r"please consider the environment|think before (?:you )?print|"
    r"registered (?:office:|in england)|company (?:no|registration no|registration number|number)\b.{0,5}[:\d]|"
    r"diese (?:e-?mail|nachricht).{0,80}(?:vertraulich|rechtlich geschützt|ausschließlich)|vertraulichkeitshinweis|"
    r"(?:geschäftsführer(?:in)?|geschäftsführung|amtsgericht|sitz der gesellschaft|handelsregister|ust-?id(?:nr)?|"
    r"vorstand|registergericht)\.?\s?:|"
    r"(?:ce (?:message|courriel|mail|courrier)|les informations contenues).{0,100}(?:confidentiel|destinataire)|"
    r"(?:este (?:mensaje|correo|e-?mail)|esta mensagem|la información contenida).{0,100}"
    r"(?:confidencial|destinatario|privileg)|"
    r"(?:questo messaggio|questa e-?mail|le informazioni contenute|il presente messaggio).{0,100}"
    r"(?:riservat|confidenzial|destinatari)|"
    r"(?:dit bericht|deze e-?mail|de informatie in dit).{0,100}(?:vertrouwelijk|geadresseerde)|"
    r"(?:denne (?:e-?mail|mail|e-?post)|detta (?:meddelande|mail)|denna e-?post).{0,100}"
    r"(?:fortrolig|konfidentiell|konfidensiell)|"
    r"(?:ta wiadomość|niniejsza wiadomość|treść tej wiadomości).{0,100}(?:poufn|adresat)|"
    r"(?:tämä (?:viesti|sähköposti)|tämän (?:viestin|sähköpostin)).{0,100}(?:luottamuksell|tarkoitettu vain)|"
    r"(?:tato zpráva|tento e-?mail|tato e-?mailová zpráva|obsah této zprávy).{0,100}(?:důvěrn|určen))",
    re.I,
)
BANNER = re.compile(
    r"\W{0,6}(?:\[?external(?: e-?mail| sender| message)?\]?\W{0,3}$|\[ext\]\W{0,3}$|"
    r"external e-?mail\s?: (?:use|be)|caution\b.{0,80}(?:external (?:e-?mail|sender|source)|outside|originat)|"
    r"(?:warning|attention|achtung|vorsicht|attenzione|atención|avertissement|advarsel|let op|uwaga)\b.{0,60}"
    r"(?:(?:e-?mail|message|sender|absender|nachricht|courriel|correo|messaggio|afzender).{0,40}"
    r"(?:extern|outside|außerhalb|ausserhalb|esterno)|"
    r"(?:extern|outside|esterno)\w{0,3} (?:e-?mail|message|sender|absender|nachricht|mittente|afzender))|"
    r"this (?:e-?mail|message|mail)\b.{0,40}(?:originated|came|was sent|is|comes) (?:from )?.{0,30}"
    r"(?:outside (?:of )?(?:the|your|our)|external (?:sender|source))|"
    r"you don't often get (?:e-?mail|mail) from|learn why this is important|"
    r"some people who received this message don't often|sie erhalten nicht (?:oft|häufig)|"
    r"vous ne recevez pas souvent|no suele recibir|zjqcmqryfpf|do not click (?:on )?(?:any )?links|"
    r"be(?:ware| careful) .{0,40}(?:external e-?mail|links (?:or|and) attachments)|"
    r"diese e-?mail (?:kommt|stammt|wurde) von (?:außerhalb|extern|einem externen)|"
    r"ce(?:t e-?mail| courriel| message) (?:provient|vient) de l'ext)",
    re.I,
)
#: What a line of a visiting card holds, in lower case: a number, an address, a company's form, a job.
CONTACT = re.compile(
    r"\d[\d\s()./-]{6,}\d|(?<=\w)@\w|https?://|www\.|\s\|\s|"
    r"\b(?:(?:tel|phone|mobile?|cell|fax|direct|office|telefon|mob|m|t|e|p|w|d)\b\.?\s?[:|]|[tmepf] \+\d|"
    r"(?:ltd|gmbh|inc|llc|plc|corp|ag|s\.?a\.?|b\.?v\.?|limited|university|institute|department|dept|"
    r"manager|director|engineer|consultant|head of|officer|assistant|analyst|leiter|leiterin|geschäftsführer|"
    r"president|ceo|cto|coo|developer|partner|team lead|specialist|coordinator|student|professor|phd|researcher|"
    r"architect|scientist)\b)",
)
ADDRESSED = re.compile(r"[^\s@]{1,80}@[^\s@]{1,120}\.\w|\bwww\.|https?://|(?:\+|\b0)[\d\s()./-]{7,}\d")
