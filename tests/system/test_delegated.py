"""A person signs in, and followupd does what that person may: over HTTPS, against the sandbox."""

from __future__ import annotations

import re
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from followupd.app import graph_settings
from followupd.cli.stage import Stage
from followupd.engine.watch import Watch, surroundings_of
from followupd.errors import ConfigError, LoginFailed, SignInEnded
from followupd.graph.sign_in import SignIn
from followupd.store import open_store
from tests.machine.world import Service, opened
from tests.system.conftest import NOW
from tests.system.mails import NOTE, forward
from tests.system.stories import ANNA_AT, SERVICE_AT, TOM_AT


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """Nobody is signed in yet."""
    template = tmp_path / "empty.sqlite"
    open_store(str(template)).close()
    (tmp_path / "world").mkdir()
    settings = {"graph": {"auth": "delegated", "sign_in_file": "sign_in.json"}}
    with opened(tmp_path / "world", now=NOW, template=template, settings=settings) as found:
        yield found


def signs_in(service: Service, who: str | None) -> str:
    """Say `followupd login`, and do in a browser what it asks for; None: say no there."""
    sign_in = SignIn(graph_settings(service.app.config))
    try:
        flow = sign_in.begin()
        service.do("device", {"user_code": flow["user_code"], "user": who})
        return sign_in.complete(flow)
    finally:
        sign_in.close()


def kept(service: Service) -> Path:
    file = service.app.config.graph.sign_in_file
    assert file is not None
    return file


def agreed(service: Service) -> None:
    service.do("deliver", {"mime": forward(NOTE, NOW), "as": "internal", "to": [SERVICE_AT]})
    service.settle()


def organisers(service: Service) -> set[str]:
    """Who organises what stands in Tom's calendar."""
    return {each["organizer"] for each in service.events()[TOM_AT] if not each["cancelled"]}


def asked(service: Service) -> str:
    return "\n".join(service.sandbox.judge.as_json()["requests"])


def test_who_signs_in_as_the_mailbox_invites_to_what_stands_in_closed_calendars(service: Service) -> None:
    assert signs_in(service, SERVICE_AT) == SERVICE_AT
    service.settle()
    agreed(service)
    assert organisers(service) == {SERVICE_AT}
    (follow_up,) = service.app.store.follow_ups()
    assert (follow_up.way, follow_up.closed) == ("service", True)
    service.do("clock", {"now": (NOW + timedelta(days=1)).replace(hour=8).isoformat()})
    service.settle()
    briefs = [each for each in service.messages() if each.mailbox == ANNA_AT and "Your follow-ups" in each.subject]
    assert len([each for each in briefs if "is not open to this service" in each.body]) == 1
    assert set(service.app.store.notes("calendar_closed/")) == {ANNA_AT}, "the operator is told, too"
    assert service.sandbox.judge.misdeeds == []


def test_a_calendar_that_its_person_has_shared_holds_the_pair(service: Service) -> None:
    service.do("rights", {"person": ANNA_AT, "shared_with": [SERVICE_AT]})
    signs_in(service, SERVICE_AT)
    agreed(service)
    assert organisers(service) == {ANNA_AT}
    (follow_up,) = service.app.store.follow_ups()
    assert {each.mailbox for each in follow_up.entries} == {ANNA_AT}


def test_a_manager_signs_in_and_serves_a_shared_mailbox_of_hers(service: Service) -> None:
    service.do("rights", {"person": SERVICE_AT, "shared_with": [ANNA_AT]})
    assert signs_in(service, ANNA_AT) == ANNA_AT
    agreed(service)
    assert organisers(service) == {ANNA_AT}, "her own calendar is hers"
    told = [each.mailbox for each in service.messages() if each.subject.startswith("Agreed:") and each.ours]
    assert set(told) >= {ANNA_AT, TOM_AT}
    assert service.sandbox.judge.misdeeds == []


def test_what_is_ones_own_is_asked_for_as_me(service: Service) -> None:
    signs_in(service, SERVICE_AT)
    seen: list[str] = []
    service.sandbox.on_exchange.append(lambda call, answer: seen.append(call.path))
    agreed(service)
    assert [path for path in seen if SERVICE_AT in path] == []


def test_the_sign_in_is_kept_for_us_alone(service: Service) -> None:
    signs_in(service, SERVICE_AT)
    assert stat.S_IMODE(kept(service).stat().st_mode) == 0o600
    assert [each.name for each in kept(service).parent.glob("sign_in*")] == [kept(service).name]
    kept(service).chmod(0o640)
    with pytest.raises(ConfigError, match="chmod 600"):
        SignIn(graph_settings(service.app.config)).token()


def test_a_token_that_ends_is_renewed_silently(service: Service) -> None:
    signs_in(service, SERVICE_AT)
    service.settle()
    before = kept(service).read_text()
    for end in ("expire_tokens", "revoke_tokens"):
        service.do("faults", {end: True})
        service.settle()
    assert kept(service).read_text() != before, "what was renewed is kept for the next start"
    service.restart()
    agreed(service)
    assert organisers(service) == {SERVICE_AT}


def test_a_sign_in_that_has_ended_is_an_alarm_until_somebody_signs_in_again(service: Service) -> None:
    signs_in(service, SERVICE_AT)
    service.settle()
    service.do("app", {"end_sign_ins": True})
    service.do("faults", {"revoke_tokens": True})
    with pytest.raises(SignInEnded, match=r"say `followupd login`, and sign in as followup@contoso\.example"):
        service.app.engine.once()
    watch = Watch(
        store=service.app.store, surroundings=surroundings_of(service.app.config), clock=service.app.graph.clock
    )
    (alarm,) = watch.look({"intake": SignInEnded("ended")}).alarms
    assert (alarm.name, "followupd login" in alarm.advice) == ("sign_in", True)
    signs_in(service, SERVICE_AT)
    agreed(service)
    assert organisers(service) == {SERVICE_AT}
    assert watch.look({}).alarms == ()


def test_without_a_sign_in_nothing_is_held_and_all_goes_out_after_it(service: Service) -> None:
    signs_in(service, SERVICE_AT)
    service.settle()
    service.do("deliver", {"mime": forward(NOTE, NOW), "as": "internal", "to": [SERVICE_AT]})
    engine = service.app.engine
    engine._read()
    service.do("app", {"end_sign_ins": True})
    service.do("faults", {"revoke_tokens": True})
    for _ in range(40):
        service.steady.forward(600)
        service.forward(timedelta(minutes=10))
        while engine._send():
            pass
    assert [row.reason for row in service.app.store.effects() if row.state == "held"] == []
    signs_in(service, SERVICE_AT)
    service.settle()
    assert len({each.mailbox for each in service.messages() if each.subject.startswith("Agreed:") and each.ours}) == 3


@pytest.mark.parametrize("end", ["declined", "nobody"])
def test_a_sign_in_that_does_not_come_about_leaves_nothing_behind(service: Service, end: str) -> None:
    if end == "declined":
        with pytest.raises(LoginFailed, match="authorization_declined"):
            signs_in(service, None)
    with pytest.raises(SignInEnded, match="Nobody is signed in"):
        service.app.engine.once()
    assert not kept(service).exists()


def test_the_command_says_what_to_do_and_the_running_service_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "sign_in.json"
    settings = {"poll_seconds": 0.05}
    with Stage(tmp_path, now=NOW, settings=settings) as stage:
        text = stage.config_file.read_text().replace("graph:\n", f"graph:\n  auth: delegated\n  sign_in_file: {file}\n")
        stage.config_file.write_text(text)
        stage.start()
        command = [sys.executable, "-m", "followupd", "login", "-c", str(stage.config_file)]
        login = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=stage.environment()
        )
        patience = threading.Timer(60, login.kill)
        patience.start()
        assert login.stdout is not None
        code = re.search(r"open \S+ and enter the code (\w+)", login.stdout.readline())
        assert code is not None
        stage.post("device", {"user_code": code[1], "user": SERVICE_AT})
        said, errors = login.communicate(timeout=60)
        patience.cancel()
        assert (login.returncode, errors) == (0, "")
        assert said == f"signed in as {SERVICE_AT}; kept in {file}\n"
        stage.post("deliver", {"mime": forward(NOTE, NOW), "as": "internal", "to": [SERVICE_AT]})
        stage.until(lambda: True if [each for each in stage.mails(TOM_AT) if "Agreed" in each["subject"]] else None)
        checked = subprocess.run(
            [*command[:3], "check", *command[4:]], capture_output=True, text=True, env=stage.environment(), check=False
        )
        assert f"ok   login          a token was given, as {SERVICE_AT}" in checked.stdout
        log = (tmp_path / "daemon.log").read_text()
        assert "eyJ" not in log
