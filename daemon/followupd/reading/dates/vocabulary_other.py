"""The words of dates in German, French, Spanish and Dutch: days, months, deadlines, the common relative words."""

from __future__ import annotations

from followupd.reading.dates.records import Bound, Part
from followupd.reading.dates.vocabulary import add

# weekday, in order; `weak` abbreviations need a date beside them.
_WEEKDAYS = {
    "de": "montag dienstag mittwoch donnerstag freitag samstag|sonnabend sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miercoles jueves viernes sabado domingo",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
}
_SHORT = {
    "de": "mo di mi do fr sa so",
    "fr": "lun mar mer jeu ven sam dim",
    "es": "lun mar mie jue vie sab dom",
    "nl": "ma di wo do vr za zo",
}
for _language, _names in _WEEKDAYS.items():
    for _number, _spellings in enumerate(_names.split()):
        for _name in _spellings.split("|"):
            add("weekday", _number, _name, foreign=_language)
            if _language == "de":
                add("weekdays", _number, _name + "s")
                for _piece, _part in (
                    ("vormittag", Part.MORNING),
                    ("morgen", Part.MORNING),
                    ("mittag", Part.LUNCH),
                    ("nachmittag", Part.AFTERNOON),
                    ("abend", Part.EVENING),
                ):
                    add("weekday", _number, _name + _piece, part=_part, whole=True, foreign="de")
            if _language in ("fr", "es") and not _name.endswith("s"):
                add("weekdays", _number, _name + "s")
            if _language == "nl":
                add("weekdays", _number, _name + "en")
                for _piece, _part in (
                    ("ochtend", Part.MORNING),
                    ("morgen", Part.MORNING),
                    ("middag", Part.AFTERNOON),
                    ("avond", Part.EVENING),
                ):
                    add("weekday", _number, _name + _piece, part=_part, whole=True, foreign="nl")
for _language, _names in _SHORT.items():
    for _number, _name in enumerate(_names.split()):
        # "mar", "do", "so", "mi" and their like are words of other languages: only as the head of a written date.
        add("short_weekday", _number, _name)

_MONTHS = (
    "januar|janner|janvier|enero|ene|januari",
    "februar|fevrier|fevr|febrero|februari",
    "marz|maerz|mrz|marzo|maart|mrt",
    "avril|avr|abril|abr",
    "mei|mayo",
    "juni|juin|junio",
    "juli|juillet|juil|julio",
    "aout|agosto|ago|augustus",
    "septembre|septiembre|setiembre",
    "oktober|okt|octobre|octubre",
    "novembre|noviembre",
    "dezember|dez|decembre|diciembre|dic",
)
for _number, _spellings in enumerate(_MONTHS, 1):
    add("month", _number, _spellings)
for _name, _number in (("mai", 5), ("mars", 3)):
    add("month", _number, _name, weak=True)
add("month", 8, "ago", weak=True)
for _name, _number in (("d'avril", 4), ("d'aout", 8), ("d'octobre", 10)):
    add("month", _number, _name, elided=True)
for _name, _number in (("abril", 4), ("julio", 7), ("mei", 5)):  # people too, when written large
    add("month", _number, _name, name=True)
add("weekday", 6, "domingo", name=True)

add("relative", 0, "heute|aujourd'hui|hoy|vandaag")
add("relative", 0, "ce soir|heute abend|esta noche|vanavond", part=Part.EVENING)
add("relative", 0, "heute nachmittag|cet apres midi|esta tarde|vanmiddag", part=Part.AFTERNOON)
add("relative", 0, "heute morgen|heute vormittag|ce matin|esta manana|vanochtend|vanmorgen", part=Part.MORNING)
add("relative", 0, "heute mittag|ce midi|este mediodia", part=Part.LUNCH)
add("relative", 1, "morgen|demain|manana")
add("relative", 1, "morgen fruh|morgen vormittag|demain matin|manana por la manana|morgenochtend", part=Part.MORNING)
add("relative", 1, "morgen mittag|demain midi|manana al mediodia", part=Part.LUNCH)
add("relative", 1, "morgen nachmittag|demain apres midi|manana por la tarde|morgenmiddag", part=Part.AFTERNOON)
add("relative", 1, "morgen abend|demain soir|manana por la noche|morgenavond", part=Part.EVENING)
add("relative", 2, "ubermorgen|uebermorgen|apres demain|pasado manana|overmorgen")
add("relative", -1, "gestern|hier soir|ayer|gisteren")
add("relative", -2, "vorgestern|avant hier|anteayer|eergisteren")

add("which", 1, "nachste|nachsten|nachster|nachstes|naechste|naechsten|naechster|naechstes|volgende", near=True)
add(
    "which",
    1,
    "kommende|kommenden|kommender|kommendes|komende|aanstaande|proximo|proxima|el proximo|la proxima",
    coming=True,
)
add("which", 2, "ubernachste|ubernachsten|ubernachster|ubernachstes|uebernaechste|uebernaechsten|overvolgende")
add("which", 0, "diese|diesen|dieser|dieses|dieser|ce|cet|cette|este|esta|deze|dit")
add("which", -1, "letzte|letzten|letzter|letztes|vergangene|vergangenen|vorige|afgelopen|pasado|pasada")
add("which_after", 1, "prochain|prochaine|que viene|suivant|suivante|proximo|proxima|siguiente|aanstaande|a.s.")
add("which_after", -1, "dernier|derniere|pasado|pasada|passe|passee|jongstleden")

add("unit", "minute", "minuten|minute|minutos|minuut")
add("unit", "hour", "stunde|stunden|heure|heures|hora|horas|uur|uren")
add("unit", "day", "tag|tage|tagen|jour|jours|dia|dias|dag|dagen")
add("unit", "workday", "werktag|werktage|werktagen|arbeitstag|arbeitstage|arbeitstagen|jour ouvre|jours ouvres")
add("unit", "workday", "jour ouvrable|jours ouvrables|dia habil|dias habiles|dias laborables|werkdag|werkdagen")
add("unit", "week", "woche|wochen|semaine|semaines|semana|semanas|weken")
add("unit", "month", "monat|monate|monaten|monats|mois|mes|meses|maand|maanden")
add("unit", "quarter", "quartal|quartals|trimestre|kwartaal")
add("unit", "year", "jahr|jahre|jahren|jahres|annee|an|ans|ano|anos|jaar")
add("unit", "weekend", "wochenende|wochenendes|fin de semana|week end")
for _number, _words in enumerate(
    (
        "ein|eine|einem|einer|einen|un|une|una|een",
        "zwei|deux|dos|twee",
        "drei|trois|tres|drie",
        "vier|quatre|cuatro",
        "funf|fuenf|cinq|cinco|vijf",
        "sechs|seis|zes",
        "sieben|sept|siete|zeven",
        "acht|huit|ocho",
        "neun|neuf|nueve|negen",
        "zehn|dix|diez|tien",
    ),
    1,
):
    add("number", _number, _words, **({"article": True} if _number == 1 else {}))
for _number, _words in (
    (11, "elf|onze"),  # not "once", which is English as well
    (12, "zwolf|zwoelf|douze|doce|twaalf"),
    (13, "dreizehn|treize|trece|dertien"),
    (16, "sechzehn|seize|dieciseis|zestien"),
    (20, "zwanzig|vingt|veinte|twintig"),
    (30, "dreißig|dreissig|trente|treinta|dertig"),
):
    add("number", _number, _words)
add("clock", (11, 0), "a las once")
add("number", 14, "vierzehn|quatorze|catorce|veertien")
add("number", 15, "quinze|quince")
add("number", 1, "an|a", article=True)

# ordinal: the first five and the last, for the nth weekday of a month and for every second one
for _number, _words in (
    (1, "erste|ersten|erster|premier|premiere|primer|primero|primera|eerste"),
    (2, "zweite|zweiten|zweiter|deuxieme|segundo|segunda|tweede"),
    (3, "dritte|dritten|dritter|troisieme|tercer|tercero|tercera|derde"),
    (4, "vierte|vierten|vierter|quatrieme|cuarto|cuarta|vierde"),
    (5, "funfte|funften|funfter|cinquieme|quinto|quinta|vijfde"),
    (-1, "letzte|letzten|letzter|dernier|derniere|ultimo|ultima|laatste"),
):
    add("ordinal", _number, _words)
add("other", 2, "zweite|zweiten|zweiter|zweites|deuxieme|segundo|tweede")
add("halfpast", 15, "viertel nach|kwart over")
add("halfpast", -15, "viertel vor|kwart voor")

add("part", Part.MORNING, "vormittag|fruh|matin|por la manana|de la manana|ochtend|s ochtends")
add("part", Part.LUNCH, "mittag|mediodia|tussen de middag")
add("part", Part.AFTERNOON, "nachmittag|apres midi|por la tarde|de la tarde|middag|namiddag")
add("part", Part.EVENING, "abend|soir|por la noche|avond")
add(
    "part",
    Part.END_OF_DAY,
    "feierabend|dienstschluss|geschaftsschluss|ende des tages|tagesende|fin de journee",
    eod=True,
)
add(
    "part",
    Part.END_OF_DAY,
    "fin de la journee|final del dia|fin del dia|ultima hora|einde van de dag|einde dag",
    eod=True,
)
add("part", Part.END_OF_DAY, "eind van de dag|cierre|dagsluiting|einde werkdag|la fin de la journee", eod=True)

add(
    "edge",
    "end",
    "ende|ende des|ende der|fin|fin de|fin du|la fin de|la fin du|fin de la|la fin de la|finales de|a finales "
    "de|final de",
)
add(
    "edge",
    "end",
    "fin del|final del|eind|einde|eind van de|einde van de|eind van|eind deze|het eind van de|het einde van de",
)
add("edge", "start", "anfang|beginn|debut|le debut|debut du|begin|principios de|a principios de|begin van de|begin van")
add("edge", "middle", "mitte|mi|mediados de|a mediados de|medio|half|midden")
add("period_end", "week", "wochenende close|fin de semaine|la fin de semaine")
add("period_end", "month", "monatsende|monatsultimo|fin de mois|fin du mois|fin de mes|maandeinde")
add("period_end", "quarter", "quartalsende")
add("period_end", "year", "jahresende|fin d'annee|la fin d'annee|fin de ano|jaareinde")
add("commencing", "start", "semaine du|la semaine du|semana del|la semana del|woche vom|week van")
add("week_number", True, "kw|kalenderwoche|semaine|week|sem|semana")

add("oclock", True, "uhr|heures|horas|uur|h")
add("halfbefore", True, "halb|half")
add("at", True, "um|gegen|ab|vers|a las|a la|om|rond|a|sobre las")
add(
    "bound",
    Bound.BY,
    "bis|bis zum|bis spatestens|spatestens|spatestens bis|spatestens am|bis spatestens zum|d'ici|d'ici le|d'ici a",
)
add(
    "bound",
    Bound.BY,
    "d'ici au|d'ici la|au plus tard|au plus tard le|pour|pour le|pour la|para el|para la|para|a mas tardar",
)
add(
    "bound",
    Bound.BY,
    "a mas tardar el|uiterlijk|uiterlijk op|tegen|per|fallig|fallig am|frist",
)
add(
    "bound",
    Bound.BY,
    "innerhalb|innerhalb von|binnen|sous|en menos de|dans les|echeance|vencimiento|deadline|plazo",
)
add("bound", Bound.BEFORE, "vor dem|vor|avant|avant le|avant la|voor|antes|antes de|antes del")
add("bound", Bound.UNTIL, "jusqu'au|jusqu'a|jusque|hasta|hasta el|tot|tot en met|t/m|bis einschliesslich|hasta la")
add("bound", Bound.AFTER, "nach dem|apres le|despues del|na")
add("bound", Bound.FROM, "ab dem|ab|vom|a partir du|a partir de|a partir del|des le|desde el|desde|vanaf|depuis|seit")
add("on", True, "am|den|dem|der|le|el|op|op de|la|on|dem|zum|au")
add("the", True, "den|dem|der|die|das|le|la|l'|el|los|de|het|du|al")
add("of", True, "de|del|du|van|des|der|d'|de la|van de|in|im|en")
add(
    "in_length",
    1,
    "in|dans|en|over|dentro de|within|innerhalb|innerhalb von|binnen|sous|in the next|in about|inside|inside of",
)
add(
    "in_length",
    1,
    "over the next|in around|in under|in less than|in the space of|in roughly|in exactly|in approximately",
)
add("in_length", -1, "vor|il y a|hace")
add("to", True, "bis|bis zum|au|al|a|tot|t/m|tot en met|a el")
add("clock", (12, 0), "midi")
add("clock", (0, 0), "mitternacht|minuit|medianoche|middernacht", midnight=True)
add("and", True, "und|et|y|en|oder|ou")
add(
    "every",
    True,
    "jeden|jede|jedes|chaque|tous les|toutes les|cada|todos los|todas las|elke|iedere|alle|om de",
    every=True,
)
add("adverb", ("WEEKLY", 1), "wochentlich|hebdomadaire|wekelijks")
add("adverb", ("WEEKLY", 2), "om de week|zweiwochentlich|om de veertien dagen")
add("adverb", ("MONTHLY", 1), "monatlich|mensuel|maandelijks")
add("adverb", ("DAILY", 1), "taglich|quotidien|dagelijks")
add("holiday", (12, 25), "weihnachten|noel|navidad|kerst|kerstmis")
add("between", True, "zwischen|entre|tussen|du|del|vom|van")
