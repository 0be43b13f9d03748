"""The seven situations, each lived once: its rhythm, its form, its questions. And what comes again."""

from __future__ import annotations

from datetime import timedelta

from tests.stories.telling import Story

SIX_HOURS = timedelta(hours=6)


def agreed(story: Story, what: str, situation: str, more: str = "") -> None:
    story.anna.forwards(f"Tom, {what}\n\nSituation: {situation}\n{more}")
    assert story.tom.has_mail("Agreed"), [mail.text for mail in story.anna.mails()]


def dues(story: Story) -> list[str]:
    """When each action of the newest agreement is due, and how it stands."""
    return [f"{each.action.due.day:%d %b} {each.state}" for each in story.agreements()[-1].standings]


def test_a_daily_objective_is_a_line_in_the_brief_and_no_meeting(story: Story) -> None:
    agreed(
        story, "please call 5 lapsed clients by Tuesday 24 November; done when 5 calls are logged.", "daily objective"
    )
    assert story.diary(story.tom) == story.diary(story.anna) == []
    briefs = dict(story.mornings(until="25 November"))
    assert "call 5 lapsed clients" in "".join(briefs.values()).lower()
    story.anna.answers(f"DONE {story.reference}", to="Your follow-ups")
    assert story.states() == ["done"]


def test_rule_13_a_quality_improvement_is_neutral_in_the_diary_and_is_looked_at_after_30_days(story: Story) -> None:
    anna, tom = story.anna, story.tom
    agreed(story, "please fix the cause of the wrong labels by Friday 4 December; done when it is in the log.",
           "quality improvement")  # fmt: skip
    assert "label" not in "".join(story.diary(tom) + story.diary(anna)).lower()
    assert tom.has_mail("bring one example")
    story.on("4 December", "16:40")
    anna.answers(f"DONE {story.reference}", to="Your follow-ups")
    anna.answers("AGAIN 30", to="closed as done")
    assert story.states() == ["done", "open"]
    assert tom.has_mail("Look once more at", "Monday 4 January 2027")


def test_a_target_has_a_light_look_each_week_until_its_end(story: Story) -> None:
    anna = story.anna
    agreed(story, "please call 80 lapsed clients by Friday 18 December; done when 80 calls are logged.",
           "target")  # fmt: skip
    seen = []
    for _ in range(3):
        before = len(anna.mails("Your follow-ups"))
        while len(anna.mails("Your follow-ups")) == before:
            story.passes(SIX_HOURS)
        seen.append(f"{story.today:%d %b}")
        anna.answers(f"GOES ON {story.reference}", to="Your follow-ups")
    assert seen == ["30 Nov", "07 Dec", "14 Dec"]
    assert story.diary(story.tom) == []
    story.on("18 December", "10:00")
    anna.answers(f"DONE {story.reference}", to="Your follow-ups")
    assert story.states() == ["done"]


def test_the_look_at_a_target_shows_what_was_agreed_for_its_sake(story: Story) -> None:
    anna = story.anna
    agreed(story, "please bring in 12 placements by Friday 18 December; done when 12 are signed.", "target")
    anna.forwards(
        "Sam, please call the 10 lapsed clients by Friday 11 December, so that we reach the 12 placements; "
        "done when 10 notes are in.", of=story.sam
    )  # fmt: skip
    assert story.sam.has_mail("Agreed")
    briefs = dict(story.mornings(until="1 December"))
    assert "For it: Call the 10 lapsed clients, Sam Lee: no news yet" in briefs["Mon 30 Nov"]


def test_training_is_looked_at_after_7_and_after_30_days(story: Story) -> None:
    anna = story.anna
    agreed(story, "please use the new call guide by Friday 4 December; done when 3 calls are recorded.", "training")
    story.on("4 December", "16:40")
    anna.answers(f"DONE {story.reference}", to="Your follow-ups")
    assert anna.has_mail("AGAIN 7")
    anna.answers("AGAIN 7", to="closed as done")
    story.on("11 December", "16:40")
    anna.answers("2 CONFIRM", to="Agreed")
    assert anna.has_mail("AGAIN 30")
    assert story.states() == ["done", "done"]


def test_a_monthly_review_is_held_in_the_one_to_one(story: Story) -> None:
    agreed(story, "please clear the old vacancies by Monday 21 December; done when none is older than 60 days.",
           "monthly review")  # fmt: skip
    assert len(story.diary(story.tom)) == 1
    story.on("21 December", "8:00")
    assert "vacancies" in story.anna.brief()
    assert "on track" in story.anna.mails("Your follow-ups")[0].text or "Carry it on" in story.anna.brief()


def test_rule_13_an_appraisal_goal_is_looked_at_each_month_and_never_named_in_a_diary(story: Story) -> None:
    anna, tom = story.anna, story.tom
    agreed(story, "please earn the accounting certificate by Friday 26 February; done when the exam is passed.",
           "appraisal goal")  # fmt: skip
    assert "certificate" not in "".join(story.diary(tom) + story.diary(anna)).lower()
    assert [line[:10] for line in story.diary(tom)] == ["Wed 23 Dec"]
    story.on("24 December", "8:00")
    anna.answers(f"GOES ON {story.reference}", to="Your follow-ups")
    story.on("26 December")
    assert [line[:10] for line in story.diary(tom)][-1:] == ["Mon 25 Jan"]
    assert len(tom.mails()) == 1


def test_what_came_of_a_client_meeting_is_asked_the_next_working_morning(story: Story) -> None:
    agreed(story, "please meet Fabrikam by Thursday 26 November; done when the next date is agreed.", "client meeting")
    briefs = dict(story.mornings(until="28 November"))
    assert "Fabrikam" in "".join(briefs.values())
    story.anna.answers(f"DONE {story.reference} - pilot agreed", to="Your follow-ups")
    assert story.states() == ["done"]
    assert story.client.mails() == []


def test_every_other_friday_makes_the_next_one_when_this_one_has_its_outcome_until_the_end(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(
        "Tom, you will send the stock list to all 4 branches every other Friday until 15 January, starting on "
        "Friday 27 November; done when all 4 have it."
    )
    if not story.agreements():
        anna.answers("SEND")
    assert dues(story) == ["27 Nov open"]
    assert len(tom.mails()) == 1
    story.on("27 November", "16:40")
    anna.answers("DONE", to="Agreed")
    assert dues(story) == ["27 Nov done", "11 Dec open"]
    story.on("30 December")  # Anna says nothing for weeks: nothing piles up
    assert dues(story) == ["27 Nov done", "11 Dec open"]
    anna.answers("NOT DONE - the printer was down", to="Agreed")
    assert dues(story) == ["27 Nov done", "11 Dec not done", "08 Jan open"], (
        "every other Friday, counted from the first"
    )
    story.on("8 January", "16:40")
    anna.answers("DONE", to="Agreed")
    assert dues(story)[-1] == "08 Jan done", "the 22nd is after the end"
    assert anna.has_mail("That was the last time")
    assert [line for line in story.diary(tom) if "Jan" in line] == [
        "Fri 8 Jan 16:00 Follow-up: Send the stock list to all 4 branches"
    ]
    assert {mail.subject.split(":")[0] for mail in tom.mails()} == {"Agreed"}


def test_check_monthly_until_the_end_of_march_looks_each_month_and_ends(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(
        "Tom, please bring in 12 new clients by Wednesday 31 March; done when 12 contracts are signed. "
        "Let us check monthly until the end of March."
    )
    if not story.agreements():
        anna.answers("SEND")
    looks = []
    for day in ("23 December", "25 January", "23 February", "23 March", "31 March"):
        looks.append(story.diary(tom)[-1][:10])
        story.on(day, "17:00")
        anna.answers("DONE" if day == "31 March" else "GOES ON", to="Agreed")
    assert looks == ["Wed 23 Dec", "Mon 25 Jan", "Tue 23 Feb", "Tue 23 Mar", "Wed 31 Mar"]
    story.on("9 April")
    assert story.states() == ["done"]
    assert len(story.diary(tom)) == 5
    assert len(tom.mails()) == 1
