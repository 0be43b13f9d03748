"""The token end point: client secret, client certificate, device code and refresh token; expiry and revocation.

Access tokens are JWTs that nobody but the sandbox can check; they carry no `roles`, as with rights given by RBAC in
Exchange alone. Their life runs on the steady clock.
"""

from __future__ import annotations

import base64
import json
import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import jwt

from followupd.sandbox.certificate import Certificate
from followupd.sandbox.clock import Clock
from followupd.sandbox.errors import Refusal
from followupd.sandbox.routing import Identity

_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_DEVICE = ("urn:ietf:params:oauth:grant-type:device_code", "device_code")


class LoginRefused(Exception):
    """The token end point says no: status, OAuth error, AADSTS number and sentence."""

    def __init__(self, status: int, error: str, number: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.error, self.number, self.sentence = status, error, number, sentence


@dataclass(slots=True, kw_only=True)
class App:
    """The registered application."""

    client_id: str
    secrets: list[str]
    #: Secrets that once were good.
    expired_secrets: list[str] = field(default_factory=list)
    certificates: list[Certificate] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class _Issued:
    identity: Identity
    #: Steady seconds.
    until: float
    revoked: bool = False


@dataclass(slots=True, kw_only=True)
class _Device:
    user_code: str
    until: float
    #: GUID and address of who signed in, once somebody did.
    user: tuple[str, str] | None = None
    declined: bool = False


class TokenService:
    """Issues and checks tokens. Thread-safe."""

    def __init__(self, clock: Clock, *, tenant_id: str, app: App, life: float = 3600.0) -> None:
        """`life` is how long an access token lives, in steady seconds."""
        self.clock, self.tenant_id, self.app, self.life = clock, tenant_id, app, life
        self._key = secrets.token_hex(32)
        self._lock = threading.Lock()
        self._issued: dict[str, _Issued] = {}
        self._devices: dict[str, _Device] = {}
        self._refresh: dict[str, tuple[str, str]] = {}

    def configuration(self, root: str, tenant: str) -> dict[str, Any]:
        """Return the OpenID configuration; `root` is the login root."""
        base = f"{root}/{tenant}"
        return {
            "issuer": f"{root}/{self.tenant_id}/v2.0",
            "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
            "token_endpoint": f"{base}/oauth2/v2.0/token",
            "device_authorization_endpoint": f"{base}/oauth2/v2.0/devicecode",
            "jwks_uri": f"{base}/discovery/v2.0/keys",
            "response_types_supported": ["code", "id_token"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt", "client_secret_basic"],
            "scopes_supported": ["openid", "profile", "email", "offline_access"],
            "tenant_region_scope": "EU",
        }

    def token(self, form: Mapping[str, str], *, root: str, endpoint: str) -> dict[str, Any]:
        """Answer POST …/token; raises LoginRefused."""
        if form.get("client_id") != self.app.client_id:
            raise LoginRefused(
                400, "unauthorized_client", 700016, f"Application with identifier '{form.get('client_id')}' was not "
                "found in the directory."
            )  # fmt: skip
        grant = form.get("grant_type", "")
        if grant == "client_credentials":
            self._prove(form, endpoint)
            _check_scope(form.get("scope", ""), root)
            return self._grant(None)
        if grant in _DEVICE:
            return self._signed_in(form, root)
        if grant == "refresh_token":
            user = self._refresh.get(form.get("refresh_token", ""))
            if user is None:
                raise LoginRefused(400, "invalid_grant", 700082, "The refresh token has expired due to inactivity.")
            return self._grant(user, root=root)
        raise LoginRefused(400, "unsupported_grant_type", 70003, f"The grant type '{grant}' is not supported.")

    def device_code(self, form: Mapping[str, str], *, root: str) -> dict[str, Any]:
        """Answer POST …/devicecode."""
        code, shown = secrets.token_urlsafe(48), secrets.token_hex(4).upper()
        with self._lock:
            self._devices[code] = _Device(user_code=shown, until=self.clock.steady() + 900)
        where = f"{root}/_sandbox/device"
        return {
            "user_code": shown,
            "device_code": code,
            "verification_uri": where,
            "expires_in": 900,
            "interval": 1,
            "message": f"To sign in, open {where} and enter the code {shown} to authenticate.",
        }

    def sign_in(self, user_code: str, user: tuple[str, str] | None) -> bool:
        """Let a person (GUID, address) sign in at a device code, or decline (None); False when it is not known."""
        with self._lock:
            for device in self._devices.values():
                if device.user_code == user_code.strip().upper():
                    device.user, device.declined = user, user is None
                    return True
        return False

    def check(self, header: str | None) -> Identity:
        """Return who a request's Authorization header names; Refusal 401 as Graph gives it."""
        if not header:
            raise _unauthorised("Access token is empty.", blame="no bearer")
        kind, _, token = header.partition(" ")
        if kind.lower() != "bearer" or not token.strip():
            raise _unauthorised("Access token is empty.", blame="bearer sent wrongly")
        with self._lock:
            issued = self._issued.get(token.strip())
        if issued is None:
            raise _unauthorised("IDX14100: JWT is not well formed, or its signature is invalid.", blame="unknown token")
        if issued.revoked:
            raise _unauthorised("Continuous access evaluation resulted in challenge with result: InteractionRequired.")
        if self.clock.steady() >= issued.until:
            raise _unauthorised("Access token has expired or is not yet valid.")
        return issued.identity

    def expire(self, token: str | None = None) -> None:
        """Let a token, or every one, be expired from now on."""
        with self._lock:
            for text, issued in self._issued.items():
                if token in (None, text):
                    issued.until = self.clock.steady()

    def revoke(self, token: str | None = None) -> None:
        """Revoke a token, or every one: the client's own clock still thinks it good."""
        with self._lock:
            for text, issued in self._issued.items():
                if token in (None, text):
                    issued.revoked = True

    def end_sign_ins(self) -> None:
        """Let every sign-in of a person be over: no refresh token is good any more."""
        with self._lock:
            self._refresh.clear()

    def _prove(self, form: Mapping[str, str], endpoint: str) -> None:
        if form.get("client_assertion_type") == _ASSERTION:
            self._verify(form.get("client_assertion", ""), endpoint)
        elif form.get("client_secret", "") in self.app.expired_secrets:
            raise LoginRefused(
                401, "invalid_client", 7000222, "The provided client secret keys for app are expired."
            )  # fmt: skip
        elif form.get("client_secret") not in self.app.secrets:
            raise LoginRefused(
                401, "invalid_client", 7000215, "Invalid client secret provided. Ensure the secret being sent in the "
                "request is the client secret value, not the client secret ID."
            )  # fmt: skip

    def _verify(self, assertion: str, endpoint: str) -> None:
        try:
            header = jwt.get_unverified_header(assertion)
            certificate = next((c for c in self.app.certificates if c.named_by(header)), None)
            if certificate is None:
                raise LoginRefused(
                    401, "invalid_client", 700027, "The certificate with the given thumbprint was not found."
                )
            claims = jwt.decode(
                assertion,
                key=certificate.public_key,
                algorithms=["RS256", "PS256"],
                audience=endpoint,
                options={"require": ["exp", "aud", "iss", "sub", "jti"]},
            )
        except jwt.InvalidTokenError as error:
            raise LoginRefused(
                401, "invalid_client", 700027, f"Client assertion failed signature validation: {error}."
            ) from error
        if claims["iss"] != self.app.client_id or claims["sub"] != self.app.client_id:
            raise LoginRefused(401, "invalid_client", 700021, "Client assertion application identifier doesn't match.")

    def _signed_in(self, form: Mapping[str, str], root: str) -> dict[str, Any]:
        with self._lock:
            device = self._devices.get(form.get("device_code", ""))
        if device is None:
            raise LoginRefused(400, "bad_verification_code", 9002313, "The device code is not known.")
        if device.declined:
            raise LoginRefused(400, "authorization_declined", 70018, "The user declined.")
        if self.clock.steady() >= device.until:
            raise LoginRefused(400, "expired_token", 70020, "The device code has expired.")
        if device.user is None:
            raise LoginRefused(400, "authorization_pending", 70016, "The user has not signed in yet.")
        return self._grant(device.user, root=root)

    def _grant(self, user: tuple[str, str] | None, *, root: str = "") -> dict[str, Any]:
        now = int(self.clock.now().timestamp())
        claims: dict[str, Any] = {
            "aud": "https://graph.microsoft.com",
            "tid": self.tenant_id,
            "appid": self.app.client_id,
            "iat": now,
            "exp": now + int(self.life),
            "uti": secrets.token_urlsafe(12),
        } | ({"oid": user[0], "upn": user[1]} if user else {})
        token = jwt.encode(claims, self._key, algorithm="HS256")
        identity = Identity(app=self.app.client_id, user=user[0] if user else None, token=token)
        with self._lock:
            self._issued[token] = _Issued(identity=identity, until=self.clock.steady() + self.life)
        life = int(self.life)
        answer: dict[str, Any] = {"token_type": "Bearer", "expires_in": life, "ext_expires_in": life}
        return answer | {"access_token": token} | (self._personal(user, root) if user else {})

    def _personal(self, user: tuple[str, str], root: str) -> dict[str, Any]:
        """Return what a signed-in person's token comes with; msal reads its times by the machine's clock."""
        refresh, now = secrets.token_urlsafe(48), int(time.time())
        self._refresh[refresh] = user
        claims = {
            "iss": f"{root}/{self.tenant_id}/v2.0",
            "aud": self.app.client_id,
            "sub": user[0],
            "oid": user[0],
            "tid": self.tenant_id,
            "preferred_username": user[1],
            "iat": now,
            "exp": now + 3600,
        }
        info = json.dumps({"uid": user[0], "utid": self.tenant_id}).encode()
        return {
            "scope": "openid profile offline_access Mail.ReadWrite Mail.Send Calendars.ReadWrite",
            "refresh_token": refresh,
            "id_token": jwt.encode(claims, self._key, algorithm="HS256"),
            "client_info": base64.urlsafe_b64encode(info).decode().rstrip("="),
        }


def _check_scope(scope: str, root: str) -> None:
    if not scope.endswith("/.default"):
        raise LoginRefused(
            400, "invalid_scope", 1002012, "The provided value for scope is not valid. Client credential flows must "
            "have a scope value with /.default suffixed to the resource identifier."
        )  # fmt: skip
    if scope not in (f"{root}/.default", "https://graph.microsoft.com/.default"):
        raise LoginRefused(400, "invalid_resource", 500011, "The resource principal was not found in the tenant.")


def _unauthorised(message: str, *, blame: str = "") -> Refusal:
    return Refusal(
        401,
        "InvalidAuthenticationToken",
        message,
        headers={"WWW-Authenticate": 'Bearer realm="", authorization_uri="", client_id=""'},
        blame=blame,
    )
