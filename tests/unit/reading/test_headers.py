"""Labels, people and dates of header blocks, and attribution lines, as clients print them in their users' languages."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from followupd.domain.people import Person
from followupd.reading.headers.attribution import attribution
from followupd.reading.headers.block import block
from followupd.reading.headers.boxes import boxes, person
from followupd.reading.headers.labels import separator
from followupd.reading.headers.subject import bare_subject, is_forward, is_reply
from followupd.reading.headers.when import when
from followupd.reading.lines import lines_of_text

LONDON = ZoneInfo("Europe/London")

LABELS = [
    ("en", "From Sent To Cc Subject"),
    ("en at a Mac", "From Date To Cc Subject"),
    ("de", "Von Gesendet An Cc Betreff"),
    ("de at a Mac", "Von Datum An Cc Betreff"),
    ("fr", "De|Envoyé|À|Cc|Objet"),
    ("es", "De Enviado Para CC Asunto"),
    ("nl", "Van Verzonden Aan CC Onderwerp"),
    ("it", "Da Inviato A Cc Oggetto"),
    ("pt", "De Enviado Para Cc Assunto"),
    ("pl", "Od Wysłano Do DW Temat"),
    ("da", "Fra Sendt Til Cc Emne"),
    ("sv", "Från Skickat Till Kopia Ämne"),
    ("nb", "Fra Sendt Til Kopi Emne"),
    ("fi", "Lähettäjä Lähetetty Vastaanottaja Kopio Aihe"),
    ("cs", "Od Odesláno Komu Kopie Předmět"),
    ("tr", "Kimden Gönderildi Kime Bilgi Konu"),
    ("hu", "Feladó Elküldve Címzett Másolat Tárgy"),
    ("ro", "De la|Trimis|Către|Cc|Subiect"),
    ("ru", "От Отправлено Кому Копия Тема"),
    ("zh-CN", "发件人 发送时间 收件人 抄送 主题"),
    ("zh-TW", "寄件者 寄件日期 收件者 副本 主旨"),
    ("ja", "差出人 送信日時 宛先 CC 件名"),
    ("ko", "보낸 사람|보낸 날짜|받는 사람|참조|제목"),
]


@pytest.mark.parametrize(("language", "labels"), LABELS, ids=[language for language, _ in LABELS])
@pytest.mark.parametrize("style", ["{}: {}", "*{}:* {}", "{} : {}", "{}:\t{}"])
@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (4, 1, 0, 2, 3)])
def test_a_header_block_is_read_in_any_language_style_and_order(
    language: str, labels: str, style: str, order: tuple[int, ...]
) -> None:
    names = labels.split("|") if "|" in labels else labels.split()
    values = (
        "Baker, Tom <tom@x.example>",
        "20.11.2026 16:41",
        "Reed, Anna <anna@x.example>; Priya Nair",
        "Robert Hale <robert@y.example>",
        "A question: when?",
    )
    text = "\n".join(style.format(names[i], values[i]) for i in order) + "\n\nHello"
    found = block(lines_of_text(text).lines, 0, sure=False)
    assert found is not None
    end, header = found
    assert end == 5
    assert header.author is not None
    assert (header.author.address, header.author.shown) == ("tom@x.example", "Tom Baker")
    assert [(p.address, p.shown) for p in header.to] == [("anna@x.example", "Anna Reed"), ("", "Priya Nair")]
    assert [p.address for p in header.cc] == ["robert@y.example"]
    assert header.subject == "A question: when?"
    assert when(header.date, LONDON) == datetime(2026, 11, 20, 16, 41, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "From: the north\nTo: the south\nwe walked",
        "To: Anna\nSubject: a talk",
        "Date: 4 December\nPlace: the office\nTo bring: the list",
        "An: Tom\nvon Anna",
        "Note: call Ben\nWhy: he asked\nDue: Friday",
        "Owner: Tom\nDue: 4 December 2026 10:00\nSubject: the list",
    ],
)
def test_a_form_is_no_header_block(text: str) -> None:
    assert block(lines_of_text(text).lines, 0, sure=False) is None


PEOPLE = [
    ("Tom Baker <tom@x.example>", [("tom@x.example", "Tom Baker")]),
    ("tom@x.example", [("tom@x.example", "")]),
    ("tom@x.example <tom@x.example>", [("tom@x.example", "")]),
    ("Baker, Tom <tom@x.example>", [("tom@x.example", "Baker, Tom")]),
    (
        "Baker, Tom <t@x.example>; Reed, Anna <a@x.example>",
        [("t@x.example", "Baker, Tom"), ("a@x.example", "Reed, Anna")],
    ),
    (
        "Baker, Tom <t@x.example>, Reed, Anna <a@x.example>",
        [("t@x.example", "Baker, Tom"), ("a@x.example", "Reed, Anna")],
    ),
    ("Tom Baker <t@x.example>, Anna Reed <a@x.example>", [("t@x.example", "Tom Baker"), ("a@x.example", "Anna Reed")]),
    ("Tom Baker; Anna Reed", [("", "Tom Baker"), ("", "Anna Reed")]),
    ("Baker, Tom; Reed, Anna", [("", "Baker, Tom"), ("", "Reed, Anna")]),
    ("Tom [mailto:t@x.example]", [("t@x.example", "Tom")]),
    ("Tom <t@x.example<mailto:t@x.example>>", [("t@x.example", "Tom")]),
    ("'Tom Baker' <t@x.example>", [("t@x.example", "Tom Baker")]),
    ('"Baker, Tom" <t@x.example>, a@x.example', [("t@x.example", "Baker, Tom"), ("a@x.example", "")]),
    ("<t@x.example>, <a@x.example>", [("t@x.example", ""), ("a@x.example", "")]),
    ("Tom Baker (Sales) <t@x.example>", [("t@x.example", "Tom Baker (Sales)")]),
    ("", []),
    (";;,", []),
]


@pytest.mark.parametrize(("text", "expected"), PEOPLE)
def test_the_people_of_a_header(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(found.address, found.name) for found in boxes(text)] == expected


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("List <list@x.example> On Behalf Of Anna Reed <anna@x.example>", "anna@x.example"),
        ("Jo <jo@x.example> im Auftrag von Anna Reed <anna@x.example>", "anna@x.example"),
        ("Jo <jo@x.example> de la part de Anna Reed <anna@x.example>", "anna@x.example"),
        ("openlist <l@x.example> 代表 Anna Reed <anna@x.example>", "anna@x.example"),
        ("Anna Reed <anna@x.example> on behalf of team@x.example", "anna@x.example"),
    ],
)
def test_the_author_is_who_the_mail_speaks_for(text: str, address: str) -> None:
    found = person(text)
    assert found is not None
    assert found.address == address


DATES = """
Tuesday, October 13, 2026 6:20 PM|Tue, 13 Oct 2026 18:20:00 +0100|Dienstag, 13. Oktober 2026 18:20
mardi 13 octobre 2026 18:20|martes, 13 de octubre de 2026 18:20|martedì 13 ottobre 2026 18:20|mar. 13 oct. 2026 à 18:20
dinsdag 13 oktober 2026 18:20|terça-feira, 13 de outubro de 2026 18:20|wtorek, 13 października 2026 18:20
den 13 oktober 2026 18:20|tirsdag 13. oktober 2026 18:20|tiistai 13. lokakuuta 2026 18.20|úterý 13. října 2026 18:20
13 Ekim 2026 Salı 18:20|2026年10月13日 18:20|2026年10月13日 下午 6:20|2026년 10월 13일 화요일 오후 6:20
2026. október 13., kedd 18:20|marți, 13 octombrie 2026 18:20|вторник, 13 октября 2026 г. 18:20
Τρίτη, 13 Οκτωβρίου 2026 6:20 μμ|10/13/2026 6:20 PM|13/10/2026 18:20|13.10.2026 18:20|2026-10-13 18:20
Oct 13, 2026 at 6:20 PM|dinsdag, oktober 13, 2026 6:20:00 p.m.|10月 13, 2026 6:20:00 下午|12 tháng 10 2026 17:20 GMT+0
tir. 13. okt. 2026 kl. 18.20|Tue, 13 Oct 2026 10:20:00 -0700|Tuesday, October 13, 2026 10:20 AM PDT|13/10/26, 18:20
"""


@pytest.mark.parametrize("words", [words for line in DATES.strip().split("\n") for words in line.split("|")])
def test_a_header_date_is_read_on_the_writers_clock(words: str) -> None:
    expected = datetime(2026, 10, 12 if "12 tháng" in words else 13, 17, 20, tzinfo=UTC)
    assert when(words, LONDON) == expected


MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "cs": "ledna února března dubna května června července srpna září října listopadu prosince",
    "sk": "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
    "fi": "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta "
    "marraskuuta joulukuuta",
    "hu": "január február március április május június július augusztus szeptember október november december",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "ro": "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
}


@pytest.mark.parametrize("language", MONTHS)
def test_every_month_of_a_language_is_known(language: str) -> None:
    found = [when(f"5 {name} 2026 10:00", ZoneInfo("UTC")) for name in MONTHS[language].split()]
    assert [moment.month if moment else 0 for moment in found] == list(range(1, 13))


@pytest.mark.parametrize("words", ["", "soon", "Friday", "31 February 2026", "99/99/2026", "2026", "at 10:00"])
def test_what_is_no_date_is_none(words: str) -> None:
    assert when(words, LONDON) is None


def test_the_order_of_day_and_month_is_the_callers_where_nothing_tells() -> None:
    assert when("3/4/2026 10:00", LONDON) == datetime(2026, 4, 3, 9, tzinfo=UTC)
    assert when("3/4/2026 10:00", LONDON, day_first=False) == datetime(2026, 3, 4, 10, tzinfo=UTC)
    assert when("3/4/2026 10:00 AM", LONDON) == datetime(2026, 3, 4, 10, tzinfo=UTC)


ATTRIBUTIONS = """
On Mon, 12 Oct 2026 at 18:20, Tom Baker <t@x.example> wrote:
On Oct 12, 2026, at 6:20 PM, Tom Baker <t@x.example> wrote:
Tom Baker <t@x.example> wrote on 12.10.2026 18:20:
Am 12.10.2026 um 18:20 schrieb Tom Baker <t@x.example>:
Am Mo., 12. Okt. 2026 um 18:20 Uhr schrieb Tom Baker <t@x.example>:
Le lun. 12 oct. 2026 à 18:20, Tom Baker <t@x.example> a écrit :
El lun, 12 oct 2026 a las 18:20, Tom Baker (<t@x.example>) escribió:
Il giorno lun 12 ott 2026 alle ore 18:20 Tom Baker <t@x.example> ha scritto:
Op ma 12 okt. 2026 om 18:20 schreef Tom Baker <t@x.example>:
Em seg., 12 de out. de 2026 às 18:20, Tom Baker <t@x.example> escreveu:
pon., 12 paź 2026 o 18:20 Tom Baker <t@x.example> napisał(a):
Den man. 12. okt. 2026 kl. 18.20 skrev Tom Baker <t@x.example>:
12 okt. 2026 kl. 18:20 skrev Tom Baker <t@x.example>:
ma 12. lokak. 2026 klo 18.20 Tom Baker (t@x.example) kirjoitti:
po 12. 10. 2026 v 18:20 odesílatel Tom Baker <t@x.example> napsal:
Tom Baker <t@x.example>, 12 Eki 2026 Pzt, 18:20 tarihinde şunu yazdı:
пн, 12 окт. 2026 г. в 18:20, Tom Baker <t@x.example>:
2026年10月12日(月) 18:20 Tom Baker <t@x.example>:
2026년 10월 12일 (월) 오후 6:20, Tom Baker <t@x.example>님이 작성:
Tom Baker <t@x.example> 于2026年10月12日周一 18:20写道：
"""


@pytest.mark.parametrize("line", ATTRIBUTIONS.strip().split("\n"))
def test_an_attribution_names_author_and_date(line: str) -> None:
    found = attribution(lines_of_text(f"{line}\nhello").lines, 0)
    assert found is not None
    end, header = found
    assert end == 1
    assert header.author == Person(address="t@x.example")
    assert header.author is not None
    assert header.author.name == "Tom Baker"
    assert when(header.date, LONDON) == datetime(2026, 10, 12, 17, 20, tzinfo=UTC)


def test_an_attribution_may_be_wrapped_inside_the_address() -> None:
    text = 'Am 12.10.2026 um 18:20 schrieb "Tom Baker" <tom.baker@contoso.example\n>:\n\n> Hallo'
    found = attribution(lines_of_text(text).lines, 0)
    assert found is not None
    assert found[1].author == Person(address="tom.baker@contoso.example")


@pytest.mark.parametrize(
    "text",
    [
        "On Monday I wrote:",
        "On your side you can do this:",
        "Am Freitag machen wir Folgendes:",
        "In 2026 we sold 12 units to tom@x.example.",
        "Tom, please do this by 12/10/2026:",
        "Le 12 octobre, merci de faire ceci :",
        "Please write to tom@x.example:",
    ],
)
def test_a_sentence_is_no_attribution(text: str) -> None:
    assert attribution(lines_of_text(f"{text}\nmore").lines, 0) is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("-----Original Message-----", "original"),
        ("-----Ursprüngliche Nachricht-----", "original"),
        ("-----Message d'origine-----", "original"),
        ("---------- Forwarded message ---------", "forwarded"),
        ("Begin forwarded message:", "forwarded"),
        ("Anfang der weitergeleiteten Nachricht:", "forwarded"),
        ("-------- Message transféré --------", "forwarded"),
        ("-------- Doorgestuurd bericht --------", "forwarded"),
    ],
)
def test_the_lines_between_messages_are_known(line: str, kind: str) -> None:
    found = separator(line)
    assert found is not None
    assert found[0] == kind


@pytest.mark.parametrize("line", ["--- Agenda ---", "---", "Original message follows in the attachment", "== Notes =="])
def test_other_rules_separate_nothing(line: str) -> None:
    assert separator(line) is None


@pytest.mark.parametrize(
    ("subject", "reply", "forward", "bare"),
    [
        ("FW: RE: The list", False, True, "The list"),
        ("RE: The list", True, False, "The list"),
        ("AW: WG: Die Liste", True, False, "Die Liste"),
        ("WG: Die Liste", False, True, "Die Liste"),
        ("TR : La liste", False, True, "La liste"),
        ("[EXTERNAL] Fwd: The list", False, True, "The list"),
        ("RV: La lista", False, True, "La lista"),
        ("The list: all of it", False, False, "The list: all of it"),
        ("", False, False, ""),
    ],
)
def test_the_prefixes_of_a_subject(subject: str, reply: bool, forward: bool, bare: str) -> None:
    assert (is_reply(subject), is_forward(subject), bare_subject(subject)) == (reply, forward, bare)
