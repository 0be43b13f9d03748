"""Stories from the day before a follow-up to an outcome that a person gave."""

from __future__ import annotations

from collections.abc import Callable

from tests.stories.telling import CALLS, Story


def test_rule_8_the_straight_story_ends_with_thanks_that_a_person_released(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(CALLS)
    tom.answers("DONE - 4 meetings booked")
    assert "4 meetings booked" in dict(story.mornings(until="4 December"))["Thu 3 Dec"]
    anna.answers(f"CONFIRM {story.reference}")
    assert not tom.has_mail("Thank you for")
    anna.answers("THANKS", to="closed as done")
    assert tom.has_mail("Thank you", "At least 3 meetings booked", "4 meetings booked")
    story.on("9 December")
    assert len(story.diary(tom)) == 1, "the slot is kept as recognition"
    assert story.states() == ["done"]
    assert len(tom.mails()) == 3


def test_where_the_setter_looked_last_is_where_he_is_told_to_look_next_in_the_same_situation(story: Story) -> None:
    anna = story.anna
    kind = "\n\nSituation: training"
    anna.forwards("Tom, please use the new call guide by Friday 4 December; done when 3 calls are recorded. "
                  f"I'll look in the call recorder first.{kind}")  # fmt: skip
    anna.forwards("Tom, please use the new offer sheet by Friday 11 December; done when 3 offers are out." + kind,
                  subject="Offers")  # fmt: skip
    story.on("9 December")
    offers = next(text for text in (mail.text for mail in reversed(anna.mails("Your follow-ups"))) if "offer" in text)
    assert "call recorder" in offers
    assert not story.tom.has_mail("recorder")


def test_free_gives_the_slot_back_in_both_diaries(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(CALLS)
    tom.answers("DONE - 4 meetings booked")
    anna.answers("CONFIRM", to="Agreed")
    assert len(story.diary(tom)) == 1
    anna.answers("FREE", to="closed as done")
    assert story.diary(tom) == story.diary(anna) == []
    assert len(tom.mails()) == 2, "the calendar's own word is enough"


def test_rule_13_a_look_that_finds_it_done_makes_the_follow_up_a_recognition(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(CALLS)
    story.on("3 December", "9:05")
    anna.answers(f"LOOKS DONE {story.reference} - five calls of half an hour")
    assert anna.has_mail("Noted for you alone")
    story.on("7 December", "8:00")
    assert "well done" in anna.brief()
    anna.answers(f"DONE {story.reference}")
    anna.answers("THANKS")
    assert tom.has_mail("Thank you")
    assert not tom.has_mail("half an hour")


def test_a_look_that_finds_it_at_risk_makes_the_follow_up_a_help(story: Story) -> None:
    anna = story.anna
    anna.forwards(CALLS)
    story.on("3 December", "9:05")
    anna.answers(f"AT RISK {story.reference} - two calls only")
    story.on("7 December", "8:00")
    assert "two calls only" in anna.brief()
    assert "help" in anna.brief()
    assert len(story.tom.mails()) == 1


def test_rule_10_the_owner_is_asked_once_and_only_when_the_setter_wants_it(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(CALLS)
    story.on("3 December", "9:05")
    anna.answers(f"DON'T KNOW {story.reference}")
    assert len(tom.mails()) == 1
    anna.answers(f"ASK TOM {story.reference}", to="Your follow-ups")
    assert len(tom.mails()) == 2
    anna.answers(f"ASK TOM {story.reference}", to="Your follow-ups")
    assert anna.has_mail("once is enough")
    tom.answers("Seven called, two meetings booked so far.")
    assert anna.has_mail("two meetings booked so far")
    assert len(tom.mails()) == 2
    story.on("7 December", "8:00")
    assert "two meetings booked so far" in anna.brief()
    assert story.states() == ["open"]


def test_rule_7_reported_done_is_not_done_until_the_setter_says_so(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(CALLS)
    tom.answers("All done!")
    assert story.states() == ["reported done"]
    story.on("3 December", "9:05")
    assert "reported done" in anna.brief()
    anna.answers(f"NOT YET {story.reference} - I count two meetings")
    assert story.states() == ["open"]
    story.on("4 December", "15:00")
    tom.answers("DONE - the third one is booked", to="Agreed")
    story.on("7 December", "10:40")
    anna.answers(f"CONFIRM {story.reference}")
    assert story.states() == ["done"]
    assert not tom.has_mail("two meetings")


def test_rule_9_not_done_with_its_cause_starts_again_in_the_same_chain(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(CALLS)
    story.on("8 December", "8:00")
    anna.answers(f"NOT DONE {story.reference} - he had no time, the office move took all week")
    assert story.states() == ["not done"]
    anna.answers("Due: 18 December")
    assert tom.has_mail("Agreed", "Friday 18 December 2026")
    assert not tom.has_mail("office move")
    tom.answers("DONE - 3 meetings", to="18 December")
    story.on("18 December", "17:00")
    anna.answers(f"CONFIRM {story.reference}", to="Your follow-ups")
    shown = story.show()
    assert "1. done, due 2026-12-18, version 2" in shown
    assert "before   due 2026-12-04, not done, version 1" in shown


def test_rule_10_the_outcome_is_asked_twice_and_then_stays_on_the_list(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(CALLS)
    briefs = story.mornings(until="24 December")
    assert [day for day, _ in briefs] == ["Thu 3 Dec", "Mon 7 Dec", "Tue 8 Dec", "Fri 11 Dec"]
    anna.forwards("Tom, please send the price list to all 12 clients by Wednesday 6 January; done when all 12 have it.")
    later = story.mornings(until="5 January")
    assert all("lapsed clients" in text for _, text in later)
    assert later
    assert len(tom.mails()) == 2


def test_rule_11_two_agreements_of_one_day_share_one_meeting(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards("Tom, please call the 10 lapsed clients by Friday 4 December; done when 3 meetings are booked.")
    anna.forwards(
        "Tom, please send the price list to the clients by Friday 4 December; done when all 12 have it.",
        subject="Price list",
    )
    assert len(story.diary(tom)) == 1
    briefs = dict(story.mornings(until="3 December"))
    assert "lapsed clients" in briefs["Wed 2 Dec"]
    assert "price list" in briefs["Wed 2 Dec"]
    first, second = (str(each.reference) for each in story.agreements())
    anna.answers(f"LOOKS DONE {first}\nAT RISK {second} - the printer is down", to="Your follow-ups")
    story.on("4 December", "16:45")
    anna.answers(f"DONE {first}\nNOT DONE {second} - no time", to="Your follow-ups")
    assert story.states() == ["done", "not done"]


def test_rule_3_a_private_reminder_reaches_nobody_but_the_setter(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.writes(CALLS, to=[tom], bcc=True)
    assert tom.mails() == []
    assert story.diary(tom) == []
    briefs = dict(story.mornings(until="9 December"))
    assert "lapsed clients" in briefs["Mon 7 Dec"]
    anna.answers(f"DONE {story.reference}", to="Your follow-ups")
    assert story.states() == ["done"]
    assert tom.mails() == []


def test_rule_12_an_own_promise_lives_in_the_own_brief(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.writes("Tom, I'll send you the list of the lapsed clients by Friday 27 November.", to=[tom])
    if not story.agreements():
        anna.answers("SEND")
    assert tom.mails() == []
    assert story.diary(tom) == []
    briefs = dict(story.mornings(until="1 December"))
    assert any("list of the lapsed clients" in text for text in briefs.values())


def test_rule_14_an_owner_out_of_office_is_shown_where_the_setter_looks(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(CALLS)
    tom.is_away("I am out of the office and back on Tuesday 8 December.")
    assert story.states() == ["open"]
    assert len(anna.mails()) == 1
    story.on("3 December", "8:00")
    assert "away, back on Tuesday 8 December" in anna.brief()
    assert len(tom.mails()) == 1


def test_the_outcome_is_asked_in_working_days_of_the_setter(open_story: Callable[..., Story]) -> None:
    story = open_story(country="GB-ENG")
    anna = story.anna
    anna.forwards("Tom, please close the books by Thursday 24 December; done when the ledger is signed.")
    briefs = [day for day, _ in story.mornings(until="8 January")]
    assert briefs == ["Tue 22 Dec", "Thu 24 Dec", "Tue 29 Dec", "Mon 4 Jan"]


def test_after_a_week_the_setter_sees_his_own_figures_and_nobody_else_does(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards("Tom, please call the 10 lapsed clients by Tuesday 1 December; done when 3 meetings are booked.")
    anna.forwards("Tom, please send the price list by Monday 7 December; done when all 12 have it.", subject="List")
    story.on("1 December", "17:00")
    reference = next(
        str(each.reference) for each in story.agreements() if "call" in each.standings[0].action.what.lower()
    )
    anna.answers(f"DONE {reference}", to="Your follow-ups")
    anna.answers("THANKS")
    story.on("7 December", "8:00")
    assert "our last week" in anna.brief()
    assert not tom.has_mail("last week")


def test_a_brief_of_one_line_is_answered_without_its_reference_one_of_two_is_asked_for_by_name(story: Story) -> None:
    anna = story.anna
    anna.forwards(CALLS)
    story.on("3 December", "9:05")
    anna.answers("Looks done - five calls of half an hour", to="Your follow-ups")
    assert anna.has_mail("Noted for you alone")
    story.on("7 December", "8:00")
    anna.forwards("Tom, please send the price list by Monday 7 December; done when all 12 have it.", subject="List")
    story.on("8 December", "9:05")
    anna.answers("DONE", to="Your follow-ups")
    asked = anna.last_mail("Which one do you mean")
    assert "Call the 10 lapsed clients" in asked
    assert "price list" in asked
    assert "done" not in story.states()
