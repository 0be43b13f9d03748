"""Twelve letters of managers in recruitment, sales, operations, care and a warehouse, written for these tests."""

from __future__ import annotations

from datetime import date, datetime

from tests.unit.reading.letters import LONDON, Letter, Older, Points, Rows, Words

FRIDAY = date(2026, 3, 20)


def _march(day: int) -> date:
    return date(2026, 3, day)


LETTERS = (
    Letter(
        name="prose, recruitment",
        subject="Candidates for Pelham",
        to=("tom",),
        blocks=(
            Words("Hi {tom},"),
            Words("Thanks for your time this morning."),
            Words(
                "Please call the welders on our list[due: by Friday <20 March>].[measure: Done means that five of"
                " them are booked for a first talk.]"
            ),
            Words("I will come to your desk on Monday <23 March> at 10."),
        ),
        expected=(("tom", "welders", FRIDAY),),
    ),
    Letter(
        name="prose, sales",
        subject="Cobalt renewal",
        to=("priya",),
        blocks=(
            Words("{priya},"),
            Words(
                "good to talk. As agreed, you will ring the buyers at Cobalt about the renewal"
                "[due: by Thursday <19 March 2026>].[measure: Done means {jane} has signed it.]"
            ),
        ),
        expected=(("priya", "renewal", _march(19)),),
    ),
    Letter(
        name="bullets for one owner, care home",
        subject="Agreed this morning",
        to=("luis",),
        blocks=(
            Words("Hello {luis},"),
            Words("As we agreed, you will do these:"),
            Points(
                (
                    "update the care plans of all 12 residents on the first floor by <18 March>",
                    "train four carers in the new hoist by <25 March>",
                    "book the fire drill by Friday <27 March>",
                )
            ),
        ),
        expected=(
            ("luis", "care plans", _march(18)),
            ("luis", "hoist", _march(25)),
            ("luis", "fire drill", _march(27)),
        ),
    ),
    Letter(
        name="bullets for several owners, operations",
        subject="Actions from Tuesday's meeting",
        to=("tom", "priya", "luis"),
        blocks=(
            Words("Hi all,"),
            Words("Actions from yesterday:"),
            Points(
                (
                    "{tom}: clear the 30 open tickets of the night shift by <20 March>",
                    "{priya}: get three quotes for the new forklift by <24 March>",
                    "{luis}: publish the spring rota by <26 March>",
                )
            ),
        ),
        expected=(
            ("tom", "tickets", FRIDAY),
            ("priya", "quotes", _march(24)),
            ("luis", "rota", _march(26)),
        ),
    ),
    Letter(
        name="one bullet, several people on the mail, warehouse",
        subject="Stock count",
        to=("tom", "priya"),
        blocks=(
            Words("Hi both,"),
            Words("Action:"),
            Points(("[owner:{tom}: ]count the stock of aisles 4 to 9[due: by <20 March>] and send the count sheet",)),
        ),
        expected=(("tom", "count", FRIDAY),),
    ),
    Letter(
        name="table, operations",
        subject="Site meeting",
        to=("tom", "priya", "luis"),
        blocks=(
            Words("Dear all, these are the actions of today:"),
            Rows(
                (
                    ("Action", "Owner", "Due", "Done when"),
                    ("Replace the dock light", "{Tom}", "<20/03/2026>", "the light is on and signed off"),
                    ("Renew the fire certificate", "{Priya}", "<24/03/2026>", "the certificate hangs in the hall"),
                    ("Repaint bay 3", "{Luis}", "<27/03/2026>", "both walls are painted"),
                )
            ),
        ),
        expected=(
            ("tom", "dock light", FRIDAY),
            ("priya", "fire certificate", _march(24)),
            ("luis", "bay 3", _march(27)),
        ),
    ),
    Letter(
        name="labelled record, sales",
        subject="Agreed with {tom}",
        to=("tom", "priya"),
        blocks=(
            Words("Action: Win back lapsed customers in Leeds"),
            Words("[owner:Owner: {Tom}]"),
            Words("[due:Due: <20 March 2026>]"),
            Words("[measure:Measure: ten visit reports are in the CRM]"),
            Words("[why:Why: half of last year's churn came from Leeds]"),
        ),
        expected=(("tom", "lapsed customers", FRIDAY),),
    ),
    Letter(
        name="labelled record, care home",
        subject="Medication audit",
        to=("luis", "priya"),
        blocks=(
            Words("What: Look after the medication charts of the east wing"),
            Words("[owner:Who: {luis}]"),
            Words("[due:By when: Tuesday <24 March>]"),
            Words("[measure:Done looks like: all 14 charts are signed and filed]"),
        ),
        expected=(("luis", "medication charts", _march(24)),),
    ),
    Letter(
        name="forwarded thread of two levels, recruitment",
        subject="FW: RE: Forklift drivers",
        to=(),
        blocks=(
            Words(
                "{tom} will ring the agencies in Hull[due: by <20 March>]."
                "[measure: Done means {jane} has met three drivers.]"
            ),
        ),
        older=(
            Older(
                by="tom",
                to=("anna",),
                written=datetime(2026, 3, 10, 16, 12, tzinfo=LONDON),
                subject="RE: Forklift drivers",
                blocks=(Words("Hi {anna},"), Words("I have two drivers in mind already."), Words("{tom}")),
            ),
            Older(
                by="jane",
                to=("tom",),
                cc=("anna",),
                written=datetime(2026, 3, 9, 8, 30, tzinfo=LONDON),
                subject="Forklift drivers",
                blocks=(Words("Dear {tom},"), Words("We are short of drivers at the moment."), Words("{Jane}")),
            ),
        ),
        expected=(("tom", "agencies", FRIDAY),),
    ),
    Letter(
        name="forwarded promise, sales",
        subject="FW: Price list",
        to=(),
        blocks=(Words("For the log, please."),),
        older=(
            Older(
                by="priya",
                to=("anna",),
                written=datetime(2026, 3, 10, 11, 45, tzinfo=LONDON),
                subject="Price list",
                blocks=(
                    Words("Hi {anna},"),
                    Words("I will send the new price list to all 40 dealers by Friday <20 March>."),
                    Words("{priya}"),
                ),
            ),
        ),
        expected=(("priya", "price list", FRIDAY),),
    ),
    Letter(
        name="German, warehouse",
        subject="Vereinbart",
        to=("tom",),
        blocks=(
            Words("Hallo {tom},"),
            Words("danke für das Gespräch."),
            Words(
                "Bitte kümmere dich um die Regale in der Nordhalle[due: bis Freitag, <20. März>]."
                "[measure: Fertig ist das, wenn alle geprüft sind.]"
            ),
        ),
        expected=(("tom", "Regale", FRIDAY),),
    ),
    Letter(
        name="French, care home",
        subject="Suite à notre entretien",
        to=("luis",),
        blocks=(
            Words("Bonjour {luis},"),
            Words("merci pour notre échange."),
            Words("Merci d'envoyer les plannings des 8 équipes à la direction[due: pour le vendredi <20 mars>]."),
        ),
        expected=(("luis", "plannings", FRIDAY),),
    ),
)
