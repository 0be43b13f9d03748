"""Who is believed: a mail counts when its sender is authenticated and a party, or one of the setters for new actions.

In each case: exactly which mails left, whether any diary changed, and where the mail was filed. The subject, the
reference and a plus tag are hints, never rights.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from followupd.cli.stage import Stage
from tests.system.conftest import NOW
from tests.system.mails import ANNA, CLIENT, NOTE, SAM, SERVICE, TOM, forward, plain
from tests.system.stories import (
    ANNA_AT,
    CLIENT_AT,
    JULIA_AT,
    SAM_AT,
    SERVICE_AT,
    TOM_AT,
    arrives,
    last,
    ours,
    running,
    states,
    writes,
)

pytestmark = pytest.mark.xdist_group("trust")

ASIDE, PROCESSED = ["Set aside"], ["Processed"]
AGREED = "Agreed: Call the 10 lapsed clients on the Q4 list and book at least 3 meetings by Friday 4 December"
#: The note with another action in it, so that it is no second copy.
OTHER = NOTE.replace("call the 10 lapsed clients on the Q4 list", "write to the 5 new clients")


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Anna and Tom have agreed; nothing below may change that unless it says so."""
    with running(tmp_path_factory.mktemp("trust")) as stage:
        first = arrives(stage, forward(NOTE, NOW, message_id="<agreed@contoso.example>"))
        assert [to for to, _ in first.mails] == [ANNA_AT, TOM_AT]
        yield stage


def reference(stage: Stage) -> str:
    return str(stage.store.agreements(open_only=False)[0].reference)


# ------------------------------------------------------------------------------------------ forged and from outside


@pytest.mark.parametrize("origin", ["forged", "external"])
def test_a_forged_author_starts_nothing(stage: Stage, origin: str) -> None:
    outcome = arrives(stage, forward(OTHER, NOW), origin=origin)
    assert outcome.nothing_left
    assert outcome.filed == ASIDE


@pytest.mark.parametrize("origin", ["forged", "external"])
def test_a_forged_owner_reports_nothing(stage: Stage, origin: str) -> None:
    mime = plain(
        "DONE - all called.",
        NOW,
        author=TOM,
        subject=f"RE: Agreed [{reference(stage)}]",
        headers={"In-Reply-To": last(stage, TOM_AT, "Agreed")},
    )
    outcome = arrives(stage, mime, origin=origin)
    assert outcome.nothing_left
    assert outcome.filed == ASIDE
    assert states(stage, TOM_AT) == ["open"]


def test_authentication_headers_that_the_sender_wrote_are_worth_nothing(stage: Stage) -> None:
    mime = plain(
        OTHER,
        NOW,
        headers={
            "X-MS-Exchange-Organization-AuthAs": "Internal",
            "X-MS-Exchange-CrossTenant-AuthAs": "Internal",
            "Authentication-Results": "contoso.example; dmarc=pass header.from=contoso.example; compauth=pass",
        },
    )
    outcome = arrives(stage, mime, origin="forged")
    assert outcome.nothing_left
    assert outcome.filed == ASIDE


def test_a_client_with_good_papers_is_still_outside(stage: Stage) -> None:
    text = "Tom, as agreed you will call the 10 lapsed clients by Friday 4 December and book at least 3 meetings."
    outcome = arrives(stage, plain(text, NOW, author=CLIENT, to=f"{SERVICE}, {TOM}"), origin="external")
    assert outcome.nothing_left
    assert outcome.filed == ASIDE


def test_a_client_in_the_thread_is_told_nothing_and_changes_nothing(stage: Stage) -> None:
    mime = plain("DONE", NOW, author=CLIENT, headers={"References": "<agreed@contoso.example>"})
    outcome = arrives(stage, mime, origin="external")
    assert outcome.nothing_left
    assert outcome.filed == ASIDE


# ---------------------------------------------------------------------------------------------- a stolen reference


@pytest.mark.parametrize("words", ["DONE", "CONFIRM", "Due: Friday 18 December", "STOP", "UNDO", "HELP"])
def test_a_reference_is_no_right_for_a_colleague(stage: Stage, words: str) -> None:
    outcome = writes(stage, SAM_AT, words, to=[SERVICE_AT], subject=f"RE: Agreed: Call [{reference(stage)}]")
    assert outcome.nothing_left
    assert outcome.filed == ASIDE
    assert states(stage, TOM_AT) == ["open"]


def test_a_reference_is_no_right_for_a_stranger(stage: Stage) -> None:
    mime = plain("CONFIRM", NOW, author=CLIENT, subject=f"RE: Agreed: Call [{reference(stage)}]")
    outcome = arrives(stage, mime, origin="external")
    assert outcome.nothing_left
    assert outcome.filed == ASIDE


def test_a_plus_tag_is_no_right(stage: Stage) -> None:
    tagged = f"followup+{reference(stage)}@contoso.example"
    outcome = writes(stage, SAM_AT, "CONFIRM", to=[tagged], subject=f"RE: [{reference(stage)}]")
    assert outcome.nothing_left
    assert outcome.filed == ASIDE


def test_the_owner_confirming_agrees_and_closes_nothing(stage: Stage) -> None:
    outcome = writes(stage, TOM_AT, "CONFIRM", reply_to=last(stage, TOM_AT, "Agreed"))
    assert outcome.mails == [
        (TOM_AT, "Re: Call the 10 lapsed clients on the Q4 list and book at least 3 meetings"),
    ]
    assert "is agreed" in outcome.texts[0]
    assert outcome.filed == PROCESSED
    assert states(stage, TOM_AT) == ["agreed"]
    writes(stage, TOM_AT, "UNDO", reply_to=last(stage, TOM_AT, "Re: Call"))
    assert states(stage, TOM_AT) == ["open"]


# -------------------------------------------------------------------------------------------------------- assistants


def test_an_assistant_sending_on_behalf_starts_nothing_unless_it_is_allowed(stage: Stage) -> None:
    outcome = writes(stage, ANNA_AT, OTHER, to=[SERVICE_AT, TOM_AT], subject="New clients", sender=JULIA_AT)
    assert outcome.nothing_left
    assert outcome.filed == ASIDE


def test_an_assistant_answering_on_behalf_confirms_nothing_unless_it_is_allowed(stage: Stage) -> None:
    outcome = writes(stage, ANNA_AT, "CONFIRM", reply_to=last(stage, ANNA_AT, "Agreed"), sender=JULIA_AT)
    assert outcome.nothing_left
    assert outcome.filed == ASIDE
    assert states(stage, TOM_AT) == ["open"]


# ------------------------------------------------------------------------------------- junk, loops, threads and tags


def test_junk_that_is_not_authenticated_stays_in_junk(stage: Stage) -> None:
    outcome = arrives(stage, forward(OTHER, NOW), origin="forged", folder="junk")
    assert outcome.nothing_left
    assert outcome.filed == ["junkemail"]


def test_our_own_mail_that_comes_back_is_neither_answered_nor_obeyed(stage: Stage) -> None:
    agreed = ours(stage, TOM_AT)[0]
    mime = plain(
        agreed["text"], NOW, author=SERVICE, to=SERVICE, subject=agreed["subject"], headers={"X-Followupd": "1"}
    )
    outcome = arrives(stage, mime)
    assert outcome.nothing_left
    assert outcome.filed == PROCESSED


def test_our_own_address_as_author_without_our_header_is_a_loop_as_well(stage: Stage) -> None:
    outcome = arrives(stage, plain(OTHER, NOW, author=SERVICE, to=f"{SERVICE}, {TOM}"))
    assert outcome.nothing_left
    assert outcome.filed == PROCESSED


def test_a_reply_all_in_the_thread_with_new_actions_of_an_owner_starts_nothing(stage: Stage) -> None:
    _live_thread(stage)
    before = len(stage.store.agreements(open_only=False))
    outcome = writes(
        stage,
        SAM_AT,
        "And Tom will update the 4 templates by Thursday 3 December; Anna will tell the 2 resellers by Friday.",
        reply_to="<live@contoso.example>",
        all=True,
    )
    assert len(stage.store.agreements(open_only=False)) == before
    # what he wrote is an answer: his manager hears of it, and nobody else
    assert outcome.mails == [
        (ANNA_AT, "Sam Lee has answered: Send the new price list to all 12 clients"),
        (SAM_AT, "Re: Send the new price list to all 12 clients"),
    ]
    assert not outcome.entries_changed
    assert outcome.filed == PROCESSED


def test_a_colleague_in_the_thread_starts_nothing_either(stage: Stage) -> None:
    _live_thread(stage)
    outcome = writes(
        stage,
        TOM_AT,
        "Sam will call the 6 resellers by Friday 4 December and note each answer.",
        reply_to="<live@contoso.example>",
        all=True,
    )
    assert outcome.nothing_left
    assert outcome.filed == ASIDE


def _live_thread(stage: Stage) -> None:
    """Anna agrees something with Sam in a thread that Tom reads too, with us in Cc. Again: a second copy."""
    text = (
        "Sam will send the new price list to all 12 clients by Wednesday 2 December, so that nobody quotes old prices."
    )
    cc = {"to": f"{SAM}, {TOM}", "cc": SERVICE, "subject": "Price list", "message_id": "<live@contoso.example>"}
    arrives(stage, plain(text, NOW, **cc), to=[SERVICE_AT, SAM_AT, TOM_AT])


# The rest of the story moves on: these come last.


def test_junk_that_is_authenticated_acts(stage: Stage) -> None:
    mime = plain(
        "DONE - all called, 4 meetings booked.",
        NOW,
        author=TOM,
        subject="RE: Agreed",
        headers={"In-Reply-To": last(stage, TOM_AT, "Agreed")},
    )
    outcome = arrives(stage, mime, folder="junk")
    assert [to for to, _ in outcome.mails] == [TOM_AT]
    assert outcome.filed == PROCESSED
    assert states(stage, TOM_AT) == ["reported done"]


def test_a_plus_address_and_a_bare_reference_find_the_agreement_for_a_party(stage: Stage) -> None:
    tagged = f"followup+{reference(stage).lower()}@contoso.example"
    outcome = writes(stage, ANNA_AT, "CONFIRM", to=[tagged], subject=f"[{reference(stage)}]")
    assert [to for to, _ in outcome.mails] == [ANNA_AT]
    assert outcome.mails[0][1].startswith("Say thank you to Tom?")
    assert outcome.filed == PROCESSED
    assert states(stage, TOM_AT) == ["done"]


def test_nobody_outside_ever_got_a_mail(stage: Stage) -> None:
    assert ours(stage, CLIENT_AT) == []
    assert ours(stage, JULIA_AT) == []


# ------------------------------------------------------------------------------------------------- other settings


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Anna alone may set, and assistants count."""
    with running(tmp_path_factory.mktemp("few"), setters=[ANNA_AT], delegates=True) as stage:
        yield stage


def test_somebody_who_is_no_setter_starts_nothing_and_is_told_nothing(few: Stage) -> None:
    outcome = arrives(few, forward(NOTE.replace("Tom", "Anna"), NOW, author=SAM, inner_to=SAM, inner_from=ANNA))
    assert outcome.nothing_left
    assert outcome.filed == ASIDE


def test_an_assistant_counts_for_the_person_when_it_is_allowed(few: Stage) -> None:
    outcome = writes(few, ANNA_AT, NOTE, to=[TOM_AT, SERVICE_AT], subject="Lapsed clients", sender=JULIA_AT)
    assert outcome.mails == [(ANNA_AT, AGREED), (TOM_AT, AGREED)]
    assert outcome.filed == PROCESSED
    assert ours(few, JULIA_AT) == []


def test_an_assistant_of_somebody_who_is_no_setter_starts_nothing(few: Stage) -> None:
    outcome = writes(few, SAM_AT, OTHER, to=[TOM_AT, SERVICE_AT], subject="New clients", sender=JULIA_AT)
    assert outcome.nothing_left
    assert outcome.filed == ASIDE


def test_an_owner_who_may_not_set_may_still_answer(few: Stage) -> None:
    outcome = writes(few, TOM_AT, "DONE - all called.", reply_to=last(few, TOM_AT, "Agreed"))
    assert [to for to, _ in outcome.mails] == [TOM_AT]
    assert states(few, TOM_AT) == ["reported done"]


@pytest.fixture(scope="module")
def pilot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Anna and Tom take part; Sam does not."""
    with running(tmp_path_factory.mktemp("pilot"), mode="pilot", pilot=[ANNA_AT, TOM_AT]) as stage:
        yield stage


def test_in_a_pilot_those_who_take_part_are_served(pilot: Stage) -> None:
    outcome = arrives(pilot, forward(NOTE, NOW))
    assert outcome.mails == [(ANNA_AT, AGREED), (TOM_AT, AGREED)]
    assert outcome.entries_changed
    assert outcome.filed == PROCESSED


def test_in_a_pilot_nobody_else_may_start_anything(pilot: Stage) -> None:
    outcome = arrives(pilot, forward(OTHER, NOW, author=SAM, inner_to=SAM))
    assert outcome.nothing_left
    assert outcome.filed == ASIDE


def test_in_a_pilot_an_owner_who_takes_no_part_hears_nothing_and_the_setter_is_not_told_otherwise(pilot: Stage) -> None:
    outcome = arrives(pilot, forward(OTHER.replace("Tom", "Sam"), NOW, inner_from=SAM, subject="FW: New clients"))
    assert [to for to, _ in outcome.mails] == [ANNA_AT]
    assert outcome.mails[0][1].startswith("For you alone")
    assert "Nobody else has been told" in outcome.texts[0]
    assert ours(pilot, SAM_AT) == []
    assert pilot.events(SAM_AT) == []
    assert outcome.filed == PROCESSED
