"""The commands of an operator, as processes of their own beside a running daemon."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from followupd import __version__
from followupd.cli.stage import Stage
from followupd.domain.effects import EffectKey, FileMail, Folder
from followupd.domain.mail import MessageId
from followupd.store import open_store
from tests.system.conftest import NOW
from tests.system.mails import NOTE, forward, plain
from tests.system.stories import ANNA_AT, SERVICE_AT, TOM_AT, arrives, ours, running

pytestmark = pytest.mark.xdist_group("commands")

EXAMPLE = Path(__file__).parents[2] / "config.example.yaml"
DESKTOP = Path(__file__).parents[1] / "corpus" / "outlook-desktop-forward.eml"
MOBILE = Path(__file__).parents[1] / "corpus" / "outlook-mobile-forward.eml"
WHAT = "Call the 10 lapsed clients"


@dataclass(frozen=True, slots=True)
class Ran:
    status: int
    out: str
    err: str


def followupd(*words: str, env: dict[str, str] | None = None, stdin: str | None = None) -> Ran:
    """Run one command as a process and return what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "followupd", *words],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        env=env,
        input=stdin,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Anna and Tom have agreed; as much as can be is logged."""
    with running(tmp_path_factory.mktemp("commands"), log_level="debug") as stage:
        arrives(stage, forward(NOTE, NOW))
        yield stage


@pytest.fixture(scope="module")
def run(stage: Stage) -> Callable[..., Ran]:
    """Runs a command with the stage's configuration; keywords are further environment variables."""

    def told(*words: str, **more: str) -> Ran:
        return followupd(*words, "-c", str(stage.config_file), env={**stage.environment(), **more})

    return told


def audited(stage: Stage) -> list[str]:
    with sqlite3.connect(stage.database) as connection:
        return [what for (what,) in connection.execute("SELECT what FROM audit ORDER BY id")]


# ------------------------------------------------------------------------------------------------------------- check


def test_check_says_one_line_for_each_thing_that_is_right(run: Callable[..., Ran]) -> None:
    ran = run("check")
    assert ran.status == 0, ran.out
    lines = ran.out.splitlines()
    assert [line.split()[:2] for line in lines] == [
        ["ok", each] for each in ("configuration", "database", "login", "mailbox", "calendar", "clock")
    ]


@pytest.mark.parametrize(
    ("name", "value", "fails"),
    [
        ("FOLLOWUPD_GRAPH_CLIENT_SECRET", "wrong", "login"),
        ("FOLLOWUPD_GRAPH_LOGIN_ROOT", "https://localhost:9", "login"),
        ("FOLLOWUPD_GRAPH_CA_FILE", "", "login"),
        ("FOLLOWUPD_MAILBOX", "nobody@contoso.example", "mailbox"),
        ("FOLLOWUPD_DATABASE", "/nowhere/followupd.sqlite", "database"),
    ],
)
def test_check_says_what_to_do_about_what_fails(run: Callable[..., Ran], name: str, value: str, fails: str) -> None:
    ran = run("check", **{name: value})
    lines = ran.out.splitlines()
    failed = [line.split()[1] for line in lines if line.startswith("FAIL")]
    assert ran.status == 1
    assert failed[:1] == [fails]
    assert lines[next(n for n, line in enumerate(lines) if line.startswith("FAIL")) + 1].split()[0] == "→"
    assert "wrong" not in ran.out, "a secret is never shown"


def test_check_finds_a_mailbox_that_it_may_not_open(stage: Stage, run: Callable[..., Ran]) -> None:
    stage.post("rights", {"person": SERVICE_AT, "mail": False})
    try:
        ran = run("check")
    finally:
        stage.post("rights", {"person": SERVICE_AT, "mail": True})
    assert ran.status == 1
    assert "FAIL mailbox" in ran.out
    assert "Mail.ReadWrite" in ran.out


# ---------------------------------------------------------------------------------------------------- status and list


def test_status_says_whether_it_is_idle_and_how_old_the_last_read_is(stage: Stage, run: Callable[..., Ran]) -> None:
    stage.settle()
    said = json.loads(run("status", "--json").out)
    assert said["idle"] is True
    assert 0 <= said["last_read_age_seconds"] < 30
    assert said["mode"] == "live"
    assert said["business_time"].startswith("2026-11-23")
    assert {said[name] for name in ("to_take_in", "due", "unsent", "held", "set_aside")} == {0}
    assert run("status").out.startswith("idle: mail was read ")
    assert "Exchange" not in run("status").out


def test_what_exchange_cuts_elsewhere_is_counted_without_a_word_of_it(stage: Stage, run: Callable[..., Ran]) -> None:
    """The sandbox, as any server may, does not know every client's quotation."""
    assert json.loads(run("status", "--json").out)["cut_differs"] == 0
    quoted = "\n\nAm 20.11.2026 um 09:00 schrieb Tom Baker <tom.baker@contoso.example>:\n> Der Schlüssel liegt unten.\n"
    arrives(stage, plain(f"Merci beaucoup.{quoted}", NOW, subject="Re: Schlüssel"))
    assert json.loads(run("status", "--json").out)["cut_differs"] == 1
    assert "  1 mails so far whose new words Exchange cuts elsewhere than followupd" in run("status").out
    (line,) = [line for line in (stage.folder / "daemon.log").read_text().splitlines() if "cut differs" in line]
    assert "count=1" in line or '"count": 1' in line
    assert "Schlüssel" not in line


def test_list_hides_what_people_wrote_unless_it_is_asked_for(stage: Stage, run: Callable[..., Ran]) -> None:
    before = audited(stage)
    (line,) = run("list").out.splitlines()
    assert f"{ANNA_AT} → {TOM_AT}" in line
    assert "2026-12-04  open" in line
    assert WHAT not in line
    assert audited(stage) == before
    assert WHAT in run("list", "--reveal").out
    assert audited(stage) == [*before, "revealed: list"]
    assert run("inbox").out == "Nothing is set aside.\n"


def test_a_mail_that_was_set_aside_is_taken_in_once_more(stage: Stage, run: Callable[..., Ran]) -> None:
    with sqlite3.connect(stage.folder / "followupd.sqlite") as connection:
        newest = connection.execute("SELECT max(id) FROM mails").fetchone()[0]
        connection.execute(
            "UPDATE mails SET verdict = 'set aside', reason = 'begun 3 times without an end' WHERE id = ?", (newest,)
        )
    connection.close()
    (line,) = run("inbox").out.splitlines()
    assert line.split()[:3] == [str(newest), "inbox", "begun"]
    assert run("outbox").out.splitlines()[-1] == "1 mail is set aside: see followupd inbox."
    assert [alarm["name"] for alarm in json.loads(run("status", "--json").out)["alarms"]] == ["set_aside"]
    before = audited(stage)
    assert run("inbox", "retry", str(newest)).out == f"{newest}: retry\n"
    stage.settle()
    assert run("inbox").out == "Nothing is set aside.\n"
    assert json.loads(run("status", "--json").out)["alarms"] == []
    assert audited(stage) == [*before, f"inbox retry {newest}"]
    assert (
        run("inbox", "retry", str(newest)).err == f"followupd: Mail {newest} is not set aside: see followupd inbox.\n"
    )


def test_show_tells_the_whole_history(stage: Stage, run: Callable[..., Ran]) -> None:
    reference = str(stage.store.agreements()[0].reference)
    before = audited(stage)
    hidden = run("show", reference.lower()).out
    assert f"setter {ANNA_AT}" in hidden
    assert "put in writing, version 1" in hidden
    assert "follow-up 2026-12-07 10:00" in hidden
    assert WHAT not in hidden
    assert "CRM" not in hidden
    assert audited(stage) == before
    shown = run("show", reference, "--reveal").out
    assert WHAT in shown
    assert "CRM call log" in shown
    assert audited(stage) == [*before, f"revealed: show {reference}"]


@pytest.mark.parametrize("word", ["FU-00000", "nonsense", ""])
def test_show_of_what_is_not_there_is_one_line(run: Callable[..., Ran], word: str) -> None:
    ran = run("show", word)
    assert ran.status == 1
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize("words", [("list",), ("outbox",), ("status",), ("db", "check"), ("show", "FU-00000")])
def test_what_only_reads_the_database_needs_no_secret(words: tuple[str, ...], stage: Stage) -> None:
    env = {key: value for key, value in stage.environment().items() if "SECRET" not in key}
    ran = followupd(*words, "-c", str(stage.config_file), env=env)
    assert ran.status == (1 if "show" in words else 0), ran.err
    assert "secret" not in ran.err
    assert followupd("check", "-c", str(stage.config_file), env=env).status == 2


# ------------------------------------------------------------------------------------------------------------ outbox


def test_an_effect_that_cannot_be_read_is_listed_with_its_key(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(
        "mode: live\nmailbox: followup@contoso.example\ndatabase: store.sqlite\ngraph: {tenant: x, client_id: x}\n"
    )
    store = open_store(str(tmp_path / "store.sqlite"))
    with store.work() as work:
        for key in ("one", "two"):
            effect = FileMail(key=EffectKey(key), lane=key, message=MessageId(key), folder=Folder.PROCESSED)
            work.put_effect(effect, NOW)
    store.close()
    with sqlite3.connect(tmp_path / "store.sqlite") as connection:
        connection.execute("UPDATE effects SET data = '{}' WHERE key = 'one'")
    lines = followupd("outbox", "-c", str(file)).out.splitlines()
    assert len(lines) == 2
    assert "UNREADABLE: one" in lines[1]
    assert "UNREADABLE" not in lines[0]


def test_the_outbox_is_held_retried_and_dropped_by_hand(tmp_path: Path) -> None:
    with running(tmp_path) as stage:
        # every mail is refused for now: the effects wait for their next try
        stage.post(
            "faults",
            {
                "plan": [
                    {
                        "match": {"method": "POST", "path": "/messages(/[^/]+/createReply)?$", "count": 0},
                        "fault": {"kind": "unavailable"},
                    }
                ]
            },
        )
        stage.post("deliver", {"mime": forward(NOTE, NOW), "as": "internal", "to": [SERVICE_AT]})

        def told(*words: str) -> Ran:
            return followupd(*words, "-c", str(stage.config_file), env=stage.environment())

        def rows() -> dict[int, str]:
            found = {row.id: str(row.state) for row in stage.store.effects() if row.kind == "confirmation"}
            return found if len(found) == 2 else {}

        (setters, owners) = sorted(stage.until(lambda: rows() or None))
        stage.stop()  # nothing is under way while the operator looks
        assert told("outbox", "hold", str(owners)).status == 0
        assert told("outbox", "drop", str(setters)).status == 0
        listed = told("outbox", "list").out
        assert [line.split()[:3] for line in listed.splitlines() if "confirmation" in line] == [
            [str(owners), "held", "confirmation"]
        ]
        assert "dropped" in told("outbox", "--all").out
        assert json.loads(told("status", "--json").out)["held"] == 1
        refused = told("outbox", "retry", str(setters))
        assert refused.status == 1
        assert "cannot be told to retry" in refused.err
        stage.post("faults", {"clear": True})
        assert told("outbox", "retry", str(owners)).status == 0
        stage.start()
        stage.clock(NOW + timedelta(minutes=3))  # what may have happened is looked for a while before it is done again
        stage.settle()
        assert len(ours(stage, TOM_AT)) == 1
        assert ours(stage, ANNA_AT) == []
        assert told("outbox").out == "The outbox is empty.\n"
        assert [what for what in audited(stage) if what.startswith("outbox")] == [
            f"outbox hold {owners}",
            f"outbox drop {setters}",
            f"outbox retry {owners}",
        ]


# ------------------------------------------------------------------------------------------------------ configuration


def test_the_example_is_the_one_that_is_shipped() -> None:
    ran = followupd("config", "example")
    assert ran.status == 0
    assert ran.out == EXAMPLE.read_text(encoding="utf-8")


def test_config_check_tells_all_mistakes_at_once(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text("mode: loud\nmailbx: a@b.example\npoll_seconds: -1\ngraph:\n  tenant: x\n", encoding="utf-8")
    ran = followupd("config", "check", "-c", str(file))
    assert ran.status == 2
    assert ran.out == ""
    for word in ("mode", "mailbx", "poll_seconds", "graph.client_id", "secret"):
        assert word in ran.err, word
    assert followupd("run", "-c", str(file)).status == 2
    assert followupd("check", "-c", str(file)).status == 2


def test_config_check_of_a_good_file(run: Callable[..., Ran]) -> None:
    ran = run("config", "check")
    assert (ran.status, ran.err) == (0, "")


@pytest.mark.parametrize("command", ["run", "check", "status", "list", "outbox"])
def test_a_missing_configuration_is_one_line_and_status_2(command: str, tmp_path: Path) -> None:
    ran = followupd(command, "-c", str(tmp_path / "none.yaml"))
    assert ran.status == 2
    assert len(ran.err.splitlines()) == 1


# -------------------------------------------------------------------------------------------------------------- read


def test_read_says_what_would_be_done_and_from_which_words() -> None:
    ran = followupd("read", str(DESKTOP))
    assert ran.status == 0
    assert "owner: Tom Baker <tom.baker@contoso.example>" in ran.out
    assert "from: “by Friday 4 December”" in ran.out
    assert "send a confirmation mail to Tom Baker" in ran.out


def test_read_takes_standard_input_and_answers_in_json() -> None:
    ran = followupd("read", "--json", "-", stdin=DESKTOP.read_text(encoding="utf-8"))
    assert ran.status == 0
    told = json.loads(ran.out)
    assert told["file"] == "-"
    assert told["would"]["do"]


def test_read_of_several_files_is_a_line_of_json_each() -> None:
    ran = followupd("read", "--json", str(DESKTOP), str(MOBILE))
    assert [json.loads(line)["file"] for line in ran.out.splitlines()] == [str(DESKTOP), str(MOBILE)]
    plain = followupd("read", str(DESKTOP), str(MOBILE))
    assert plain.out.count("== ") == 2


@pytest.mark.parametrize(
    "content", [None, b"", b"\x00\x01\x02", b"no headers, just words", b"Subject: nobody\n\nHello"]
)
def test_a_bad_file_is_one_clear_line_and_the_others_are_read(tmp_path: Path, content: bytes | None) -> None:
    bad = tmp_path / "bad.eml"
    if content is not None:
        bad.write_bytes(content)
    ran = followupd("read", "--json", str(bad), str(DESKTOP))
    assert ran.status == 2
    (line,) = ran.err.splitlines()
    assert line.startswith(f"followupd read: {bad}: ")
    (read,) = ran.out.splitlines()
    assert json.loads(read)["file"] == str(DESKTOP)


def test_a_folder_is_no_mail(tmp_path: Path) -> None:
    ran = followupd("read", str(tmp_path))
    assert ran.status == 2
    assert len(ran.err.splitlines()) == 1


# ------------------------------------------------------------------------------------ the stand-in and the program


def test_the_sandbox_prints_its_connection_first() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "followupd", "sandbox", "--print-connection"], stdout=subprocess.PIPE, encoding="utf-8"
    )
    try:
        assert process.stdout is not None
        said = json.loads(process.stdout.readline())
        assert {"graph_root", "login_root", "tenant", "client_id", "client_secret", "ca_file", "control_root"} <= set(
            said
        )
        assert said["graph_root"].startswith("https://")
    finally:
        process.terminate()
        status = process.wait(timeout=30)
        process.stdout.close()
    assert status == 0


def test_help_and_version() -> None:
    told = followupd("--help")
    assert told.status == 0
    for name in ("run", "demo", "read", "check", "status", "list", "show", "outbox", "config", "sandbox"):
        assert f"\n    {name}" in told.out
        assert followupd(name, "--help").status == 0
    assert followupd("--version").out == f"followupd {__version__}\n"
    assert followupd().status == 2
    assert followupd("dance").status == 2


def test_one_daemon_to_a_database(run: Callable[..., Ran]) -> None:
    ran = run("run")
    assert ran.status == 1
    assert "Another followupd runs on this database" in ran.err


def test_sigterm_ends_the_daemon_with_status_0(tmp_path: Path) -> None:
    with running(tmp_path) as stage:
        assert stage.stop() == 0
        assert "stopped" in (stage.folder / "daemon.log").read_text(encoding="utf-8").splitlines()[-1]


def test_the_log_holds_nobodys_address_and_nobodys_words(stage: Stage) -> None:
    log = (stage.folder / "daemon.log").read_text(encoding="utf-8")
    assert "mail taken in" in log
    for word in ("@", "lapsed", "Anna", "Tom", stage.sandbox.connection.client_secret):
        assert word not in log, word
