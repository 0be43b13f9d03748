"""HTTP sessions that believe only whom they are told to believe, wait no longer than told, and tell no secrets."""

from __future__ import annotations

import logging
import ssl
from collections.abc import Callable
from typing import Any

import requests
from requests.auth import AuthBase
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError, ProxyError

from followupd.graph.lastlook import LastLook
from followupd.graph.settings import GraphSettings

#: Loggers of the libraries below us. At DEBUG they tell addresses, bodies and tokens: only warnings pass, whatever
#: level is set for the whole program.
TALKATIVE = (
    "urllib3.connectionpool",
    "O365.connection",
    "O365.utils.token",
    "msal.application",
    "msal.authority",
    "msal.oauth2cli.oauth2",
    "msal.oauth2cli.assertion",
    "msal.token_cache",
    "msal.throttled_http_client",
)


def _warnings_only(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING


def hush() -> None:
    """Let only warnings of the libraries below us pass. May be called again."""
    for name in TALKATIVE:
        logging.getLogger(name).addFilter(_warnings_only)


class PinnedSession(requests.Session):
    """A session with our CA file, time-outs, no redirects, and no look into the environment for a sandbox.

    requests lets REQUESTS_CA_BUNDLE win over `verify`; here a configured CA file wins. A redirect would carry the
    bearer, or the client secret, to whatever the answer names.
    """

    def __init__(
        self,
        settings: GraphSettings,
        *,
        read_timeout: float | None = None,
        observe: Callable[[str], None] = lambda date: None,
    ) -> None:
        """`read_timeout`: seconds instead of those of the settings; `observe` gets the Date header of each answer."""
        super().__init__()
        self._timeout = (settings.connect_timeout, read_timeout or settings.read_timeout)
        self._observe = observe
        self.trust_env = not settings.on_loopback
        self.mount("https://", LastLook())
        if settings.ca_file is not None:
            self.verify = str(settings.ca_file)

    def merge_environment_settings(self, url: Any, proxies: Any, stream: Any, verify: Any, cert: Any) -> Any:
        """Take proxies from the environment, but not whom to believe when that is configured."""
        merged = super().merge_environment_settings(url, proxies, stream, verify, cert)
        if self.verify is not True:
            merged["verify"] = self.verify
        return merged

    def request(self, method: Any, url: Any, **options: Any) -> requests.Response:  # type: ignore[override]
        """Send a request as requests does, with our time-outs and without following redirects."""
        options["allow_redirects"] = False
        if options.get("timeout") is None:
            options["timeout"] = self._timeout
        response = super().request(method, url, **options)
        if date := response.headers.get("Date"):
            self._observe(date)
        return response


class Bearer(AuthBase):
    """Puts the token on a request when it is sent, so that it never stands among headers that somebody may log."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


def never_left(error: BaseException) -> str:
    """Return why a request cannot have reached the server, as a few words; empty when it may have.

    Only these are certain: no connection was made, or the server's certificate was not believed. Any other error may
    come after the server has begun to work, also a TLS error: it is what a cut line looks like.
    """
    seen: list[BaseException] = []
    queue: list[object] = [error]
    while queue:
        at = queue.pop()
        if not isinstance(at, BaseException) or at in seen:
            continue
        seen.append(at)
        # Not __context__: that may be an older error, which somebody was handling when this one came.
        queue += [at.__cause__, getattr(at, "reason", None), *at.args]
    for cause in seen:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return "the server's certificate is not believed"
        if isinstance(cause, NewConnectionError | ConnectTimeoutError):
            return "no connection"
        if isinstance(cause, ProxyError):
            return "no connection to the proxy"
    return ""
