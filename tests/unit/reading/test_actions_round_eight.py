"""Ways of writing that own mails of 24 November showed."""

from __future__ import annotations

import pytest

from tests.unit.reading.mails import ANNA, TOM, brief, briefs, found, mail


@pytest.mark.parametrize(
    ("text", "what", "day"),
    [
        ("Send me the rota, ideally by Friday but Monday is OK.", "Send Anna the rota", "13 Mar"),
        ("Send me the rota by Friday, Monday at a push.", "Send Anna the rota", "13 Mar"),
        ("Send me the rota by Friday not Monday.", "Send Anna the rota", "13 Mar"),
        ("Tom to get the plumber back for the hall, he can do Friday.", "Get the plumber back for the hall", "13 Mar"),
        ("Tom to price the roof, no date yet.", "Price the roof", "-"),
        ("Tom to fix the tap b4 friday.", "Fix the tap", "13 Mar"),
    ],
)
def test_another_day_and_who_has_time_then_are_no_part_of_the_deed(text: str, what: str, day: str) -> None:
    assert briefs(mail(text)) == [("Tom", what, day)]


def test_to_chase_tomorrow_has_a_day_and_to_cover_a_holiday_has_a_thing() -> None:
    assert briefs(mail("- Garage door - waiting for the part, Tom will chase tomorrow\n")) == [
        ("Tom", "Chase: Garage door - waiting for the part", "12 Mar")
    ]
    assert briefs(mail("Tom will cover Boxing Day.")) == [("Tom", "Cover Boxing Day", "-")]


def test_whoever_does_the_one_lets_me_have_the_other() -> None:
    assert briefs(mail("Tom will chase the unpaid bills by Friday and let me have a list.")) == [
        ("Tom", "Chase the unpaid bills and let Anna have a list", "13 Mar")
    ]


@pytest.mark.parametrize("line", ["Slides to follow by mail.", "Ms Hill is moving in on 20 March so it matters."])
def test_what_will_come_by_itself_is_nobodys_action(line: str) -> None:
    assert briefs(mail(f"Tom to paint the hall by Friday.\n\n{line}\n")) == [("Tom", "Paint the hall", "13 Mar")]


@pytest.mark.parametrize(
    "line",
    [
        "Let's have a coffee on 24 March and see how it went.",
        "Back round the table on Tuesday 24 March.",
        "Shall we say Tuesday 24 March to see where we are?",
    ],
)
def test_a_day_to_sit_down_is_the_follow_up(line: str) -> None:
    (item,) = found(mail(f"Tom to paint the hall by Friday.\n\n{line}\n")).items
    assert item.follow_up is not None
    assert item.follow_up.value.when is not None
    assert f"{item.follow_up.value.when.day:%-d %b}" == "24 Mar"


def test_a_figure_that_is_needed_lower_is_a_target() -> None:
    read = found(mail("The waiting list stands at 63 and we need it down to 40 by the end of October."))
    assert not read.items
    assert len(read.targets) == 1


def test_a_french_owners_own_thing_has_an_article() -> None:
    text = "Bonjour Tom,\n\nVoici ce que nous avons convenu :\n\n- Merci de m'envoyer ton planning d'été pour lundi.\n"
    assert [brief(item)[1] for item in found(mail(text, author=ANNA, to=(TOM,))).items] == ["Envoyer le planning d'été"]
