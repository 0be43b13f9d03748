"""Stories of how an agreement comes about, changes and ends before its day."""

from __future__ import annotations

from tests.stories.telling import CALLS, Story


def test_rule_2_a_counter_offer_is_taken_and_both_have_it_in_writing(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(CALLS)
    story.on("24 November", "10:00")
    tom.answers("Could we make it Friday 11 December? I am at the fair this week.")
    assert anna.has_mail("11 December", "at the fair")
    assert not tom.has_mail("Friday 11 December 2026")
    anna.answers("OK", to="at the fair")
    assert tom.has_mail("Agreed", "Friday 11 December 2026", "ersion 2")
    assert anna.has_mail("Agreed", "Friday 11 December 2026", "ersion 2")
    assert story.states() == ["agreed"]
    assert story.diary(tom) == ["Fri 11 Dec 16:00 Follow-up: Call the 10 lapsed clients on the Q4 list and book at…"]
    shown = story.show()
    assert "version 2 agreed in words" in shown
    anna.answers("Measure: at least 4 meetings booked", to="ersion 2")
    story.on("9 December", "8:00")
    assert "Tom has agreed to version 2 in words; it has changed since." in anna.brief()
    assert "before   due 2026-12-04, open, version 1" in shown


def test_a_counter_offer_that_is_not_taken_leaves_what_was_agreed(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(CALLS)
    tom.answers("Measure: at least 2 meetings booked")
    before = len(tom.mails())
    anna.answers("No, let us keep it at 3, as agreed.")
    assert anna.has_mail("stays as agreed", "please say so yourself")
    assert len(tom.mails()) == before
    assert story.agreements()[0].version == 1
    assert story.show().count("offered") == 0


def test_rule_6_the_owner_who_says_nothing_agrees_to_nothing_and_hears_nothing(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(CALLS)
    tom.accepts("Follow-up")
    briefs = dict(story.mornings(until="5 December"))
    assert story.states() == ["open"]
    assert len(tom.mails()) == 1
    assert "NO WORD YET" not in str(briefs.get("Tue 24 Nov"))
    assert "No word yet" in briefs["Thu 3 Dec"]


def test_the_owner_declines_and_the_setter_decides(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(CALLS)
    tom.answers("Sorry, I won't be able to do this. I am on the Leeds project.")
    assert anna.has_mail("Leeds project")
    assert story.states() == ["declined"]
    briefs = dict(story.mornings(until="26 November"))
    assert "Leeds project" in briefs["Wed 25 Nov"]
    anna.answers("Owner: Sam Lee <sam.lee@contoso.example>", to="has answered")
    assert story.sam.has_mail("Agreed", "Call the 10 lapsed clients")
    assert tom.last_mail().subject.startswith("Not needed") or tom.has_mail("not")
    assert story.states() == ["replaced", "open"]
    assert story.diary(tom) == []


def test_rule_2_the_setter_edits_by_reply_and_only_what_was_agreed_makes_a_new_version(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(CALLS)
    anna.answers("Due: 9 December\nMeasure: at least 4 meetings booked", to="Agreed")
    assert tom.has_mail("Wednesday 9 December 2026", "t least 4 meetings booked")
    before = len(tom.mails())
    anna.answers("Follow-up: 10 December at 11:00", to="Agreed")
    anna.answers("Check: the call log of the last week", to="Agreed")
    assert len(tom.mails()) == before
    assert story.agreements()[0].version == 2
    assert story.diary(tom) == ["Thu 10 Dec 11:00 Follow-up: Call the 10 lapsed clients on the Q4 list and book at…"]


def test_rule_2_a_wrong_owner_gets_one_neutral_line_and_the_right_one_starts_at_version_1(story: Story) -> None:
    anna, tom, sam = story.anna, story.tom, story.sam
    anna.forwards(CALLS)
    anna.answers("Owner: Zoe")
    assert anna.has_mail("not sure who Zoe is")
    anna.answers("Owner: Sam", to="Agreed")
    assert len(tom.mails()) == 2
    withdrawal = tom.last_mail()
    assert "Sam" not in withdrawal.text
    assert sam.has_mail("Agreed", "Call the 10 lapsed clients")
    assert story.agreements()[1].version == 1
    assert story.diary(tom) == []
    assert len(story.diary(sam)) == 1
    sam.answers("DONE - 3 booked")
    assert story.states() == ["replaced", "reported done"]


def test_undo_does_not_reach_what_somebody_else_has_in_writing_and_says_what_does(story: Story) -> None:
    anna, tom, sam = story.anna, story.tom, story.sam
    anna.forwards(CALLS)
    anna.answers("Due: 9 December", to="Agreed")
    anna.answers("Owner: Sam Lee <sam.lee@contoso.example>", to="Agreed")
    anna.answers("UNDO", to="Sam has it now")
    assert anna.has_mail("UNDO cannot unsay", "Owner: Tom Baker")
    assert story.states() == ["replaced", "open"]
    assert len(tom.mails()) == 3, "agreed, version 2, not needed"
    anna.says("Owner: Tom Baker <tom.baker@contoso.example>", subject=f"Re: [{story.reference}]")
    assert story.states() == ["replaced", "replaced", "open"]
    assert len(sam.mails()) == 2
    assert tom.last_mail().subject.startswith("Agreed")


def test_undo_of_a_hand_over_is_answered_with_who_can_hand_it_back(story: Story) -> None:
    anna, priya = story.anna, story.priya
    story.service.configure({"people": [{"address": priya.address, "name": priya.name}]})
    anna.forwards(CALLS)
    anna.says("HAND OVER to Priya")
    assert anna.has_mail("Priya can hand it over to you")
    anna.answers("UNDO", to="Priya can hand it over")
    assert anna.has_mail("only that colleague can hand back")
    assert story.agreements()[0].setter.address == priya.address


def test_rule_1_a_note_without_a_measure_waits_for_one_word(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards("Tom, please work on the candidate file by Friday 4 December.")
    assert tom.mails() == []
    anna.answers("Measure: every candidate has a next date")
    assert tom.has_mail("Agreed", "very candidate has a next date")


def test_rule_5_a_preview_without_an_answer_is_brought_up_once_then_stands_in_the_brief(story: Story) -> None:
    anna = story.anna
    anna.forwards("Tom, please work on the candidate file by Friday 11 December.")
    story.on("30 November")
    assert len([mail for mail in anna.mails() if "work on the candidate file" in mail.text.lower()]) >= 2
    assert story.tom.mails() == []
    assert any("othing has been sent to Tom" in mail for mail in anna.mails("Your follow-ups for"))


def test_rule_15_stop_by_the_owner_ends_our_mails_and_the_setter_goes_on(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(CALLS)
    tom.answers("STOP")
    before = len(tom.mails())
    assert len([mail for mail in anna.mails() if "STOP" in mail.text and "Tom" in mail.subject + mail.text]) >= 1
    briefs = story.mornings(until="9 December")
    assert [day for day, _ in briefs] == ["Thu 3 Dec", "Mon 7 Dec", "Tue 8 Dec"]
    anna.answers(f"DONE {story.reference}")
    anna.answers("THANKS")
    assert story.states() == ["done"]
    assert len(tom.mails()) == before


def test_undo_after_confirm_opens_it_again_and_a_second_confirm_closes_it(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(CALLS)
    tom.answers("DONE - 4 booked")
    anna.answers("CONFIRM", to="Agreed")
    assert story.states() == ["done"]
    anna.answers("UNDO")
    assert story.states() == ["reported done"]
    assert anna.has_mail("Taken back")
    anna.answers("CONFIRM", to="Agreed")
    anna.answers("THANKS", to="closed as done")
    assert story.states() == ["done"]
    assert len(tom.mails("Thank you")) == 1


def test_an_owner_who_blocks_early_is_helped_with_a_new_date(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(CALLS)
    story.on("26 November", "11:00")
    tom.answers("BLOCKED - I have no access to the CRM")
    assert anna.has_mail("no access to the CRM")
    anna.answers("Due: 10 December", to="no access to the CRM")
    assert tom.has_mail("Agreed", "Thursday 10 December 2026")
    assert story.states() == ["open"]
    briefs = dict(story.mornings(until="9 December"))
    assert list(briefs) == ["Tue 8 Dec"]
    assert "put off" in briefs["Tue 8 Dec"] or "before" in briefs["Tue 8 Dec"] or "moved" in briefs["Tue 8 Dec"]
    assert "blocked" in story.show()


def test_who_answers_us_alone_is_told_that_the_owner_has_not_seen_it(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(CALLS)
    tom.answers("Which clients count as lapsed?")
    anna.answers("since 2024", to="Tom")
    assert anna.has_mail("Tom has not seen it")
    seen = len(anna.mails())
    anna.writes("Tom, is that clear?", to=[tom], subject=f"Re: [{story.reference}]")
    assert len(anna.mails()) == seen


def test_another_amount_is_an_offer_that_one_word_takes(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(CALLS)
    tom.answers("I can do it, but at least 2 meetings and by 9 December would be realistic")
    assert anna.has_mail("Tom", "2 meetings", "9 December")
    assert story.agreements()[0].version == 1
    anna.answers("OK")
    (agreement,) = story.agreements()
    assert agreement.version == 2
    assert agreement.standings[0].action.measure == "At least 2 meetings booked"
    assert agreement.standings[0].action.due.day.day == 9
    assert tom.has_mail("2 meetings")


def test_fewer_than_agreed_is_an_offer_and_no_plain_no(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(CALLS)
    tom.answers("Could I do 8 instead of 10?")
    anna.answers("OK")
    (agreement,) = story.agreements()
    assert agreement.version == 2
    assert "8 lapsed clients" in agreement.standings[0].action.what
