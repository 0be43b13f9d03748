"""A site replaces one template at a time; what is wrong with it is told with file, line and name."""

from __future__ import annotations

from pathlib import Path

import pytest

from followupd.errors import TemplateBroken
from followupd.writing.messages import render_mail
from followupd.writing.render import Templates
from followupd.writing.samples import KNOWN, NOW, broken_templates, mails

THANKS = mails()["thanks"]


def write(tmp_path: Path, name: str, content: str) -> Templates:
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content)
    return Templates(tmp_path)


def test_a_file_of_the_site_goes_before_ours_and_the_rest_stays(tmp_path: Path) -> None:
    templates = write(tmp_path, "mail/thanks.subject.j2", "Well done, {{ owner_first }}!")
    words = render_mail(THANKS, known=KNOWN, now=NOW, templates=templates)
    assert words.subject == "Well done, Tom!"
    assert words.text == render_mail(THANKS, known=KNOWN, now=NOW, templates=Templates()).text


def test_a_layout_of_the_site_changes_every_mail(tmp_path: Path) -> None:
    templates = write(tmp_path, "mail/_about.text.j2", "Ask Ms Okafor about these mails.")
    words = render_mail(mails()["confirmation"], known=KNOWN, now=NOW, templates=templates)
    assert "Ask Ms Okafor about these mails." in words.text


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("mail/thanks.subject.j2", "Thanks\n{{ oner }}", r"thanks\.subject\.j2, line 2: 'oner' is undefined"),
        ("mail/thanks.text.j2", "{{ actions[0].tittle }}", r"thanks\.text\.j2, line 1: .*no attribute 'tittle'"),
        ("mail/thanks.html.j2", "{% if %}", r"thanks\.html\.j2, line 1: Expected an expression"),
        ("mail/thanks.html.j2", '{% include "mail/gone.j2" %}', r"the template mail/gone\.j2 is missing"),
        ("mail/thanks.text.j2", "{{ 1 / 0 }}", r"thanks\.text\.j2, line 1: division by zero"),
        ("mail/thanks.text.j2", "{{ title|nofilter }}", r"thanks\.text\.j2, line 1: No filter named 'nofilter'"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, name: str, content: str, told: str) -> None:
    templates = write(tmp_path, name, content)
    with pytest.raises(TemplateBroken, match=told):
        render_mail(THANKS, known=KNOWN, now=NOW, templates=templates)


def test_a_broken_template_is_found_before_a_mail_is_due(tmp_path: Path) -> None:
    templates = write(tmp_path, "entries/pre_check.html.j2", "{{ secret }}")
    (found, again) = broken_templates(templates)
    assert found == again == f"{tmp_path}/entries/pre_check.html.j2, line 1: 'secret' is undefined"


def test_a_site_may_not_reach_out_of_its_folder(tmp_path: Path) -> None:
    templates = write(tmp_path, "mail/thanks.text.j2", '{% include "../../../../etc/passwd" %}')
    with pytest.raises(TemplateBroken, match="missing"):
        render_mail(THANKS, known=KNOWN, now=NOW, templates=templates)
