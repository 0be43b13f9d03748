"""The configuration is read from file, environment and credentials; all mistakes are told at once."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from followupd.config.load import environment_names, load, load_data
from followupd.domain.mail import Way
from followupd.domain.policy import Closing, Mode, SendRule
from followupd.errors import ConfigError

WHOLE = """\
mode: pilot
mailbox: FollowUp@Example.com
graph:
  tenant: example.com
  client_id: app
pilot: [anna.reed@example.com]
"""
SECRET = {"FOLLOWUPD_GRAPH_CLIENT_SECRET": "hush-hush"}


def write(folder: Path, text: str, mode: int = 0o644) -> Path:
    file = folder / "config.yaml"
    file.write_text(text)
    file.chmod(mode)
    return file


def problems(folder: Path, text: str, environ: dict[str, str] | None = None) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load(write(folder, text), SECRET if environ is None else environ)
    file = str(folder / "config.yaml: ")
    assert all(problem.startswith(file) for problem in caught.value.problems)
    return [problem.removeprefix(file) for problem in caught.value.problems]


def test_a_short_file_is_enough(tmp_path: Path) -> None:
    config = load(write(tmp_path, WHOLE), SECRET)
    assert config.mode is Mode.PILOT
    assert config.mailbox == "followup@example.com"
    assert config.inside == {"example.com"}
    assert config.graph.root == "https://graph.microsoft.com"
    assert config.send is SendRule.WHEN_SURE
    assert config.database == "sqlite:////var/lib/followupd/followupd.sqlite"
    assert config.graph.client_secret is not None
    assert config.graph.client_secret.get_secret_value() == "hush-hush"


def test_the_secret_is_never_shown(tmp_path: Path) -> None:
    config = load(write(tmp_path, WHOLE), SECRET | {"FOLLOWUPD_DATABASE": "postgresql://u:hush-hush@db/f"})
    assert "hush-hush" not in repr(config)
    assert "hush-hush" not in str(config)


@pytest.mark.parametrize(
    ("name", "value", "key", "meant"),
    [
        ("FOLLOWUPD_MODE", "live", "mode", Mode.LIVE),
        ("FOLLOWUPD_POLL_SECONDS", "0.2", "poll_seconds", 0.2),
        ("FOLLOWUPD_DELEGATES", "true", "delegates", True),
        ("FOLLOWUPD_SETTERS", "a@example.com, B@example.com", "setters", ["a@example.com", "b@example.com"]),
        ("FOLLOWUPD_PILOT", "a@example.com", "pilot", ["a@example.com"]),
        ("FOLLOWUPD_BRIEF_TIME", "8:05", "brief_time", time(8, 5)),
        ("FOLLOWUPD_CALENDAR", "service", "calendar", Way.SERVICE),
        ("FOLLOWUPD_CLOSING", "owner", "closing", Closing.OWNER),
    ],
)
def test_the_environment_goes_before_the_file(tmp_path: Path, name: str, value: str, key: str, meant: object) -> None:
    config = load(write(tmp_path, WHOLE), SECRET | {name: value})
    assert getattr(config, key) == meant


def test_the_environment_alone_may_tell_the_whole_graph_section(tmp_path: Path) -> None:
    environ = SECRET | {"FOLLOWUPD_GRAPH_TENANT": "t", "FOLLOWUPD_GRAPH_CLIENT_ID": "c"}
    config = load(write(tmp_path, "mode: live\nmailbox: f@example.com\ngraph:\n"), environ)
    assert config.graph.tenant == "t"


@pytest.mark.parametrize(
    ("text", "key", "meant"),
    [
        ("follow_up_time: 16:30", "follow_up_time", time(16, 30)),
        ('follow_up_time: "09:05"', "follow_up_time", time(9, 5)),
        ("brief_time: 6:45", "brief_time", time(6, 45)),
        ("country: gb-eng", "country", "GB-ENG"),
        ("country: NO", "country", "NO"),
        ("setters: internal", "setters", ["internal"]),
        ("poll_seconds: .5", "poll_seconds", 0.5),
        ("zone: Europe/Dublin", "zone", "Europe/Dublin"),
        ('operator: ""', "operator", None),
        ('templates: ""', "templates", None),
    ],
)
def test_a_value_means_what_a_reader_thinks(tmp_path: Path, text: str, key: str, meant: object) -> None:
    assert getattr(load(write(tmp_path, WHOLE + text), SECRET), key) == meant


@pytest.mark.parametrize(
    ("told", "url"),
    [
        ("sqlite:////srv/f.sqlite", "sqlite:////srv/f.sqlite"),
        ("/srv/f.sqlite", "sqlite:////srv/f.sqlite"),
        ("postgresql://db/followupd", "postgresql+psycopg://db/followupd"),
        ("postgres://db/followupd", "postgresql+psycopg://db/followupd"),
    ],
)
def test_a_database_is_a_url_or_a_file(tmp_path: Path, told: str, url: str) -> None:
    assert load(write(tmp_path, f"{WHOLE}database: {told}"), SECRET).database == url


def test_paths_are_meant_from_the_folder_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "ca.pem").write_text("")
    text = WHOLE.replace("client_id: app", "client_id: app\n  ca_file: ca.pem") + "templates: own\ndatabase: f.sqlite"
    config = load(write(tmp_path, text), SECRET)
    assert config.templates == tmp_path / "own"
    assert config.graph.ca_file == tmp_path / "ca.pem"
    assert config.database == f"sqlite:///{tmp_path}/f.sqlite"


# ------------------------------------------------------------------------------------------------- mistakes


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("poll_second: 3", "line 7: poll_second: there is no such key: did you mean `poll_seconds`?"),
        ("client_id: x", "line 7: client_id: there is no such key: did you mean `graph.client_id`?"),
        ("zzzzzz: 3", "line 7: zzzzzz: there is no such key."),
        ("poll_seconds: often", "line 7: poll_seconds: it has to be a valid number"),
        ("poll_seconds: 0", "line 7: poll_seconds: it has to be greater than 0 (it says “0”)."),
        ("send: maybe", "line 7: send: write when_sure or preview (it says “maybe”)."),
        ("delegates: perhaps", "line 7: delegates: write true or false (it says “perhaps”)."),
        ("zone: London", "line 7: zone: write an IANA time zone, such as Europe/London (it says “London”)."),
        ("country: Wonderland", "line 7: country: write a country code"),
        ("brief_time: 25:00", "line 7: brief_time: write a time of day as hours and minutes, such as 16:00"),
        ("brief_time: 7", "line 7: brief_time: write a time of day as hours and minutes, such as 16:00 (it says “7”)."),
        ("operator: nobody", "line 7: operator: write one mail address"),
        ("operator: followup@example.com", "line 7: operator: write a person's address"),
        ("operator: x@elsewhere.org", "line 7: operator: write an address inside the organisation"),
        ("setters: [internal, nobody]", "line 7: setters.2: write one mail address"),
        ("people: [{address: a@example.com, nick: A}]", "line 7: people.1.nick: there is no such key"),
        ("people: [{name: A}]", "line 7: people.1.address: is missing. Mail address."),
        ("database: mysql://x", "line 7: database: write sqlite:///… , postgresql://… or the path of a SQLite file."),
        ("templates: nowhere", "line 7: templates: there is no folder"),
        ("mode: live", "line 7: `mode` is told twice (first in line 1)."),
    ],
)
def test_a_mistake_is_told_with_its_line_key_and_remedy(tmp_path: Path, text: str, told: str) -> None:
    (found,) = problems(tmp_path, WHOLE + text)
    assert found.startswith(told)


def test_a_misspelt_key_below_graph_is_told_with_its_section(tmp_path: Path) -> None:
    found = problems(tmp_path, WHOLE.replace("tenant:", "tennant:"))
    assert "line 4: graph.tennant: there is no such key: did you mean `graph.tenant`?" in found
    assert any(problem.startswith("line 3: graph.tenant: is missing.") for problem in found)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    found = problems(tmp_path, "mode: pilot\nsend: never\nzone: Nowhere\ngraph: {client_id: x}\n", {})
    keys = [problem.split(": ")[1] if problem.startswith("line") else problem.split(": ")[0] for problem in found]
    assert sorted(keys) == ["graph.client_secret", "graph.tenant", "mailbox", "pilot", "send", "zone"]


def test_mode_has_no_default_and_says_what_it_is(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, WHOLE.replace("mode: pilot\n", ""))
    assert found.startswith("mode: is missing. What may go out. shadow:")


def test_an_empty_mode_lists_the_modes(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, WHOLE.replace("mode: pilot", "mode:"))
    assert found == "line 1: mode: write shadow, pilot or live."


def test_a_broken_file_is_told_with_its_line(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, "mode: live\nmailbox: [a\ngraph: {\n")
    assert found.startswith("line 3, column")


def test_a_list_instead_of_keys_is_told(tmp_path: Path) -> None:
    assert problems(tmp_path, "- mode\n") == ["line 1: write keys and values here, such as `mode: shadow`."]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.yaml: cannot be read"):
        load(tmp_path / "nowhere.yaml", SECRET)


def test_a_file_that_is_not_text_is_told(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_bytes(b"\xff\xfe\x00mode")
    with pytest.raises(ConfigError, match="not a text file"):
        load(file, SECRET)


def test_a_misspelt_environment_variable_is_told(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, WHOLE, SECRET | {"FOLLOWUPD_POLL_SECOND": "3", "FOLLOWUPD_CONFIG": "x"})
    assert found == "the environment variable FOLLOWUPD_POLL_SECOND sets nothing: did you mean FOLLOWUPD_POLL_SECONDS?"


# -------------------------------------------------------------------------------------------------- secrets


def test_the_secret_comes_from_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hush-hush\n")
    secret.chmod(0o600)
    text = WHOLE.replace("client_id: app", "client_id: app\n  client_secret_file: secret")
    config = load(write(tmp_path, text), {})
    assert config.graph.client_secret is not None
    assert config.graph.client_secret.get_secret_value() == "hush-hush"


def test_the_secret_comes_from_a_systemd_credential(tmp_path: Path) -> None:
    (tmp_path / "client_secret").write_text("hush-hush\n")
    config = load(write(tmp_path, WHOLE), {"CREDENTIALS_DIRECTORY": str(tmp_path)})
    assert config.graph.client_secret is not None
    assert config.graph.client_secret.get_secret_value() == "hush-hush"


def test_a_secret_file_that_everybody_may_read_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hush-hush")
    secret.chmod(0o644)
    (found,) = problems(
        tmp_path, WHOLE.replace("client_id: app", "client_id: app\n  client_secret_file: secret"), environ={}
    )
    assert found.startswith("graph.client_secret_file: everybody may read")
    assert "hush-hush" not in found


def test_a_secret_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    (found,) = problems(
        tmp_path, WHOLE.replace("client_id: app", "client_id: app\n  client_secret_file: secret"), environ={}
    )
    assert "cannot be read (No such file or directory)" in found


@pytest.mark.parametrize(
    "text",
    [
        WHOLE.replace("client_id: app", "client_id: app\n  client_secret: hush-hush"),
        WHOLE + "database: postgresql://u:hush-hush@db/followupd\n",
    ],
)
def test_a_secret_in_a_file_that_everybody_may_read_is_refused(tmp_path: Path, text: str) -> None:
    (found,) = problems(tmp_path, text)
    assert found.startswith("a secret stands in this file, and everybody may read it.")
    assert "hush-hush" not in found


def test_an_empty_secret_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "client_secret").write_text("\n")
    found = problems(tmp_path, WHOLE, {"CREDENTIALS_DIRECTORY": str(tmp_path)})
    assert found[0] == f"the systemd credential client_secret: {tmp_path}/client_secret is empty."


@pytest.mark.parametrize("text", ["3: x", "graph: 3", "people: anna", "mode: [live]", "graph: [a]", "pilot: {a: b}"])
def test_nonsense_is_told_and_not_fallen_over(tmp_path: Path, text: str) -> None:
    assert problems(tmp_path, text)


def test_a_secret_in_a_closed_file_is_taken(tmp_path: Path) -> None:
    text = WHOLE.replace("client_id: app", "client_id: app\n  client_secret: hush-hush")
    assert load(write(tmp_path, text, 0o640), {}).graph.client_secret is not None


def test_no_way_to_log_in_is_told(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, WHOLE, {})
    assert found.startswith("line 3: graph.client_secret: a secret is missing.")


@pytest.mark.parametrize("file", ["client_secret_file: nowhere", "certificate_file: nowhere", "key_file: nowhere"])
def test_who_only_reads_the_database_needs_no_way_to_log_in(file: str, tmp_path: Path) -> None:
    text = WHOLE.replace("client_id: app", f"client_id: app\n  {file}")
    assert problems(tmp_path, text, {})
    config = load(write(tmp_path, text), {"CREDENTIALS_DIRECTORY": str(tmp_path)}, login=False)
    assert config.graph.client_secret is None


def test_a_certificate_takes_the_place_of_the_secret(tmp_path: Path) -> None:
    (tmp_path / "app.pem").write_text("")
    (tmp_path / "client_key").write_text("")
    text = WHOLE.replace("client_id: app", "client_id: app\n  certificate_file: app.pem")
    assert load(write(tmp_path, text), {}).graph.key_file is None
    config = load(write(tmp_path, text), {"CREDENTIALS_DIRECTORY": str(tmp_path)})
    assert config.graph.key_file == tmp_path / "client_key"
    (found,) = problems(tmp_path, text, SECRET)
    assert found == "line 6: graph.certificate_file: give a secret or a certificate, one of them."


def test_a_key_needs_its_certificate(tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_text("")
    (found,) = problems(tmp_path, WHOLE.replace("client_id: app", "client_id: app\n  key_file: key.pem"), {})
    assert found.startswith("line 3: graph.certificate_file: a key needs its certificate")


# ------------------------------------------------------------------------------------------------------ more


def test_each_key_but_people_has_its_environment_variable() -> None:
    names = environment_names()
    assert names["FOLLOWUPD_GRAPH_LOGIN_ROOT"] == ("graph", "login_root")
    assert names["FOLLOWUPD_MODE"] == ("mode",)
    assert ("people",) not in names.values()


def test_data_made_by_a_program_is_checked_alike(tmp_path: Path) -> None:
    data = {"mode": "live", "mailbox": "f@example.com", "graph": {"tenant": "t", "client_id": "c"}}
    assert load_data(data, SECRET, folder=tmp_path).mode is Mode.LIVE
    with pytest.raises(ConfigError) as caught:
        load_data({"mode": "loud"}, {}, folder=tmp_path)
    assert len(caught.value.problems) == 5


@pytest.mark.parametrize(
    ("told", "meant"),
    [("2027-11-30", date(2027, 11, 30)), ('"2027-11-30"', date(2027, 11, 30)), ('""', None)],
)
def test_the_end_of_the_secret_is_a_date(tmp_path: Path, told: str, meant: date | None) -> None:
    text = WHOLE.replace("client_id: app", f"client_id: app\n  secret_expires: {told}")
    assert load(write(tmp_path, text), SECRET).graph.secret_expires == meant


def test_an_end_that_is_no_date_is_told(tmp_path: Path) -> None:
    text = WHOLE.replace("client_id: app", "client_id: app\n  secret_expires: next year")
    with pytest.raises(ConfigError, match=r"graph\.secret_expires: write a date as year-month-day"):
        load(write(tmp_path, text), SECRET)
