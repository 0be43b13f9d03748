"""A site's own templates: every mistake is found with its file and line before a mail is due."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from followupd.cli import main
from followupd.domain.people import Known
from followupd.engine.words import TemplateWriter
from followupd.writing.checking import mistakes
from followupd.writing.samples import ANNA, KNOWN, NOW, mails

MISTAKES = [
    ("mail/thanks.text.j2", "{% if %}", "mail/thanks.text.j2, line 1: "),
    (
        "mail/thanks.text.j2",
        "ok\n{{ nobody_gives_this }}\n",
        "thanks.text.j2, line 2: 'nobody_gives_this' is undefined",
    ),
    ("mail/thanks.text.j2", "ok\n\n{{ hello | loud }}", "thanks.text.j2, line 3: No filter named 'loud'"),
    ("mail/thanx.text.j2", "ok", "there is no template mail/thanx.text.j2; did you mean mail/thanks.text.j2?"),
    ("notes.txt", "ok", "there is no template notes.txt"),
    (
        "mail/thanks.text.j2",
        '{% extends "mail/_lay.text.j2" %}',
        "thanks.text.j2, line 1: the template mail/_lay.text.j2 is missing",
    ),
    (
        "mail/thanks.text.j2",
        '{% extends "mail/_layout.text.j2" %}\n{% block bdoy %}x{% endblock %}',
        "thanks.text.j2, line 2: the layout has no part “bdoy”",
    ),
    ("fr/mail/thanks.text.j2", "Merci", "mail/thanks.subject.j2 is missing beside it"),
    ("mail/thanks.text.j2", "{{ hello + 1 }}", "thanks.text.j2, line 1: "),
]


def put(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(("name", "text", "said"), MISTAKES)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, name: str, text: str, said: str) -> None:
    put(tmp_path, name, text)
    assert [each for each in mistakes(tmp_path) if said in each], mistakes(tmp_path)


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    put(tmp_path, "mail/thanks.text.j2", "{{ one }}\n{{ two }}")
    put(tmp_path, "mail/echo.subject.j2", "{% for %}")
    assert len(mistakes(tmp_path)) == 3


def test_ours_have_none() -> None:
    assert mistakes(None) == []


def test_check_says_so_by_its_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path, "mail/withdrawal.subject.j2", "Nothing to do: {{ title }} [{{ reference }}]")
    assert main(["templates", "check", str(tmp_path)]) == 0
    put(tmp_path, "mail/withdrawal.subject.j2", "{{ titel }}")
    assert main(["templates", "check", str(tmp_path)]) == 1
    assert "withdrawal.subject.j2, line 1: 'titel' is undefined" in capsys.readouterr().out


def test_preview_writes_html_and_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["templates", "preview", "thanks", "--out", str(tmp_path / "out")]) == 0
    names = {each.name for each in (tmp_path / "out").iterdir()}
    assert {"thanks.html", "thanks.txt", "thanks_own_words.html"} <= names
    assert main(["templates", "preview", "nonsense"]) == 1
    assert main(["templates", "preview", "entry_pre_check"]) == 0
    assert "entry_pre_check.html" in capsys.readouterr().out


def speaking(language: str) -> Known:
    people = tuple(replace(each, language=language) if each.person == ANNA else each for each in KNOWN.people)
    return replace(KNOWN, people=people)


def test_a_second_language_is_a_folder_chosen_for_a_person_and_falls_back_file_by_file(tmp_path: Path) -> None:
    put(tmp_path, "fr/mail/reminder.subject.j2", "Pour vous : {{ cards[0].heading }} [{{ reference }}]")
    writer = TemplateWriter(tmp_path)
    reminder, echo = mails()["reminder"], mails()["echo"]
    assert writer.mail(reminder, speaking("fr"), NOW).subject.startswith("Pour vous")
    assert writer.mail(reminder, speaking("fr"), NOW).text == writer.mail(reminder, KNOWN, NOW).text
    assert writer.mail(reminder, KNOWN, NOW).subject.startswith("For you alone")
    assert writer.mail(echo, speaking("fr"), NOW).subject == writer.mail(echo, KNOWN, NOW).subject
