"""One login for the whole application: one msal client, one token cache, one lock.

O365 would make an msal client a connection and cannot renew an app-only token: it asks with no scope once msal has
dropped the expired token. Here each request asks msal, which answers from its cache until the token is nearly over.
msal keeps a refusal of the token end point for 5 seconds (429, 5xx, or Retry-After) to 60 seconds (400) and gives it
again without a request: an outage of the login is no storm.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import requests
from cryptography import x509
from msal import ClientApplication, ConfidentialClientApplication
from msal.exceptions import MsalServiceError
from O365.utils.token import MemoryTokenBackend

from followupd.errors import ConfigError, LoginFailed, Unavailable
from followupd.graph.session import PinnedSession, never_left
from followupd.graph.settings import GraphSettings

#: Login hosts that msal knows; for any other it would ask login.microsoftonline.com whether the host is genuine.
KNOWN_LOGIN_HOSTS = frozenset(
    {
        "login.microsoftonline.com",
        "login.microsoftonline.us",
        "login.chinacloudapi.cn",
        "login.partner.microsoftonline.cn",
    }
)

#: OAuth errors that pass by themselves; any other is a refusal.
PASSING = frozenset({"temporarily_unavailable", "server_error", "slow_down"})

#: Seconds to wait for a token: all threads wait with the one that asks, and asking again does no harm.
LOGIN_TIMEOUT = 30.0


class Login:
    """Tokens for the application itself. Thread-safe."""

    def __init__(self, settings: GraphSettings, *, observe: Callable[[str], None] = lambda date: None) -> None:
        """Nothing is asked before the first token; `observe` gets the Date header of each answer."""
        self._settings = settings
        self._observe = observe
        self._lock = threading.Lock()
        self._session: PinnedSession | None = None
        self._client: ClientApplication | None = None
        self.cache = MemoryTokenBackend()
        self.scopes = [f"{settings.root}/.default"]

    @property
    def own(self) -> frozenset[str]:
        """Addresses of the person who is signed in, whose things lie under /me; none: we are an application."""
        return frozenset()

    @property
    def credential(self) -> str | dict[str, str]:
        """The client secret, or the certificate with its key as msal takes them. Raises ConfigError."""
        if self._settings.certificate is None:
            return self._settings.secret
        certificate = _read(self._settings.certificate)
        key = _read(self._settings.certificate_key) if self._settings.certificate_key else certificate
        # Without `thumbprint` msal computes SHA-256 itself; with `public_certificate` it sends the chain as well.
        credential = {"private_key": _pem(key, "PRIVATE KEY"), "public_certificate": _pem(certificate, "CERTIFICATE")}
        if self._settings.certificate_passphrase:
            credential["passphrase"] = self._settings.certificate_passphrase
        return credential

    def certificate(self) -> x509.Certificate | None:
        """Return the certificate we log in with; None when it is a secret. Raises ConfigError."""
        if self._settings.certificate is None:
            return None
        try:
            return x509.load_pem_x509_certificate(_read(self._settings.certificate).encode())
        except ValueError as error:
            raise ConfigError("graph.certificate holds no certificate in PEM form") from error

    @property
    def client(self) -> ClientApplication:
        """The msal client; made when first asked for, which reads the login server's configuration."""
        with self._lock:
            return self._made()

    def token(self) -> str:
        """Return a token that is good for some minutes. Raises LoginFailed, Unavailable."""
        with self._lock:
            return self._acquire()

    def renew(self, stale: str) -> str:
        """Return another token than `stale`, which Graph refused. Raises LoginFailed, Unavailable.

        Of several threads that were refused together only the first asks for a new one.
        """
        with self._lock:
            token = self._acquire()
            if token == stale:
                self._made().remove_tokens_for_client()
                token = self._acquire()
            return token

    def close(self) -> None:
        """Close the connections to the login server."""
        with self._lock:
            if self._session is not None:
                self._session.close()

    def _acquire(self) -> str:
        answer = self._ask(lambda: self._made().acquire_token_for_client(scopes=self.scopes))
        token = answer.get("access_token")
        if isinstance(token, str) and token:
            return token
        code, sentence = str(answer.get("error", "")), first_line(answer)
        if code in PASSING:
            raise Unavailable(f"the login is not available at the moment ({code})", code=code)
        raise LoginFailed(f"the login was refused: {code}: {sentence}", code=code)

    def _made(self) -> ClientApplication:
        if self._client is None:
            credential, common = self.credential, self._common()
            self._client = self._ask(
                lambda: ConfidentialClientApplication(client_credential=credential, token_cache=self.cache, **common)
            )
        return self._client

    def _common(self) -> dict[str, Any]:
        """What every client of msal is made with."""
        host = urlsplit(self._settings.login_root).hostname
        self._session = self._session or PinnedSession(
            self._settings, read_timeout=LOGIN_TIMEOUT, observe=self._observe
        )
        return {
            "client_id": self._settings.client_id,
            "authority": f"{self._settings.login_root}/{self._settings.tenant}",
            "http_client": self._session,
            "instance_discovery": None if host in KNOWN_LOGIN_HOSTS else False,
        }

    def _ask(self, question: Callable[[], Any]) -> Any:
        """Ask msal, and say its many ways of failing in our words."""
        try:
            return question()
        except json.JSONDecodeError as error:
            raise Unavailable("the login server did not answer in JSON") from error
        except ValueError as error:
            if "authority configuration" in str(error):
                raise LoginFailed("the login server does not know this tenant") from error
            raise LoginFailed("the credential cannot be used: check the certificate and its key") from error
        except MsalServiceError as error:
            raise Unavailable("the login server is not available at the moment") from error
        except requests.RequestException as error:
            cause = never_left(error) or "the line was cut"
            raise Unavailable(f"the login server cannot be reached: {cause}") from error
        except RuntimeError as error:  # msal's last resort when the configuration cannot be read
            raise Unavailable("the login server is not available at the moment") from error


def _read(path: Any) -> str:
    try:
        return str(path.read_text(encoding="ascii"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}") from error


def _pem(text: str, kind: str) -> str:
    """Return the blocks of one kind in a PEM file, so that key and certificate may share one."""
    blocks = re.findall(rf"-----BEGIN [A-Z ]*{kind}-----.+?-----END [A-Z ]*{kind}-----", text, re.DOTALL)
    if not blocks:
        raise ConfigError(f"graph.certificate: there is no {kind} in the PEM file")
    return "\n".join(blocks) + "\n"


def first_line(answer: Mapping[str, Any]) -> str:
    """The sentence of an OAuth error without its trace ids."""
    return str(answer.get("error_description", "")).splitlines()[0][:300] if answer.get("error_description") else ""
