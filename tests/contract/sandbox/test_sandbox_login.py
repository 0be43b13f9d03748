"""The token end point: secret, certificate, device code, expiry, revocation; msal is the judge where it can be."""

from __future__ import annotations

import base64
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import msal
import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from followupd.sandbox.server import Sandbox
from tests.contract.sandbox.sandbox_client import ANNA, SERVICE, Graph, new_session

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def certificate() -> tuple[str, str, bytes]:
    """Return a key and a certificate as PEM, and its SHA-1 thumbprint."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "followupd")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return (
        private.decode(),
        made.public_bytes(serialization.Encoding.PEM).decode(),
        made.fingerprint(hashes.SHA1()),
    )


def token_request(sandbox: Sandbox, session: requests.Session, **form: str) -> requests.Response:
    connection = sandbox.connection
    said = {
        "grant_type": "client_credentials",
        "client_id": connection.client_id,
        "scope": f"{connection.graph_root}/.default",
    } | form
    return session.post(f"{connection.login_root}/{connection.tenant}/oauth2/v2.0/token", data=said)


@pytest.mark.parametrize(
    ("form", "status", "error", "number"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client", 7000215),
        ({"client_id": "nobody", "client_secret": "x"}, 400, "unauthorized_client", 700016),
        ({"client_secret": "sandbox~secret", "scope": "Mail.Read"}, 400, "invalid_scope", 1002012),
        (
            {"client_secret": "sandbox~secret", "scope": "https://other.example/.default"},
            400,
            "invalid_resource",
            500011,
        ),
        ({"client_secret": "sandbox~secret", "grant_type": "password"}, 400, "unsupported_grant_type", 70003),
    ],
)
def test_a_wrong_login_is_refused_as_entra_does(
    graph: Graph, form: dict[str, str], status: int, error: str, number: int
) -> None:
    answer = token_request(graph.sandbox, graph.session, **form)
    assert answer.status_code == status
    assert answer.json()["error"] == error
    assert answer.json()["error_codes"] == [number]


def test_an_expired_secret_says_so(graph: Graph) -> None:
    graph.control("app", {"expire_secrets": True})
    answer = token_request(graph.sandbox, graph.session, client_secret="sandbox~secret")
    assert (answer.status_code, answer.json()["error_codes"]) == (401, [7000222])


def test_msal_gets_a_token_with_a_certificate(sandbox: Sandbox) -> None:
    private, public, thumbprint = certificate()
    with new_session(sandbox) as session:
        graph = Graph(sandbox, session)
        graph.control("app", {"certificate": public})
        app = msal.ConfidentialClientApplication(
            sandbox.connection.client_id,
            authority=f"{sandbox.connection.login_root}/{sandbox.connection.tenant}",
            client_credential={"private_key": private, "thumbprint": thumbprint.hex(), "public_certificate": public},
            instance_discovery=False,
            http_client=session,
        )
        answer = app.acquire_token_for_client([f"{sandbox.connection.graph_root}/.default"])
        assert "access_token" in answer, answer
        session.headers["Authorization"] = f"Bearer {answer['access_token']}"
        assert graph.get(f"/users/{SERVICE}")["mail"] == SERVICE


@pytest.mark.parametrize("flaw", ["signature", "audience", "expired", "unknown certificate", "another app"])
def test_a_flawed_assertion_is_refused(graph: Graph, flaw: str) -> None:
    private, public, thumbprint = certificate()
    other, _, _ = certificate()
    connection = graph.sandbox.connection
    endpoint = f"{connection.login_root}/{connection.tenant}/oauth2/v2.0/token"
    now = datetime.now(UTC)
    claims: dict[str, Any] = {
        "aud": "https://elsewhere.example" if flaw == "audience" else endpoint,
        "iss": "another" if flaw == "another app" else connection.client_id,
        "sub": connection.client_id,
        "jti": str(uuid.uuid4()),
        "exp": now + timedelta(minutes=-5 if flaw == "expired" else 5),
    }
    if flaw != "unknown certificate":
        graph.control("app", {"certificate": public})
    x5t = base64.urlsafe_b64encode(thumbprint).decode()
    key = other if flaw == "signature" else private
    assertion = jwt.encode(claims, key, algorithm="RS256", headers={"x5t": x5t})
    answer = token_request(graph.sandbox, graph.session, client_assertion_type=ASSERTION, client_assertion=assertion)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


def test_msal_signs_a_person_in_by_device_code(sandbox: Sandbox) -> None:
    with new_session(sandbox) as session:
        graph = Graph(sandbox, session)
        app = msal.PublicClientApplication(
            sandbox.connection.client_id,
            authority=f"{sandbox.connection.login_root}/{sandbox.connection.tenant}",
            instance_discovery=False,
            http_client=session,
        )
        flow = app.initiate_device_flow(["Mail.ReadWrite"])
        graph.control("device", {"user_code": flow["user_code"], "user": ANNA})
        answer = app.acquire_token_by_device_flow(flow)
        assert "access_token" in answer, answer
        assert app.get_accounts()[0]["username"] == ANNA
        session.headers["Authorization"] = f"Bearer {answer['access_token']}"
        assert graph.get("/me")["mail"] == ANNA
        assert graph.get("/me/mailFolders/inbox")["displayName"] == "Inbox"
        assert graph("GET", f"/users/{SERVICE}/messages").status_code == 403


def test_a_signed_in_person_opens_what_is_shared_until_the_sign_in_is_ended(sandbox: Sandbox) -> None:
    with new_session(sandbox) as session:
        graph = Graph(sandbox, session)
        app = msal.PublicClientApplication(
            sandbox.connection.client_id,
            authority=f"{sandbox.connection.login_root}/{sandbox.connection.tenant}",
            instance_discovery=False,
            http_client=session,
        )
        flow = app.initiate_device_flow(["Mail.ReadWrite"])
        graph.control("device", {"user_code": flow["user_code"], "user": ANNA})
        answer = app.acquire_token_by_device_flow(flow)
        session.headers["Authorization"] = f"Bearer {answer['access_token']}"
        assert graph("GET", f"/users/{SERVICE}/events").status_code == 404
        graph.control("rights", {"person": SERVICE, "shared_with": [ANNA]})
        assert graph("GET", f"/users/{SERVICE}/events").status_code == 200
        assert graph("GET", f"/users/{SERVICE}/messages").status_code == 200
        assert graph("GET", f"/users/{SERVICE}/mailboxSettings").status_code == 403
        graph.control("app", {"end_sign_ins": True})
        (account,) = app.get_accounts()
        ended = app.acquire_token_silent_with_error(["Mail.ReadWrite"], account=account, force_refresh=True)
        assert ended["error"] == "invalid_grant"


def test_an_app_without_a_user_has_no_me(graph: Graph) -> None:
    assert graph("GET", "/me").status_code == 400


@pytest.mark.parametrize(
    ("end", "words"),
    [({"expire_tokens": True}, "Access token has expired"), ({"revoke_tokens": True}, "Continuous access evaluation")],
)
def test_a_token_that_ended_is_answered_401(graph: Graph, end: dict[str, bool], words: str) -> None:
    graph.control("faults", end)
    answer = graph("GET", f"/users/{SERVICE}")
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "InvalidAuthenticationToken"
    assert words in answer.json()["error"]["message"]


def test_a_jump_of_the_business_clock_expires_no_token(graph: Graph) -> None:
    graph.control("clock", {"forward": 30 * 86400})
    assert graph.get(f"/users/{SERVICE}")["mail"] == SERVICE


@pytest.mark.parametrize(
    ("header", "blame"),
    [(None, "no bearer"), ("Basic abc", "bearer sent wrongly"), ("Bearer made.up", "unknown token")],
)
def test_a_wrong_bearer_is_refused_and_judged(graph: Graph, header: str | None, blame: str) -> None:
    answer = graph("GET", f"/users/{SERVICE}", headers={"Authorization": header})
    assert answer.status_code == 401
    assert graph.control("judge")["counts"] == {blame: 1}


def test_an_unknown_tenant_is_refused(graph: Graph) -> None:
    answer = graph.session.post(f"{graph.sandbox.connection.login_root}/elsewhere/oauth2/v2.0/token", data={})
    assert (answer.status_code, answer.json()["error_codes"]) == (400, [90002])
