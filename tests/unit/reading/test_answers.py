"""What replies mean. Written on Tuesday 24 November 2026, 10:00 in London."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followupd.domain.action import Cause, How, Moment
from followupd.domain.happenings import Answer, Intent
from followupd.domain.people import Person, WorkingTime
from followupd.reading.answers import Asked, Question, read_answers

LONDON = WorkingTime(zone=ZoneInfo("Europe/London"))
SAID = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/London"))
CLOSING = {Intent.DONE, Intent.CONFIRM, Intent.CANCEL}

ONE = Asked(numbers=(1,), whats=("Visit 8 branches and sign 2 leases",), dues=(date(2026, 12, 4),))
THREE = Asked(
    numbers=(1, 2, 3),
    whats=(
        "Send the revised quote to Brightwell",
        "Update the pipeline spreadsheet",
        "Interview two driver candidates",
    ),
    dues=(date(2026, 12, 4), date(2026, 11, 27), date(2026, 12, 11)),
)


def changed(asked: Asked, **changes: object) -> Asked:
    fields = {name: getattr(asked, name) for name in ("numbers", "whats", "dues", "setter", "question", "missing")}
    return Asked(**{**fields, **changes})  # type: ignore[arg-type]


def read(text: str, asked: Asked = ONE, subject: str = "Re: Agreed action [FU-7K3QD]") -> tuple[Answer, ...]:
    return read_answers(text, subject, asked=asked, said=SAID, working=LONDON, day_first=True)


def intents(text: str, asked: Asked = ONE, subject: str = "Re: Agreed action [FU-7K3QD]") -> dict[int | None, Intent]:
    return {answer.number: answer.intent for answer in read(text, asked, subject)}


BOSS = changed(ONE, setter=True)


@pytest.mark.parametrize(
    "text",
    [
        "DONE",
        "done.",
        "#done",
        "/done",
        "!done",
        "✅",
        "✔ done",
        "All done, thanks Anna",
        "Done - visited the last one on Tuesday",
        "That's sorted now",
        "It's complete, photos attached.",
        "Just finished this",
        "completed it this morning",
        "I've visited all 8 branches and signed 2 leases",
        "Couldn't have done it without Priya - it's finished!",
        "Hi Anna,\n\nall done.\n\nKind regards\nTom",
        "Done\n\nSent from my iPhone",
        "Erledigt!",
        "C'est fait",
        "Hecho, gracias",
        "Is gedaan",
    ],
)
def test_the_owner_says_done(text: str) -> None:
    assert intents(text) == {None: Intent.DONE}


@pytest.mark.parametrize(
    "text",
    [
        "Not done",
        "not done yet",
        "Nearly done",
        "Almost finished, one branch to go",
        "Half done",
        "80% done",
        "done?",
        "Is it done",
        "Has this been done already?",
        "I thought it was done",
        "Priya said it's done",
        "It should be done by Friday",
        "It will be done tomorrow",
        "Will get it done",
        "to be done",
        "Consider it done",
        "When it's done I'll tell you",
        "Once completed I will let you know",
        "If it's done before Friday we can celebrate",
        "Done by Friday",
        "Done, but only 1 lease signed so far",
        "Done - signed 1 lease",
        "I've done half of it",
        "I've done 5 branches",
        "I visited 6 branches",
        "The branches are done, leases still to sign",
        "My part is done",
        "The first visit is done",
        "I'm done with this",
        "Easier said than done",
        "Well done!",
        "Never done",
        "It gets done every week",
        "✅ branches",
        "👍",
        "Thanks, OK",
        "Great work everyone",
        "Looks done to me",
        "Wish it was done",
        "We can call it done if you like",
        "What needs to be done?",
        "It isn't done",
        "Haven't finished it",
        "Can't say it's done",
        "It was done last year",
        "Ist das erledigt?",
        "Noch nicht erledigt",
        "Wird morgen erledigt",
        "Ich dachte, es ist erledigt",
        "Pas encore fait",
        "Ce sera fait demain",
        "Todavía no está hecho",
        "Bijna klaar",
        "Please confirm",
        "Can you confirm?",
        "Cancel this please",
        "Do not cancel",
        "Confirm",
        "",
        "   \n",
    ],
)
def test_what_is_not_surely_done_closes_nothing(text: str) -> None:
    assert not set(intents(text).values()) & CLOSING


@pytest.mark.parametrize(
    "text",
    [
        "Not confirmed",
        "I'll confirm on Friday",
        "Please confirm when done",
        "Tom says it's done",
        "I think it's done",
        "Can you confirm that it's done?",
        "Is it sorted?",
        "Confirm, but only the first part",
        "Confirmed? I have not seen it",
        "Cancel the meeting",
        "Don't cancel it",
        "Should we cancel this?",
        "I want to cancel if he agrees",
        "Yes",
        "OK",
        "Great work Tom, thanks",
        "Well done",
        "Thanks!",
        "👍",
        "Done in part",
        "Done? No!",
    ],
)
def test_what_the_setter_does_not_surely_say_closes_nothing(text: str) -> None:
    assert not set(intents(text, BOSS).values()) & CLOSING


@pytest.mark.parametrize(
    "text", ["CONFIRM", "Confirmed, thanks Tom", "Done", "Close it", "He's done this", "Yes, confirmed."]
)
def test_the_setter_confirms(text: str) -> None:
    assert intents(text, BOSS) == {None: Intent.CONFIRM}


@pytest.mark.parametrize(
    "text", ["DROP", "Cancel", "Please cancel this one, the lease fell through", "No longer needed"]
)
def test_only_the_setter_cancels(text: str) -> None:
    assert intents(text, BOSS) == {None: Intent.CANCEL}
    assert intents(text)[None] is not Intent.CANCEL


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Agreed", Intent.AGREED),
        ("ok", Intent.AGREED),
        ("Will do", Intent.AGREED),
        ("👍", Intent.AGREED),
        ("Einverstanden", Intent.AGREED),
        ("D'accord", Intent.AGREED),
        ("Thanks!", Intent.NONE),
        ("Merci", Intent.NONE),
        ("Working on it", Intent.PROGRESS),
        ("Visited 5 of the 8 so far", Intent.PROGRESS),
        ("On track", Intent.PROGRESS),
        ("Should be finished Thursday", Intent.PROGRESS),
        ("Noch nicht fertig", Intent.PROGRESS),
        ("BLOCKED: no car until Friday", Intent.BLOCKED),
        ("I'm stuck, nobody has given me the keys", Intent.BLOCKED),
        ("No time for this", Intent.BLOCKED),
        ("Komme nicht weiter", Intent.BLOCKED),
        ("Which branches do you mean?", Intent.QUESTION),
        ("This is not mine, ask Priya", Intent.DECLINE),
        ("I can't commit to 2 leases", Intent.DECLINE),
        ("Please ignore my last mail, it isn't finished", Intent.REOPEN),
        ("No", Intent.UNCLEAR),
        ("Purple elephants", Intent.UNCLEAR),
        ("STOP", Intent.STOP),
        ("START", Intent.START),
        ("Start these mails again, please", Intent.START),
        ("Help", Intent.HELP),
        ("status", Intent.STATUS),
        ("Please undo that", Intent.UNDO),
    ],
)
def test_the_owner_says_something_else(text: str, intent: Intent) -> None:
    assert intents(text) == {None: intent}


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Could I have until Friday 18 December?", date(2026, 12, 18)),
        ("Need another week", date(2026, 12, 11)),
        ("I need two more days", date(2026, 12, 6)),
        ("I won't make Friday, Tuesday 8th instead?", date(2026, 12, 8)),
        ("Ich brauche noch eine Woche", date(2026, 12, 11)),
        ("It will be done by 18 December", date(2026, 12, 18)),
    ],
)
def test_more_time_is_asked_for(text: str, due: date) -> None:
    (answer,) = read(text)
    assert answer.intent is Intent.RESCHEDULE
    assert answer.due is not None
    assert answer.due.day == due


def test_the_follow_up_is_moved_and_the_due_day_is_not() -> None:
    (answer,) = read("Can we move the catch up to Thursday 10th at 2?")
    assert answer.intent is Intent.MOVE
    assert answer.due is None
    assert answer.follow_up == Moment(day=date(2026, 12, 10), clock=time(14), zone="Europe/London")


def test_not_done_tells_the_cause_and_the_new_date() -> None:
    (answer,) = read("Not done - he was off sick. New date 11 December.", BOSS)
    assert (answer.intent, answer.cause) == (Intent.NOT_DONE, Cause.CIRCUMSTANCES)
    assert answer.due is not None
    assert answer.due.day == date(2026, 12, 11)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1 and 2 done, 3 until the 18th", {1: Intent.DONE, 2: Intent.DONE, 3: Intent.RESCHEDULE}),
        ("1 done\n2 not yet\n3 agreed", {1: Intent.DONE, 2: Intent.PROGRESS, 3: Intent.AGREED}),
        ("1: done 2: not yet 3: done", {1: Intent.DONE, 2: Intent.PROGRESS, 3: Intent.DONE}),
        ("1-3 done", {1: Intent.DONE, 2: Intent.DONE, 3: Intent.DONE}),
        ("Everything except the spreadsheet is done", {1: Intent.DONE, 3: Intent.DONE, 2: Intent.PROGRESS}),
        ("All done but 3, which needs another week", {1: Intent.DONE, 2: Intent.DONE, 3: Intent.RESCHEDULE}),
        ("The first two are done", {1: Intent.DONE, 2: Intent.DONE}),
        ("Quote: done. Interviews: stuck, no CVs", {1: Intent.DONE, 3: Intent.BLOCKED}),
        ("I've sent the revised quote", {1: Intent.DONE}),
        ("2 is done. The others are in progress.", {2: Intent.DONE, 1: Intent.PROGRESS, 3: Intent.PROGRESS}),
        ("2 and 3 agreed, I can't do 1", {2: Intent.AGREED, 3: Intent.AGREED, 1: Intent.BLOCKED}),
        ("Done 1 and 3", {1: Intent.DONE, 3: Intent.DONE}),
        ("All three done!", {None: Intent.DONE}),
        ("1✅ 2✅", {1: Intent.DONE, 2: Intent.DONE}),
        ("Done 7", {None: Intent.UNCLEAR}),
    ],
)
def test_each_action_of_a_mail_has_its_own_answer(text: str, meant: dict[int | None, Intent]) -> None:
    assert intents(text, THREE) == meant


def test_the_setter_speaks_of_some_of_the_actions() -> None:
    boss = changed(THREE, setter=True)
    assert intents("CONFIRM 1 and 2", boss) == {1: Intent.CONFIRM, 2: Intent.CONFIRM}
    assert intents("1 confirmed. Cancel 3 please.", boss) == {1: Intent.CONFIRM, 3: Intent.CANCEL}
    assert intents("Drop the spreadsheet one", boss) == {2: Intent.CANCEL}


@pytest.mark.parametrize(
    ("subject", "text", "meant"),
    [
        ("DONE FU-7K3QD", "", {None: Intent.DONE}),
        ("Re: DONE FU-7K3QD", "sent it on Tuesday", {None: Intent.DONE}),
        ("DONE FU-7K3QD", "not quite yet", {None: Intent.PROGRESS}),
        ("DONE 2 FU-7K3QD", "", {2: Intent.DONE}),
        ("BLOCKED FU-7K3QD", "no access to the figures", {None: Intent.BLOCKED}),
        ("Re: Agreed action: get the quote done [FU-7K3QD]", "", {None: Intent.NONE}),
        ("Automatic reply: DONE FU-7K3QD", "I am out of the office until Monday", {None: Intent.NONE}),
    ],
)
def test_a_mailto_subject_is_a_command(subject: str, text: str, meant: dict[int | None, Intent]) -> None:
    assert intents(text, THREE, subject) == meant


def test_labelled_lines_change_the_fields_they_name() -> None:
    (answer,) = read(
        "Due: 7 December\nMeasure: 3 leases signed\nOwner: Priya Shah\nFollow-up: call on Monday 10:00", BOSS
    )
    assert answer.intent is Intent.AMEND
    item = answer.changes
    assert item is not None
    assert item.due is not None
    assert item.due.value.day == date(2026, 12, 7)
    assert item.measure is not None
    assert item.measure.value == "3 leases signed"
    assert item.owner is not None
    assert item.owner.value == Person(address="")
    assert item.owner.value.name == "Priya Shah"
    assert item.follow_up is not None
    assert item.follow_up.value.how is How.CALL
    assert item.follow_up.value.when == Moment(day=date(2026, 11, 30), clock=time(10), zone="Europe/London")


PREVIEW = changed(THREE, setter=True, question=Question.PREVIEW)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("SEND", {None: Intent.SEND}),
        ("send it", {None: Intent.SEND}),
        ("SEND 1 3", {1: Intent.SEND, 3: Intent.SEND}),
        ("yes", {None: Intent.SEND}),
        ("go ahead", {None: Intent.SEND}),
        ("by Friday", {None: Intent.AMEND}),
        ("Tom", {None: Intent.AMEND}),
        ("1: Friday, 2: Tom", {1: Intent.AMEND, 2: Intent.AMEND}),
        ("1 Tom, 2 Priya, 3 Sam", {1: Intent.AMEND, 2: Intent.AMEND, 3: Intent.AMEND}),
        ("owner is Tom", {None: Intent.AMEND}),
        ("ok", {None: Intent.UNCLEAR}),
        ("Send 5", {None: Intent.UNCLEAR}),
        ("Confirm", {None: Intent.UNCLEAR}),
    ],
)
def test_a_preview_is_answered(text: str, meant: dict[int | None, Intent]) -> None:
    assert intents(text, PREVIEW) == meant


@pytest.mark.parametrize(
    "text",
    ["Don't send", "Send it on Friday", "Should I send it?", "No, don't send this", "Can you send it?", "thanks", "ok"],
)
def test_nothing_is_sent_that_was_not_surely_released(text: str) -> None:
    assert Intent.SEND not in intents(text, PREVIEW).values()


def test_send_with_a_change_makes_the_change_first() -> None:
    assert [answer.intent for answer in read("SEND\nDue: Friday", PREVIEW)] == [Intent.AMEND, Intent.SEND]


def test_a_name_under_a_preview_is_not_the_signature() -> None:
    (answer,) = read("Friday\nAnna", PREVIEW)
    assert answer.changes is not None
    assert answer.changes.owner is None


@pytest.mark.parametrize(
    ("text", "intent", "words"),
    [
        ("THANKS", Intent.THANKS, ""),
        ("Thank you Tom, the Leeds lease looks great", Intent.THANKS, "Thank you Tom, the Leeds lease looks great"),
        ("No thanks", Intent.UNCLEAR, "No thanks"),
        ("thanks but wait until Monday", Intent.UNCLEAR, "thanks but wait until Monday"),
    ],
)
def test_thanks_are_released_by_a_person(text: str, intent: Intent, words: str) -> None:
    (answer,) = read(text, changed(ONE, setter=True, question=Question.THANKS_DRAFT))
    assert (answer.intent, answer.words) == (intent, words)


def test_a_confirmation_can_free_the_slot() -> None:
    assert [answer.intent for answer in read("CONFIRM, FREE", BOSS)] == [Intent.CONFIRM, Intent.FREE]


WORDS = [
    "done",
    "not",
    "nearly",
    "if",
    "when",
    "will",
    "1",
    "2",
    "3",
    "and",
    ",",
    ".",
    "?",
    "!",
    "✅",
    "👍",
    "cancel",
    "confirm",
]
WORDS += ["the", "quote", "send", "Friday", "I", "you", "it", "is"]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=12,
    ).map(" ".join)
)
def test_no_words_break_the_reading(text: str) -> None:
    for asked in (ONE, THREE, BOSS, PREVIEW):
        answers = read(text, asked)
        assert answers
        assert all(answer.number is None or answer.number in asked.numbers for answer in answers)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(
        [
            "not",
            "nearly",
            "never",
            "will be",
            "isn't",
            "should be",
            "almost",
            "if",
            "once",
            "half",
            "not quite",
            "could be",
        ]
    ),
    st.sampled_from(["done", "finished", "completed", "sorted", "all done", "complete"]),
    st.sampled_from(["", " yet", " today", ", thanks", " by Friday", " I hope", "."]),
    st.sampled_from(["", "It is ", "This ", "Hi Anna, it's ", "We are ", "1 is "]),
)
def test_a_word_of_doubt_before_done_never_closes(doubt: str, word: str, tail: str, head: str) -> None:
    for asked in (ONE, THREE, BOSS, changed(THREE, setter=True)):
        assert not set(intents(f"{head}{doubt} {word}{tail}", asked).values()) & CLOSING
