"""Login, people, clock and limits of our Graph, on the sandbox."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from followupd.errors import FollowupdError, LoginFailed, Unavailable
from followupd.graph.graph import Graph, open_graph
from followupd.sandbox.faults import Fault
from followupd.sandbox.people import SERVICE
from followupd.sandbox.server import Sandbox
from tests.contract.graph.conftest import NOW, settings_for

ANNA = "anna.reed@contoso.example"


def certificate(folder: Path, *, passphrase: bytes = b"", ends: timedelta = timedelta(days=90)) -> tuple[Path, Path]:
    """A self-signed certificate and its key, as two PEM files."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "followupd")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=100))
        .not_valid_after(now + ends)
        .sign(key, hashes.SHA256())
    )
    hidden = serialization.BestAvailableEncryption(passphrase) if passphrase else serialization.NoEncryption()
    public, private = folder / "app.pem", folder / "app.key"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, hidden))
    return public, private


# ------------------------------------------------------------------------------------------------------ login


@pytest.mark.parametrize("how", ["two files", "one file", "passphrase"])
def test_a_certificate_logs_in(tmp_path: Path, how: str) -> None:
    public, private = certificate(tmp_path, passphrase=b"open sesame" if how == "passphrase" else b"")
    with Sandbox(now=NOW, certificate=public.read_text()) as sandbox:
        given: dict[str, object] = {"secret": "", "certificate": public, "certificate_key": private}
        if how == "one file":
            both = tmp_path / "both.pem"
            both.write_text(private.read_text() + public.read_text())
            given |= {"certificate": both, "certificate_key": None}
        if how == "passphrase":
            given |= {"certificate_passphrase": "open sesame"}
        graph = open_graph(settings_for(sandbox, **given))
        try:
            assert graph.mailbox.changes("inbox", None).last
            assert [finding.ok for finding in graph.check()] == [True] * 5
        finally:
            graph.close()
        assert sandbox.judge.misdeeds == []


def test_a_certificate_that_is_not_registered_is_a_failed_login(sandbox: Sandbox, tmp_path: Path) -> None:
    public, private = certificate(tmp_path)
    graph = open_graph(settings_for(sandbox, secret="", certificate=public, certificate_key=private))
    with pytest.raises(LoginFailed):
        graph.mailbox.changes("inbox", None)
    graph.close()


@pytest.mark.parametrize("text", ["", "-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n"])
def test_a_certificate_that_is_none_is_told_as_such(sandbox: Sandbox, tmp_path: Path, text: str) -> None:
    broken = tmp_path / "broken.pem"
    broken.write_text(text)
    graph = open_graph(settings_for(sandbox, secret="", certificate=broken))
    with pytest.raises(FollowupdError, match=r"(?i)certificate"):
        graph.mailbox.changes("inbox", None)
    assert not graph.check()[0].ok
    graph.close()


def test_a_certificate_that_ends_soon_is_told(sandbox: Sandbox, tmp_path: Path) -> None:
    public, private = certificate(tmp_path, ends=timedelta(days=2))
    graph = open_graph(settings_for(sandbox, secret="", certificate=public, certificate_key=private))
    finding = next(one for one in graph.check() if one.what == "certificate")
    assert not finding.ok
    assert finding.advice
    graph.close()


def test_a_secret_that_is_over_is_a_failed_login(sandbox: Sandbox, graph: Graph) -> None:
    graph.mailbox.changes("inbox", None)
    sandbox.parts.control.post("app", {"expire_secrets": True})
    sandbox.parts.control.post("faults", {"revoke_tokens": True})
    with pytest.raises(LoginFailed):
        graph.mailbox.changes("inbox", None)


def test_a_ca_that_is_not_told_is_not_believed(sandbox: Sandbox) -> None:
    graph = open_graph(settings_for(sandbox, ca_file=None))
    with pytest.raises(Unavailable, match="certificate"):
        graph.mailbox.changes("inbox", None)
    graph.close()


def test_a_server_that_is_away_is_an_outage(sandbox: Sandbox) -> None:
    graph = open_graph(settings_for(sandbox, root="https://127.0.0.1:9", login_root="https://127.0.0.1:9"))
    with pytest.raises(Unavailable, match="no connection"):
        graph.mailbox.changes("inbox", None)
    graph.close()


def test_tokens_that_live_shortly_are_renewed_as_often_as_needed() -> None:
    with Sandbox(now=NOW, token_life=1.0) as sandbox:
        graph = open_graph(settings_for(sandbox))
        for _ in range(3):
            graph.mailbox.changes("inbox", None)
        graph.close()
        assert sandbox.judge.misdeeds == []


def test_everything_is_checked_and_told_in_words(blameless: Sandbox, graph: Graph) -> None:
    findings = graph.check()
    assert [finding.what for finding in findings] == ["login", "mailbox", "calendar", "clock"]
    assert all(finding.ok for finding in findings), findings


def test_a_mailbox_that_is_closed_is_told_with_what_to_do(blameless: Sandbox, graph: Graph) -> None:
    blameless.parts.control.post("rights", {"person": SERVICE, "mail": False, "calendar": False})
    wrong = [finding for finding in graph.check() if not finding.ok]
    assert [finding.what for finding in wrong] == ["mailbox", "calendar"]
    assert all(finding.advice for finding in wrong)


# ----------------------------------------------------------------------------------------------------- people


def test_people_are_known_with_manager_and_working_time(blameless: Sandbox, graph: Graph) -> None:
    priya, anna = graph.directory.look_up(["priya.nair@contoso.example", ANNA])
    assert (anna.person.address, anna.person.name, anna.internal) == (ANNA, "Anna Reed", True)
    assert anna.manager == "mark.lind@contoso.example"
    assert priya.manager == ANNA
    assert priya.working.zone == ZoneInfo("Asia/Kolkata")
    assert anna.working.zone == ZoneInfo("Europe/London")


def test_an_alias_leads_to_its_person(blameless: Sandbox, graph: Graph) -> None:
    people = {"people": [{"address": ANNA, "aliases": ["a.reed@contoso.example"]}]}
    blameless.parts.control.post("people", people)
    found = graph.directory.look_up(["a.reed@contoso.example", "nobody@contoso.example"])
    assert all(known.person.name == "Anna Reed" for known in found)


def test_settings_that_are_closed_give_the_default(blameless: Sandbox, graph: Graph) -> None:
    blameless.parts.control.post("rights", {"person": ANNA, "settings": False})
    (known,) = graph.directory.look_up([ANNA])
    assert known.person.name == "Anna Reed"
    assert known.working.zone == ZoneInfo("UTC")


# ------------------------------------------------------------------------------------------------------ clock


def test_the_business_clock_is_the_sandboxs(sandbox: Sandbox, graph: Graph) -> None:
    graph.learn_time()
    assert abs(graph.clock.now() - NOW) < timedelta(seconds=60)
    sandbox.clock.forward(timedelta(weeks=8))
    graph.mailbox.changes("inbox", None)
    assert abs(graph.clock.now() - NOW - timedelta(weeks=8)) < timedelta(seconds=60)
    graph.mailbox.changes("inbox", None)
    assert sandbox.judge.misdeeds == []


# ----------------------------------------------------------------------------------------------------- limits


def test_many_threads_keep_the_limits(blameless: Sandbox, graph: Graph) -> None:
    blameless.faults.plan(Fault(kind="slow", seconds=0.02), count=0)
    failed: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(4):
                graph.mailbox.changes("inbox", None)
        except FollowupdError as error:
            failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert max(blameless.parts.limits.most.values()) <= 3
