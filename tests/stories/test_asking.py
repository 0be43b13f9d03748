"""What people ask of the service, and what they do in their diaries, in the middle of a story."""

from __future__ import annotations

from collections.abc import Callable

from tests.stories.telling import CALLS, Story


def test_a_review_tells_last_time_first_and_what_is_agreed_for_the_third_time(story: Story) -> None:
    anna, tom = story.anna, story.tom
    for day, due in (("24 November", "27 November"), ("1 December", "4 December"), ("8 December", "11 December")):
        story.on(day)
        anna.forwards(f"Tom, please update the candidate tracker by Friday {due}; done when no row is too old.",
                      subject=f"Tracker {due}")  # fmt: skip
        if due != "11 December":
            anna.answers(f"NOT DONE {story.reference} - no time", to="Agreed")
    anna.says("REVIEW Tom")
    agenda = anna.last_mail("review with Tom").text
    assert agenda.index("not done") < agenda.index("open") if "open" in agenda else "not done" in agenda
    assert "third time" in agenda or "3 times" in agenda
    assert not tom.has_mail("third time")


def test_rule_13_the_owner_sees_his_own_actions_and_nothing_private(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(CALLS)
    anna.answers("AT RISK - he is slow", to="Agreed")
    tom.says("MY ACTIONS")
    mine = tom.last_mail("our actions").text
    assert "lapsed clients" in mine
    assert "CRM" not in mine
    assert "slow" not in mine
    tom.answers(f"DONE {story.reference}", to="our actions")
    assert story.states() == ["reported done"]


def test_a_list_is_answered_by_the_line_and_snooze_keeps_the_mornings_quiet(story: Story) -> None:
    anna = story.anna
    anna.forwards(CALLS)
    anna.says("SNOOZE until 8 December")
    assert story.mornings(until="7 December") == []
    assert [day for day, _ in story.mornings(until="9 December")] == ["Tue 8 Dec"]
    anna.says("LIST")
    anna.answers(f"DONE {story.reference}", to="Your follow-ups")
    assert story.states() == ["done"]


def test_who_has_set_nothing_and_asks_for_the_list_sees_what_is_his_to_do(story: Story) -> None:
    story.anna.forwards(CALLS)
    story.tom.says("STATUS")
    assert "lapsed clients" in story.tom.last_mail("our actions").text


def test_what_waits_by_the_end_of_a_snooze_stands_in_the_brief_of_that_day(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(CALLS)
    anna.forwards("Tom, please send the price list by Friday 18 December; done when all 12 have it.", subject="List")
    anna.says("SNOOZE until 10 December")
    story.on("2 December", "10:00")
    tom.says("Half of them have it.", subject=f"Re: [{story.reference}]")
    ((day, text),) = story.mornings(until="10 December")
    assert day == "Thu 10 Dec"
    assert "How did it end?" in text
    assert "Half of them have it" in text
    assert "1 follow-up came and went" in text


def test_the_first_brief_after_time_off_says_what_was_missed_in_it(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(
        "Tom, please call the 10 lapsed clients by Tuesday 1 December; done when 3 meetings are booked. "
        "Let's review it on Wednesday 2 December at 10:00."
    )
    anna.forwards("Tom, please send the price list by Friday 18 December; done when all 12 have it.", subject="List")
    anna.takes_leave("1 December", "4 December")
    story.on("2 December", "11:00")
    tom.says("Half of them have it.", subject=f"Re: [{story.reference}]")
    briefs = dict(story.mornings(until="8 December"))
    assert not {"Tue 1 Dec", "Wed 2 Dec", "Thu 3 Dec", "Fri 4 Dec"} & set(briefs)
    assert "1 follow-up came and went" in briefs["Mon 7 Dec"]
    assert "Half of them have it" in briefs["Mon 7 Dec"]
    assert "How did it end?" in briefs["Mon 7 Dec"]


def test_a_drag_a_no_and_another_time_end_in_one_meeting(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(CALLS)
    anna.drags("Follow-up", "8 December", "14:00")
    assert [line[:16] for line in story.diary(anna)] == ["Fri 4 Dec 09:00 ", "Tue 8 Dec 14:00 "]
    tom.proposes("Follow-up", "9 December", "11:00")
    story.on("25 November")
    assert any("11:00" in mail for mail in anna.mails("Your follow-ups"))
    anna.answers(f"TAKE {story.reference}", to="Your follow-ups")
    assert [line[:16] for line in story.diary(tom)] == ["Wed 9 Dec 11:00 "]
    assert len(tom.mails()) == 1


def test_a_follow_up_taken_out_of_the_diary_is_asked_about_once_and_not_made_again(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(CALLS)
    anna.deletes("Follow-up")
    assert len(story.mornings(until="27 November")) == 1
    assert story.diary(tom) == []
    anna.answers(f"{story.reference} Follow-up: 9 December at 10:00", to="Your follow-ups")
    assert [line[:16] for line in story.diary(tom)] == ["Wed 9 Dec 10:00 "]


def test_rule_4_a_colleague_who_knows_the_reference_changes_nothing(story: Story) -> None:
    story.anna.forwards(CALLS)
    story.sam.says(f"DONE {story.reference}")
    story.sam.says(f"CANCEL {story.reference}")
    assert story.states() == ["open"]
    assert len(story.tom.mails()) == 1


def test_rule_16_in_shadow_mode_nothing_leaves_for_anybody(open_story: object) -> None:
    story: Story = open_story(mode="shadow")  # type: ignore[operator]
    story.anna.forwards(CALLS)
    story.on("9 December")
    assert story.tom.mails() == story.anna.mails() == []
    assert story.diary(story.anna) == story.diary(story.tom) == []


def test_a_meeting_that_is_marked_for_review_in_outlook_brings_the_agenda_the_working_day_before(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(CALLS)
    anna.enters("Tom and Anna", "30 November", "15:00", to=[tom], categories=["Blue", "review"])
    anna.enters("All of us", "27 November", "15:00", to=[tom, story.sam], categories=["Review"])
    anna.enters("Lunch", "27 November", "12:00", to=[tom])
    story.on("26 November")
    assert not anna.has_mail("review with Tom")
    story.on("27 November", "12:00")
    agenda = anna.last_mail("review with Tom")
    assert "lapsed clients" in agenda
    story.on("1 December")
    assert len(anna.mails("review with Tom")) == 1
    assert not tom.has_mail("review with")


def test_no_calendar_is_looked_into_where_the_dedicated_mailbox_organises(open_story: Callable[..., Story]) -> None:
    story = open_story(calendar="service")
    story.anna.forwards(CALLS)
    story.anna.enters("Tom and Anna", "24 November", "15:00", to=[story.tom], categories=["Review"])
    story.on("24 November", "12:00")
    assert not story.anna.has_mail("review with Tom")


def test_a_machine_that_looks_like_a_person_is_not_answered_for_ever(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(CALLS)
    for number in range(15):
        tom.says(f"Your message has been received, ticket {number}. Which queue is it for?",
                 subject=f"Re: [{story.reference}]")  # fmt: skip
    assert len([mail for mail in anna.mails() if "Which queue" in mail]) == 12
    assert story.states() == ["open"]
    story.passes_days(1)
    tom.says("DONE", subject=f"Re: [{story.reference}]")
    assert story.states() == ["reported done"]
