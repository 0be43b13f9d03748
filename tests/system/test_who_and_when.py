"""Who is meant where the headers do not say, and when the follow-up is where the address or the subject says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from followupd.cli.stage import Stage
from tests.system.conftest import NOW
from tests.system.mails import CLIENT, SAM, SERVICE, TOM, plain
from tests.system.stories import (
    ANNA_AT,
    CLIENT_AT,
    SAM_AT,
    SERVICE_AT,
    TOM_AT,
    Outcome,
    arrives,
    last,
    ours,
    running,
    writes,
)

TOM_SMITH_AT = "tom.smith@contoso.example"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with running(tmp_path) as stage:
        yield stage


def calls(lead: str = "Tom, you will") -> str:
    return (
        f"{lead} call the 10 lapsed clients on the Q4 list and book at least 3 meetings by Friday 4 December, so that "
        "January starts with a full diary."
    )


def starts(stage: Stage, address: str) -> list[str]:
    """The days on which a person's entries begin, except private ones' times."""
    return sorted(str(event["start"])[:10] for event in stage.events(address) if not event["cancelled"])


def previewed(outcome: Outcome) -> str:
    """The text of the preview, which alone left."""
    assert [to for to, _ in outcome.mails] == [ANNA_AT]
    assert not outcome.entries_changed
    return " ".join(outcome.texts[0].split())


# ----------------------------------------------------------------------------------------- somebody not on the mail


@pytest.mark.parametrize("lead", ["Tom, you will", "Tom will"])
def test_a_report_who_is_not_on_the_mail_is_proposed_and_send_takes_him(stage: Stage, lead: str) -> None:
    told = previewed(arrives(stage, plain(calls(lead), NOW)))
    assert f"Tom Baker is not on the mail. Is this the right person? Suggested: Tom Baker ({TOM_AT})" in told
    writes(stage, ANNA_AT, "SEND", reply_to=last(stage, ANNA_AT))
    assert len(ours(stage, TOM_AT)) == 1


def test_a_name_that_nobody_has_is_asked_for(stage: Stage) -> None:
    told = previewed(arrives(stage, plain(calls("Zora, you will"), NOW)))
    assert "There is no address for this name in the mail or the directory: Zora?" in told
    writes(stage, ANNA_AT, "Owner: Tom", reply_to=last(stage, ANNA_AT))
    assert len(ours(stage, TOM_AT)) == 1


def test_me_in_answer_to_who_will_do_it_is_the_setter(stage: Stage) -> None:
    arrives(stage, plain(calls("Zora, you will"), NOW))
    writes(stage, ANNA_AT, "me", reply_to=last(stage, ANNA_AT))
    (agreement,) = stage.store.agreements()
    assert agreement.owner.address == ANNA_AT
    assert not agreement.shared
    assert not ours(stage, TOM_AT)


def test_of_two_toms_neither_is_taken(stage: Stage) -> None:
    stage.post("people", {"people": [{"address": TOM_SMITH_AT, "name": "Tom Smith", "manager": ANNA_AT}]})
    told = previewed(arrives(stage, plain(calls(), NOW)))
    assert "More than one person here is called Tom: Tom Baker or Tom Smith?" in told
    writes(stage, ANNA_AT, "Owner: Tom Smith", reply_to=last(stage, ANNA_AT))
    assert len(ours(stage, TOM_SMITH_AT)) == 1
    assert ours(stage, TOM_AT) == []


def test_words_to_tom_in_a_mail_to_sam_are_not_sams(stage: Stage) -> None:
    text = f"{calls()}\nSam, you will send the price list to the 6 resellers by Thursday 3 December."
    told = previewed(arrives(stage, plain(text, NOW, to=SAM, cc=SERVICE), to=[SERVICE_AT, SAM_AT]))
    assert "Tom Baker is not on the mail" in told
    assert told.count("not on the mail") == 1
    writes(stage, ANNA_AT, "SEND", reply_to=last(stage, ANNA_AT))
    (to_tom,), (to_sam,) = ours(stage, TOM_AT), ours(stage, SAM_AT)
    assert "resellers" not in to_tom["text"]
    assert "lapsed" not in to_sam["text"]


# --------------------------------------------------------------------------------------------- outside the organisation


def test_an_owner_outside_is_logged_never_mailed_and_chased_through_the_setter(stage: Stage) -> None:
    text = (
        "David, as agreed you will send us the signed terms of business by Friday 4 December, so that we can start. "
        "Let's review it on Monday 7 December at 10:00."
    )
    told = previewed(arrives(stage, plain(text, NOW, to=CLIENT, cc=SERVICE), to=[SERVICE_AT, CLIENT_AT]))
    assert "David Cole is outside the organisation and gets no mail from here." in told
    outcome = writes(stage, ANNA_AT, "SEND", reply_to=last(stage, ANNA_AT))
    assert [to for to, _ in outcome.mails] == [ANNA_AT]
    (agreement,) = stage.store.agreements()
    assert (agreement.owner.address, agreement.shared) == (CLIENT_AT, False)
    for day in (3, 4, 7):
        stage.clock(datetime(2026, 12, day, 7, 31, tzinfo=UTC))
        stage.settle()
    brief = " ".join(ours(stage, ANNA_AT)[-1]["text"].split())
    assert "David hears of it only through you: please chase it." in brief
    stage.clock(datetime(2026, 12, 8, 7, 31, tzinfo=UTC))
    stage.settle()
    assert "David Cole, Monday 7 December, 10:00: no news yet" in " ".join(ours(stage, ANNA_AT)[-1]["text"].split())
    world = stage.get("world")
    assert not [mail for mail in world["messages"] if mail["author"] == SERVICE_AT and mail["mailbox"] == CLIENT_AT]
    assert stage.events(CLIENT_AT) == []
    entries = [event for person in world["people"] for event in person["events"]]
    assert entries
    assert not [event for event in entries if CLIENT_AT in str(event.get("attendees", ""))]


# ------------------------------------------------------------------------------------------- the address, the subject


@pytest.mark.parametrize(("tag", "day", "line"), [("friday", "2026-11-27", "to"), ("2weeks", "2026-12-07", "cc")])
def test_a_tag_in_the_address_sets_the_follow_up(stage: Stage, tag: str, day: str, line: str) -> None:
    tagged = f"followup+{tag}@contoso.example"
    mail = plain(calls(), NOW, to=f"{TOM}, {tagged}") if line == "to" else plain(calls(), NOW, to=TOM, cc=tagged)
    outcome = arrives(stage, mail, to=[tagged])
    assert [to for to, _ in outcome.mails] == [ANNA_AT, TOM_AT]
    assert starts(stage, TOM_AT) == [day]


@pytest.mark.parametrize(
    ("subject", "day"),
    [
        ("Wednesday 9 December: lapsed clients", "2026-12-09"),
        ("Lapsed clients - Wednesday 9 December", "2026-12-04"),
    ],
)
def test_a_day_set_apart_in_the_subject_sets_it_and_a_topic_does_not(stage: Stage, subject: str, day: str) -> None:
    arrives(stage, plain(calls(), NOW, to=TOM, cc=SERVICE, subject=subject), to=[SERVICE_AT, TOM_AT])
    assert starts(stage, TOM_AT) == [day]


def test_monthly_is_the_rhythm_in_which_it_is_looked_at(stage: Stage) -> None:
    """The first review is a month on, whatever the due day."""
    tagged = "followup+monthly@contoso.example"
    arrives(stage, plain(calls(), NOW, to=f"{TOM}, {tagged}"), to=[tagged])
    (agreement,) = stage.store.agreements()
    wish = agreement.standings[0].action.follow_up
    assert wish.every is not None
    assert wish.every.rule.startswith("FREQ=MONTHLY")
    assert starts(stage, TOM_AT) == ["2026-12-23"]


def test_a_bcc_is_private_and_a_day_in_the_subject_counts_in_it(stage: Stage) -> None:
    outcome = arrives(stage, plain(calls(), NOW, to=TOM, subject="Lapsed clients [9 December]"))
    assert [to for to, _ in outcome.mails] == [ANNA_AT]
    assert starts(stage, TOM_AT) == []
    assert "2026-12-09" in starts(stage, ANNA_AT)
