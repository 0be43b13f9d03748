"""The traps of O365 2.1.10 and msal that graph/ closes, one test each: a new version is read against these."""

from __future__ import annotations

import logging
import threading
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import responses

from followupd.domain.mail import MessageId
from followupd.errors import Gone, LoginFailed, OutcomeUnknown, Rejected, Throttled, Unavailable
from followupd.graph.connection import Accounts, SafeConnection
from followupd.graph.graph import open_graph
from followupd.graph.login import Login
from followupd.graph.session import PinnedSession
from followupd.graph.settings import GraphSettings
from followupd.ports import Draft
from tests.unit.graph.played import LOGIN, ROOT, SERVICE, World, login_server

INBOX = f"/users/{SERVICE}/mailFolders/inbox/messages/delta"
DELTA = f"{ROOT}/v1.0{INBOX}?$deltatoken=2"
EVENT = "/users/anna@contoso.example/events/E1"
EMPTY = {"value": [], "@odata.deltaLink": DELTA}


def test_o365_is_the_version_whose_private_parts_are_overridden() -> None:
    assert version("O365") == "2.1.10"


def test_an_expired_token_is_renewed(settings: GraphSettings, rsps: responses.RequestsMock) -> None:
    given = iter(range(1, 10))
    # msal takes a token for expired when it has less than five minutes to live.
    login_server(
        rsps, lambda: (200, {"access_token": f"short-{next(given)}", "expires_in": 60, "token_type": "Bearer"})
    )
    rsps.get(f"{ROOT}/v1.0{INBOX}", json=EMPTY)
    graph = open_graph(settings)
    graph.mailbox.changes("inbox", None)
    graph.mailbox.changes("inbox", None)
    bearers = [call.request.headers["Authorization"] for call in rsps.calls if str(call.request.url).startswith(ROOT)]
    assert bearers == ["Bearer short-1", "Bearer short-2"]


def test_a_revoked_token_is_replaced_by_one_new_token(world: World) -> None:
    world.answers("GET", INBOX, (401, {"error": {"code": "InvalidAuthenticationToken"}}, {}), EMPTY)
    assert world.graph.mailbox.changes("inbox", None).last
    assert [request.headers["Authorization"] for request in world.calls()] == ["Bearer token-1", "Bearer token-2"]


def test_two_refusals_in_a_row_are_a_failed_login_and_no_loop(world: World) -> None:
    world.refuses("GET", INBOX, 401, "InvalidAuthenticationToken")
    with pytest.raises(LoginFailed):
        world.graph.mailbox.changes("inbox", None)
    assert len(world.calls()) == 2
    assert world.tokens == 2


def test_a_write_refused_with_401_is_sent_again_with_the_new_token(world: World) -> None:
    world.answers("POST", f"/users/{SERVICE}/messages/M1/send", (401, None, {}), 202)
    world.graph.mailbox.send(Draft(id=MessageId("M1"), internet_message_id="<1@x>"))  # type: ignore[arg-type]
    assert len(world.calls()) == 2


def test_threads_refused_together_ask_for_one_new_token(settings: GraphSettings, rsps: responses.RequestsMock) -> None:
    given: list[str] = []

    def give() -> tuple[int, dict[str, Any]]:
        given.append(f"token-{len(given) + 1}")
        return 200, {"access_token": given[-1], "expires_in": 3600, "token_type": "Bearer"}

    login_server(rsps, give)
    login = Login(settings)
    stale = login.token()
    threads = [threading.Thread(target=login.renew, args=(stale,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert given == ["token-1", "token-2"]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_nothing_is_tried_again_inside_a_call(world: World, status: int) -> None:
    world.answers("GET", INBOX, (status, {"error": {"code": "X"}}, {"Retry-After": "3600"}), EMPTY)
    with pytest.raises(Unavailable):
        world.graph.mailbox.changes("inbox", None)
    assert len(world.calls()) == 1


def test_a_delete_is_never_sent_twice(world: World) -> None:
    session = PinnedSession(GraphSettings(tenant="t", client_id="c", secret="s", mailbox=SERVICE))
    assert session.get_adapter(ROOT).max_retries.total == 0  # type: ignore[attr-defined]
    world.answers("DELETE", EVENT, 503, 204)
    world.answers("GET", EVENT, _event())
    world.answers("GET", "/users/anna@contoso.example/calendarView", {"value": [{"id": "E1"}]})
    with pytest.raises(OutcomeUnknown):
        world.graph.calendar.cancel("anna@contoso.example", "E1", "")
    assert [request.method for request in world.calls()].count("DELETE") == 1


def test_a_fractional_retry_after_is_read(world: World) -> None:
    world.refuses("GET", INBOX, 429, "TooManyRequests", **{"Retry-After": "2.128"})
    with pytest.raises(Throttled) as caught:
        world.graph.mailbox.changes("inbox", None)
    assert caught.value.retry_after == pytest.approx(2.128)


def test_the_status_and_the_code_of_a_failure_are_told(world: World) -> None:
    world.refuses("GET", INBOX, 503, "ErrorServerBusy", **{"Retry-After": "7", "request-id": "r-1"})
    with pytest.raises(Unavailable) as caught:
        world.graph.mailbox.changes("inbox", None)
    assert (caught.value.status, caught.value.code, caught.value.retry_after) == (503, "ErrorServerBusy", 7.0)
    assert "r-1" in str(caught.value)
    assert "contoso" not in str(caught.value), "Graph's own sentences hold addresses"


def test_every_request_has_its_time_outs_and_no_delay(world: World) -> None:
    world.answers("GET", INBOX, EMPTY)
    world.graph.mailbox.changes("inbox", None)
    assert {request.req_kwargs["timeout"] for request in world.calls()} == {(10.0, 100.0)}
    assert {request.req_kwargs["timeout"] for request in world.calls(LOGIN)} == {(10.0, 30.0)}
    assert world.graph._accounts.mine().con.requests_delay == 0


def test_no_token_no_secret_no_address_and_no_mail_is_logged(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("O365", "O365.connection", "msal", "msal.application", "urllib3", "urllib3.connectionpool"):
        caplog.set_level(logging.DEBUG, logger=name)
    world.answers("GET", INBOX, EMPTY)
    world.refuses("POST", f"/users/{SERVICE}/messages", 400, "ErrorInvalidRecipients")
    world.graph.mailbox.changes("inbox", None)
    with pytest.raises(Rejected):
        world.graph.mailbox._ask("POST", f"/users/{SERVICE}/messages", body={"subject": "Sales figures"})
    for private in ("token-1", "s3cret", "Bearer", "Sales figures", SERVICE, "anna@contoso.example"):
        assert private not in caplog.text


def test_an_empty_page_with_a_next_link_is_not_the_end(world: World) -> None:
    following = f"{ROOT}/v1.0{INBOX}?$skiptoken=1"
    world.answers(
        "GET",
        INBOX,
        {"value": [], "@odata.nextLink": following},
        {
            "value": [{"id": "M1"}],
            **EMPTY,
        },
    )
    page = world.graph.mailbox.changes("inbox", None)
    assert (page.messages, page.cursor, page.last) == ((), following, False)


def test_a_configured_ca_file_wins_over_the_environment(
    settings: GraphSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/etc/ssl/other.pem")
    monkeypatch.setenv("CURL_CA_BUNDLE", "/etc/ssl/other.pem")
    pinned = PinnedSession(replace(settings, ca_file=tmp_path / "ca.pem"))
    assert pinned.merge_environment_settings(ROOT, {}, None, None, None)["verify"] == str(tmp_path / "ca.pem")
    free = PinnedSession(settings)
    assert free.merge_environment_settings(ROOT, {}, None, None, None)["verify"] == "/etc/ssl/other.pem"


def test_the_environment_does_not_reach_a_sandbox(settings: GraphSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    local = PinnedSession(replace(settings, root="https://127.0.0.1:8443"))
    assert not local.merge_environment_settings("https://127.0.0.1:8443", {}, None, None, None)["proxies"]


def test_sending_what_is_no_draft_raises(world: World) -> None:
    world.refuses("POST", f"/users/{SERVICE}/messages/M1/send", 404, "ErrorItemNotFound")
    with pytest.raises(Gone):
        world.graph.mailbox.send(Draft(id=MessageId("M1"), internet_message_id="<1@x>"))  # type: ignore[arg-type]


def test_a_missing_mail_and_a_missing_server_are_told_apart(world: World) -> None:
    world.refuses("GET", f"/users/{SERVICE}/messages/M1", 404, "ErrorItemNotFound")
    world.refuses("GET", f"/users/{SERVICE}/messages/M2", 503, "ServiceUnavailable")
    with pytest.raises(Gone):
        world.graph.mailbox.fetch(MessageId("M1"))
    with pytest.raises(Unavailable):
        world.graph.mailbox.fetch(MessageId("M2"))


def test_no_token_is_written_to_a_file(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    world.answers("GET", INBOX, EMPTY)
    world.graph.mailbox.changes("inbox", None)
    assert list(tmp_path.iterdir()) == []


def test_each_thread_has_its_own_connection_and_all_share_one_login(settings: GraphSettings, world: World) -> None:
    login = Login(settings)
    accounts = Accounts(settings, login, world.graph.clock)
    made = [accounts.mine(), accounts.mine()]
    thread = threading.Thread(target=lambda: made.append(accounts.mine()))
    thread.start()
    thread.join()
    assert made[0] is made[1]
    assert made[0] is not made[2]
    assert {id(account.con.token_backend) for account in made} == {id(login.cache)}
    assert isinstance(made[0].con, SafeConnection)


def test_the_cloud_of_the_configuration_is_used_for_requests_and_for_scopes(world: World) -> None:
    world.answers("GET", INBOX, EMPTY)
    world.graph.mailbox.changes("inbox", None)
    token = next(request for request in world.calls(LOGIN) if request.method == "POST")
    assert "graph.example%2F.default" in token.body
    assert world.calls()[0].url.startswith(f"{ROOT}/v1.0/")
    assert not world.calls("https://login.microsoftonline.com")


def test_an_outage_of_the_login_is_no_storm(settings: GraphSettings, rsps: responses.RequestsMock) -> None:
    asked: list[int] = []

    def give() -> tuple[int, dict[str, Any]]:
        asked.append(1)
        return 503, {"error": "temporarily_unavailable"}

    login_server(rsps, give)
    login = Login(settings)
    for _ in range(3):
        with pytest.raises(Unavailable):
            login.token()
    assert len(asked) == 1, "msal gives its last answer again for five seconds"


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (
            401,
            {"error": "invalid_client", "error_description": "AADSTS7000222: expired.\r\nTrace"},
            LoginFailed,
        ),
        (400, {"error": "unauthorized_client", "error_description": "AADSTS700016"}, LoginFailed),
        (429, {"error": "temporarily_unavailable"}, Unavailable),
        (500, {}, Unavailable),
    ],
)
def test_a_login_that_is_refused_and_one_that_is_down_are_told_apart(
    settings: GraphSettings, rsps: responses.RequestsMock, status: int, body: dict[str, Any], error: type[Exception]
) -> None:
    login_server(rsps, lambda: (status, body))
    with pytest.raises(error) as caught:
        Login(settings).token()
    assert "Trace" not in str(caught.value)
    assert "s3cret" not in str(caught.value)


def test_an_unknown_tenant_is_a_failed_login(settings: GraphSettings, rsps: responses.RequestsMock) -> None:
    rsps.get(f"{LOGIN}/contoso/v2.0/.well-known/openid-configuration", json={"error": "invalid_tenant"}, status=400)
    with pytest.raises(LoginFailed, match="tenant"):
        Login(settings).token()


def test_a_login_server_that_answers_html_is_unavailable(settings: GraphSettings, rsps: responses.RequestsMock) -> None:
    rsps.get(f"{LOGIN}/contoso/v2.0/.well-known/openid-configuration", body="<html>", status=502)
    with pytest.raises(Unavailable):
        Login(settings).token()


def test_the_bearer_goes_to_no_other_host(world: World) -> None:
    connection = world.graph._accounts.mine().con
    for url in ("https://evil.example/v1.0/me", "http://graph.example/v1.0/me", "https://graph.example:444/v1.0/me"):
        with pytest.raises(Rejected):
            connection.get(url)
    assert len(world.rsps.calls) == 0


def test_a_page_that_leads_to_another_host_is_refused_before_its_link_is_kept(world: World) -> None:
    world.answers("GET", INBOX, {"value": [{"id": "M1"}], "@odata.nextLink": "https://evil.example/v1.0/next"})
    with pytest.raises(Rejected):
        world.graph.mailbox.changes("inbox", None)


def test_a_redirect_is_not_followed(world: World) -> None:
    world.answers("GET", INBOX, (302, None, {"Location": "https://evil.example/"}))
    with pytest.raises(Unavailable):
        world.graph.mailbox.changes("inbox", None)
    assert len(world.calls()) == 1


def _event() -> dict[str, Any]:
    return {
        "id": "E1",
        "start": {"dateTime": "2026-06-12T14:00:00.0000000", "timeZone": "UTC"},
        "end": {"dateTime": "2026-06-12T14:30:00.0000000", "timeZone": "UTC"},
        "attendees": [],
    }
