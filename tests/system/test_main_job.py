"""Forward one email, and the whole pair appears: whole stories, told through real processes over HTTPS."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from followupd.cli.stage import Stage
from tests.system.conftest import NOW
from tests.system.mails import NOTE, SAM, SERVICE, TOM, forward, plain

ANNA_AT = "anna.reed@contoso.example"
TOM_AT = "tom.baker@contoso.example"
SAM_AT = "sam.lee@contoso.example"
SERVICE_AT = "followup@contoso.example"


def deliver(stage: Stage, mime: str, *, origin: str = "internal", to: str = SERVICE_AT) -> dict[str, Any]:
    answer = stage.post("deliver", {"mime": mime, "as": origin, "to": [to]})
    stage.settle()
    return answer


def ours(stage: Stage, address: str) -> list[dict[str, Any]]:
    return [mail for mail in stage.mails(address) if mail["author"] == SERVICE_AT]


def say(stage: Stage, address: str, words: str, mail: dict[str, Any]) -> None:
    stage.write(address, words, reply_to=mail["internet_message_id"])
    stage.settle()


def starts(stage: Stage, address: str) -> list[str]:
    """The starts of the entries that stand in a person's calendar, UTC."""
    return sorted(str(event["start"])[:16] for event in stage.events(address) if not event["cancelled"])


def complaints(stage: Stage) -> list[Any]:
    return list(stage.get("judge")["misdeeds"])


def test_one_forward_and_both_have_it_in_writing_and_in_their_diaries(stage: Stage) -> None:
    deliver(stage, forward(NOTE, NOW))
    (to_anna,), (to_tom,) = ours(stage, ANNA_AT), ours(stage, TOM_AT)
    assert to_anna["to"] == [ANNA_AT]
    assert to_tom["to"] == [TOM_AT]
    assert "Call the 10 lapsed clients" in to_tom["subject"]
    assert "FU-" in to_tom["subject"]
    assert "CRM call log" not in to_tom["text"]
    assert starts(stage, ANNA_AT) == ["2026-12-03T09:00", "2026-12-07T10:00"]
    assert starts(stage, TOM_AT) == ["2026-12-07T10:00"]
    assert [mail["folder"] for mail in stage.mails(SERVICE_AT, "Processed")] == ["Processed"]
    assert complaints(stage) == []


def test_the_two_mails_say_the_same_and_only_the_setters_is_in_the_thread(stage: Stage) -> None:
    deliver(stage, forward(NOTE, NOW, message_id="<one@contoso.example>"))
    deliver(stage, forward(NOTE.replace("10 lapsed", "12 lapsed"), NOW, subject="FW: More"))
    (first_anna, anna), (_, tom) = ours(stage, ANNA_AT), ours(stage, TOM_AT)
    assert first_anna["in_reply_to"] == "<one@contoso.example>"
    assert tom["in_reply_to"] in ("", None)
    # the second time nobody needs the introduction, and the two are the same to the letter
    assert anna["text"].split() == tom["text"].split()


def test_from_done_to_thanks(stage: Stage) -> None:
    deliver(stage, forward(NOTE, NOW))
    say(stage, TOM_AT, "DONE - all called, 4 meetings booked.", ours(stage, TOM_AT)[0])
    assert "reported done" in ours(stage, TOM_AT)[-1]["text"]
    assert len(ours(stage, ANNA_AT)) == 1, "the setter hears of it in the brief"
    stage.clock(datetime(2026, 12, 3, 7, 31, tzinfo=UTC))
    stage.settle()
    brief = ours(stage, ANNA_AT)[-1]
    assert "4 meetings booked" in brief["text"]
    assert "CRM call log" in brief["text"]
    say(stage, ANNA_AT, "CONFIRM", ours(stage, ANNA_AT)[0])
    draft = ours(stage, ANNA_AT)[-1]
    assert "THANKS" in draft["text"]
    before = len(ours(stage, TOM_AT))
    say(stage, ANNA_AT, "THANKS - four is more than we agreed. Well done.", draft)
    (thanks,) = ours(stage, TOM_AT)[before:]
    assert "four is more than we agreed" in thanks["text"]
    (agreement,) = stage.store.agreements(open_only=False)
    assert [str(each.state) for each in agreement.standings] == ["done"]
    assert complaints(stage) == []


def test_something_missing_is_shown_to_the_setter_alone_and_send_releases_it(stage: Stage) -> None:
    deliver(stage, forward("Tom, you will call the 10 lapsed clients and book at least 3 meetings.", NOW))
    (preview,) = ours(stage, ANNA_AT)
    assert ours(stage, TOM_AT) == []
    assert "SEND" in preview["text"]
    say(stage, ANNA_AT, "SEND", preview)
    assert len(ours(stage, TOM_AT)) == 1
    assert len(starts(stage, TOM_AT)) == 1


def test_the_missing_date_alone_completes_it(stage: Stage) -> None:
    deliver(stage, forward("Tom, you will call the 10 lapsed clients and book at least 3 meetings.", NOW))
    say(stage, ANNA_AT, "by Friday 4 December", ours(stage, ANNA_AT)[0])
    (confirmation,) = ours(stage, TOM_AT)
    assert "4 December" in confirmation["text"]


def test_blocked_reaches_the_setter_at_once_and_undo_takes_it_back(stage: Stage) -> None:
    deliver(stage, forward(NOTE, NOW))
    say(stage, TOM_AT, "BLOCKED - the CRM is down until Thursday.", ours(stage, TOM_AT)[0])
    assert "the CRM is down until Thursday" in ours(stage, ANNA_AT)[-1]["text"]
    say(stage, TOM_AT, "UNDO", ours(stage, TOM_AT)[-1])
    (agreement,) = stage.store.agreements()
    assert [str(each.state) for each in agreement.standings] == ["open"]


def test_a_calendar_that_is_closed_to_us_is_no_obstacle(stage: Stage) -> None:
    stage.post("rights", {"person": ANNA_AT, "calendar": False})
    deliver(stage, forward(NOTE, NOW))
    assert starts(stage, ANNA_AT) == ["2026-12-03T09:00", "2026-12-07T10:00"]
    assert starts(stage, TOM_AT) == ["2026-12-07T10:00"]
    organised = stage.events(SERVICE_AT)
    assert len(organised) == 2
    (agreement,) = stage.store.agreements()
    assert agreement.shared


def test_two_mails_due_on_one_day_share_one_pair(stage: Stage) -> None:
    deliver(stage, forward(NOTE, NOW))
    second = NOTE.replace("call the 10 lapsed clients on the Q4 list", "write to the 5 new clients")
    deliver(stage, forward(second, NOW, subject="FW: New clients"))
    assert starts(stage, TOM_AT) == ["2026-12-07T10:00"]
    assert starts(stage, ANNA_AT) == ["2026-12-03T09:00", "2026-12-07T10:00"]


def test_several_owners_each_get_only_their_own(stage: Stage) -> None:
    text = (
        "Hi both, as agreed:\n\n"
        "- Tom will call the 10 lapsed clients by Friday 4 December and book at least 3 meetings\n"
        "- Sam will send the new price list to all 12 clients by Wednesday 2 December\n\nAnna"
    )
    deliver(stage, plain(text, NOW, to=f"{TOM}, {SAM}", cc=SERVICE))
    (tom,), (sam,) = ours(stage, TOM_AT), ours(stage, SAM_AT)
    assert "price list" not in tom["text"]
    assert "lapsed" not in sam["text"]
    assert len(ours(stage, ANNA_AT)) == 2


def test_bcc_is_private(stage: Stage) -> None:
    text = "Tom, you will call the 10 lapsed clients and book at least 3 meetings by Friday 4 December."
    deliver(stage, plain(text, NOW, to=TOM))
    assert ours(stage, TOM_AT) == []
    assert starts(stage, TOM_AT) == []
    assert len(ours(stage, ANNA_AT)) == 1
    assert len(starts(stage, ANNA_AT)) == 1


def test_the_brief_comes_on_mornings_with_something_and_on_no_other(stage: Stage) -> None:
    deliver(stage, forward(NOTE, NOW))
    counts = {}
    for day in (24, 25, 26, 27, 30):
        stage.clock(datetime(2026, 11, day, 7, 31, tzinfo=UTC))
        stage.settle()
        counts[day] = len(ours(stage, ANNA_AT))
    assert set(counts.values()) == {1}
    for day in (1, 2, 3, 4, 7):
        stage.clock(datetime(2026, 12, day, 7, 31, tzinfo=UTC))
        stage.settle()
        counts[day] = len(ours(stage, ANNA_AT))
    assert [counts[day] for day in (1, 2, 3, 4, 7)] == [1, 1, 2, 2, 3]
    stage.clock(datetime(2026, 12, 8, 7, 31, tzinfo=UTC))
    stage.settle()
    assert len(ours(stage, ANNA_AT)) == 4
    assert "NOT DONE" in ours(stage, ANNA_AT)[-1]["text"]


def test_shadow_mode_reads_and_sends_nothing(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage(mode="shadow")
    deliver(stage, forward(NOTE, NOW))
    assert ours(stage, ANNA_AT) == ours(stage, TOM_AT) == []
    assert starts(stage, TOM_AT) == []
    assert len(stage.store.agreements()) == 1


def test_a_sigterm_loses_nothing_and_the_next_start_goes_on(stage: Stage) -> None:
    assert stage.stop() == 0
    stage.post("deliver", {"mime": forward(NOTE, NOW), "as": "internal", "to": [SERVICE_AT]})
    stage.start()
    stage.settle()
    assert len(ours(stage, TOM_AT)) == 1
    assert len(starts(stage, TOM_AT)) == 1


def test_a_bounce_is_told_to_the_setter_and_changes_nothing(stage: Stage) -> None:
    deliver(stage, forward(NOTE, NOW))
    confirmation = ours(stage, TOM_AT)[0]
    report = plain(
        f"Your message to {TOM_AT} couldn't be delivered.\n\nTom.Baker wasn't found at contoso.example.\n",
        NOW,
        author="Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@contoso.example>",
        subject=f"Undeliverable: {confirmation['subject']}",
        headers={
            "In-Reply-To": confirmation["internet_message_id"],
            "X-MS-Exchange-Message-Is-Ndr": "",
            "Auto-Submitted": "auto-replied",
        },
    )
    deliver(stage, report)
    deliver(stage, report.replace("Undeliverable:", "Undeliverable: again:"))
    told = [mail for mail in ours(stage, ANNA_AT) if "did not reach" in mail["subject"]]
    assert len(told) == 1
    assert TOM_AT in told[0]["text"]
    (agreement,) = stage.store.agreements()
    assert [str(each.state) for each in agreement.standings] == ["open"]


def test_an_out_of_office_is_never_obeyed_and_its_day_of_return_is_in_the_brief(stage: Stage) -> None:
    deliver(stage, forward(NOTE, NOW))
    confirmation = ours(stage, TOM_AT)[0]
    away = plain(
        "DONE for this year! I am away until Friday 4 December.",
        NOW,
        author=TOM,
        subject=f"Automatic reply: {confirmation['subject']}",
        headers={"In-Reply-To": confirmation["internet_message_id"], "Auto-Submitted": "auto-generated"},
    )
    deliver(stage, away)
    (agreement,) = stage.store.agreements()
    assert [str(each.state) for each in agreement.standings] == ["open"]
    assert len(ours(stage, TOM_AT)) == 1
    stage.clock(datetime(2026, 12, 3, 7, 31, tzinfo=UTC))
    stage.settle()
    assert "back on Monday 7 December" in " ".join(ours(stage, ANNA_AT)[-1]["text"].split())
