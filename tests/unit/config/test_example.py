"""config.example.yaml is printed from the schema, and what it shows is true."""

from __future__ import annotations

import re
from pathlib import Path

from followupd.config.example import example
from followupd.config.load import load
from followupd.config.policy import to_policy
from followupd.config.schema import Config, GraphConfig, PersonConfig
from followupd.config.situations import SituationConfig
from followupd.domain.action import Situation
from followupd.domain.situations import PRESETS

FILE = Path(__file__).parents[3] / "config.example.yaml"
SECRET = {"FOLLOWUPD_GRAPH_CLIENT_SECRET": "hush-hush"}


def test_the_example_is_fresh() -> None:
    assert FILE.read_text(encoding="utf-8") == example()


def test_each_key_stands_in_it_with_its_sentence() -> None:
    plain = " ".join(re.sub(r"^\s*#", "", line).strip() for line in example().splitlines())
    for model in (Config, GraphConfig, PersonConfig, SituationConfig):
        for name, field in model.model_fields.items():
            if name != "graph":
                assert field.description, name
                assert name in plain
                assert field.description in plain


def test_it_loads_once_mode_is_chosen(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(example().replace("\nmode:\n", "\nmode: shadow\n"))
    assert load(file, SECRET).mode == "shadow"


def test_each_default_it_shows_is_the_default(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    text = example().replace("\nmode:\n", "\nmode: shadow\n")
    file.write_text(text)
    plain = load(file, SECRET)
    shown = re.sub(r"^( *)#(?=[a-z_]+:)", r"\1", text[: text.index("#situations:")], flags=re.M)
    shown += re.sub(r"^( *)#(?=[a-z_]+:)", r"\1", text[text.index("\n# Where everything is kept") :], flags=re.M)
    file.write_text(shown)
    assert shown.count("\n#") < text.count("\n#")
    assert load(file, SECRET) == plain


def test_the_person_it_shows_is_readable(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    text = example().replace("\nmode:\n", "\nmode: shadow\n")
    start, end = text.index("#people:"), text.index("\n# Where everything is kept")
    people = "".join(line.removeprefix("#") for line in text[start:end].splitlines(keepends=True))
    file.write_text(text[:start] + people + text[end:])
    (person,) = load(file, SECRET).people
    assert person.also == ["Tom", "TB"]


def test_the_situation_it_shows_is_the_shipped_one_with_what_it_changes(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    text = example().replace("\nmode:\n", "\nmode: shadow\n")
    start, end = text.index("#situations:"), text.index("\n# People with nicknames")
    situations = "".join(line.removeprefix("#") for line in text[start:end].splitlines(keepends=True))
    file.write_text(text[:start] + situations + text[end:])
    presets = to_policy(load(file, SECRET)).presets
    assert presets[Situation.TRAINING].minutes == 45
    assert presets[Situation.TRAINING].later == (7, 30)
    assert presets[Situation.QUALITY] == PRESETS[Situation.QUALITY]


def test_no_secret_has_a_place_in_it() -> None:
    assert not re.search(r"^\s*#?client_secret:", example(), flags=re.M)
