"""German and French mails: commitments, requests, assignments, records."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.reading.mails import LUIS, PRIYA, TOM, briefs, found, mail

TEAM = (TOM, PRIYA, LUIS)

GERMAN = (
    "Lieber Tom,\n\nwie besprochen:\n"
    "1. Du erstellst bis Freitag, 20.03.2026 die Preisliste für Müller.\n"
    "2. Priya soll die drei Angebote bis 18. März nachfassen.\n"
    "3. Bitte die Reklamation von Voss bis 27.03. klären, damit wir liefern können.\n"
    "4. Ich schicke dir morgen die Vorlage.\n"
    "5. Du rufst die zehn Kunden bis 24.03. an und vereinbarst mindestens drei Termine.\n\n"
    "Das Umsatzziel von 180.000 € bleibt unverändert.\n\n"
    "Am 25.03. um 10 Uhr besprechen wir das.\n"
)
FRENCH = (
    "Bonjour Tom,\n\nSuite à notre entretien :\n"
    "- Tu rédiges l'offre pour Müller d'ici le 20 mars.\n"
    "- Priya doit envoyer le contrat à Pelham d'ici vendredi.\n"
    "- Merci de transmettre le planning pour le 18 mars afin de préparer la réunion.\n"
    "- Je t'inscris à la formation d'ici fin mars.\n\n"
    "On fait le point le 25 mars à 10h.\n"
)


def test_a_german_list() -> None:
    assert briefs(mail(GERMAN, to=TEAM)) == [
        ("Tom", "Die Preisliste für Müller erstellen", "20 Mar"),
        ("Priya", "Die drei Angebote nachfassen", "18 Mar"),
        ("Tom", "Die Reklamation von Voss klären", "27 Mar"),
        ("Anna", "Tom die Vorlage schicken", "12 Mar"),
        ("Tom", "Die zehn Kunden anrufen und mindestens drei Termine vereinbaren", "24 Mar"),
    ]


def test_a_german_follow_up_reason_and_figure() -> None:
    read = found(mail(GERMAN, to=TEAM))
    assert read.targets == ["Das Umsatzziel von 180.000 € bleibt unverändert."]
    assert read.items[2].why is not None
    assert read.items[2].why.value == "Wir liefern können"
    for item in read.items:
        assert item.follow_up is not None
        assert item.follow_up.value.when is not None
        assert item.follow_up.value.when.day == date(2026, 3, 25)


def test_a_french_list() -> None:
    assert briefs(mail(FRENCH, to=TEAM)) == [
        ("Tom", "Rédiger l'offre pour Müller", "20 Mar"),
        ("Priya", "Envoyer le contrat à Pelham", "13 Mar"),
        ("Tom", "Transmettre le planning", "18 Mar"),
        ("Anna", "Inscrire Tom à la formation", "31 Mar"),
    ]


@pytest.mark.parametrize(
    ("text", "what", "measure"),
    [
        (
            "Maßnahme: Checkliste überarbeiten\nVerantwortlich: Luis Ferrer\nBis: 27.03.2026\n"
            "Messgröße: Liste hängt an beiden Toren\n",
            "Checkliste überarbeiten",
            "Liste hängt an beiden Toren",
        ),
        (
            "Action : Mettre à jour la grille\nResponsable : Luis Ferrer\n"
            "Échéance : 27/03/2026\nMesure : grille publiée\n",
            "Mettre à jour la grille",
            "grille publiée",
        ),
    ],
)
def test_a_labelled_record_in_german_and_french(text: str, what: str, measure: str) -> None:
    (item,) = found(mail(text, to=TEAM)).items
    assert item.what is not None
    assert item.what.value == what
    assert item.owner is not None
    assert item.owner.value == LUIS
    assert item.due is not None
    assert item.due.value.day == date(2026, 3, 27)
    assert item.measure is not None
    assert item.measure.value == measure


@pytest.mark.parametrize(
    "text",
    [
        "Bei Rückfragen zögern Sie nicht, mich anzurufen.",
        "Vielleicht könnten wir nächstes Jahr ein neues CRM ansehen.",
        "Vielen Dank für das offene Gespräch heute.",
        "N'hésitez pas à me contacter si vous avez des questions.",
        "On pourrait éventuellement revoir le planning un jour.",
    ],
)
def test_courtesy_and_maybes_are_no_actions(text: str) -> None:
    assert briefs(mail(text, to=TEAM)) == []
