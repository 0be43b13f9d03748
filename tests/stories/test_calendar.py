"""Stories of weeks in which people live in Outlook: the pair follows them, and never fights them."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.stories.telling import CALLS, Person, Story

#: Without a word of when it is looked at: due on Friday 4 December.
LABELS = "Tom, as agreed: you will label the 40 old boxes in the archive, at least 30 of them, by Friday 4 December."


def times(story: Story, person: Person) -> list[str]:
    """When something stands in this person's diary."""
    return [re.split(r"(?<=\d\d:\d\d) ", each)[0] for each in story.diary(person)]


def test_a_drag_takes_the_pre_check_along_and_shrinks_it_where_no_time_is_left(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(CALLS)
    anna.drags("Follow-up", "17 December", "14:00")
    assert times(story, anna) == ["Tue 15 Dec 09:00", "Thu 17 Dec 14:00"]
    story.on("14 December", "12:00")
    anna.drags("Follow-up", "15 December", "10:00")
    assert times(story, anna) == ["Mon 14 Dec 12:15", "Tue 15 Dec 10:00"]
    anna.drags("Follow-up", "14 December", "12:30")
    assert times(story, anna) == ["Mon 14 Dec 12:30"], "no moment is left to look before"
    assert times(story, tom) == ["Mon 14 Dec 12:30"]
    assert len(tom.mails()) == 1, "Outlook told him of each move; we have not"


def test_a_moved_pre_check_is_a_choice_and_a_deleted_one_too(story: Story) -> None:
    anna = story.anna
    anna.forwards(CALLS)
    anna.drags("Pre-check", "1 December", "16:30")
    anna.drags("Follow-up", "10 December", "11:00")
    assert times(story, anna) == ["Tue 1 Dec 16:30", "Thu 10 Dec 11:00"]
    anna.deletes("Pre-check")
    anna.drags("Follow-up", "15 December", "11:00")
    story.on("14 December")
    assert times(story, anna) == ["Tue 15 Dec 11:00"]


def test_a_deleted_follow_up_is_asked_about_once_and_comes_again_on_a_word_alone(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(CALLS)
    anna.deletes("Follow-up")
    briefs = story.mornings(until="10 December")
    asked = [day for day, text in briefs if "out of the diary" in text]
    assert asked == ["Tue 24 Nov"], briefs
    for word in ("DONE", "CANCEL", "Follow-up:"):
        assert word in dict(briefs)["Tue 24 Nov"]
    assert story.diary(anna) == story.diary(tom) == []
    anna.says("Follow-up: 15 December at 11:00", subject=f"Re: [{story.reference}]")
    assert times(story, anna) == ["Fri 11 Dec 09:00", "Tue 15 Dec 11:00"]
    assert times(story, tom) == ["Tue 15 Dec 11:00"]


def test_a_declined_meeting_is_one_line_and_stays_where_it_is(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(CALLS)
    tom.declines("Follow-up")
    briefs = story.mornings(until="2 December")
    assert [day for day, text in briefs if "has declined the invitation" in text] == ["Tue 24 Nov"]
    assert "Mon 7 Dec 10:00" in " ".join(story.diary(anna))
    assert story.states() == ["open"]


def test_the_owners_time_is_offered_and_taken_with_one_word(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(CALLS)
    tom.proposes("Follow-up", "9 December", "15:00")
    assert "Mon 7 Dec 10:00" in " ".join(story.diary(anna)), "nobody but the setter moves her meeting"
    story.on("24 November", "8:00")
    assert "TAKE" in anna.brief()
    anna.answers(f"TAKE {story.reference}")
    assert times(story, anna) == ["Mon 7 Dec 09:00", "Wed 9 Dec 15:00"]
    tom.accepts("Follow-up")
    assert not [text for _, text in story.mornings(until="2 December") if "proposes" in text]


def test_by_service_the_setters_time_is_taken_at_once_and_the_owners_is_offered(
    open_story: Callable[..., Story],
) -> None:
    story = open_story(calendar="service")
    anna, tom = story.anna, story.tom
    anna.forwards(CALLS)
    anna.proposes("Follow-up", "9 December", "15:00")
    assert times(story, tom) == ["Wed 9 Dec 15:00"]
    anna.accepts("Follow-up")
    assert times(story, anna) == ["Mon 7 Dec 09:00", "Wed 9 Dec 15:00"]
    tom.proposes("Follow-up", "10 December", "15:00")
    assert "Wed 9 Dec 15:00" in " ".join(story.diary(anna))
    story.on("24 November", "8:00")
    anna.answers(f"TAKE {story.reference}")
    assert "Thu 10 Dec 15:00" in " ".join(story.diary(anna))
    assert len(tom.mails()) == 1


def test_a_one_to_one_carries_it_through_every_move_and_its_end_is_asked_about(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.enters("1:1", "8 December", "10:00", to=[tom])
    anna.forwards(LABELS)
    assert times(story, tom) == ["Tue 8 Dec 10:00"], "no new meeting"
    assert times(story, anna) == ["Fri 4 Dec 09:00", "Tue 8 Dec 10:00"]
    anna.drags("1:1", "15 December", "9:30")
    assert times(story, anna) == ["Fri 11 Dec 09:00", "Tue 15 Dec 09:30"]
    anna.deletes("1:1")
    assert story.diary(anna) == []
    story.on("24 November", "8:00")
    assert "out of the diary" in anna.brief()


def test_leave_and_lunch_are_kept_free_and_the_brief_says_where_it_went(story: Story) -> None:
    anna, tom = story.anna, story.tom
    tom.takes_leave("3 December", "8 December")
    anna.forwards(LABELS)
    assert times(story, tom) == ["Wed 9 Dec 16:00"]
    story.on("24 November", "8:00")
    assert "this is the next time that is" in anna.brief()
    anna.says("Follow-up: 7 December", subject=f"Re: [{story.reference}]")
    assert times(story, tom) == ["Mon 7 Dec 16:00"], "a day that was given is kept"
    story.on("25 November", "8:00")
    assert "You gave this time or day" in anna.brief()


def test_a_meeting_moved_beyond_the_change_of_the_clocks_stays_at_its_hour(story: Story) -> None:
    anna, tom = story.anna, story.tom
    anna.forwards(CALLS)
    anna.drags("Follow-up", "30 March", "10:00")  # London is an hour ahead of Greenwich from the 28th
    assert times(story, tom) == ["Tue 30 Mar 10:00"]
    assert times(story, anna) == ["Fri 26 Mar 09:00", "Tue 30 Mar 10:00"]
