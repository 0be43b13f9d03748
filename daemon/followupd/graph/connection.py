"""O365's account and connection with the traps of version 2.1.10 closed.

What is closed here, by overriding methods of O365's Connection (each with a test in tests/unit/graph):
tokens that die with their first expiry or revocation; retries hidden in the session, for DELETE too; the wait for
Retry-After inside a call, and its fractional form that raises; no time-out; REQUESTS_CA_BUNDLE that wins over the
configured CA; the bearer and whole mails in the DEBUG log; the bearer sent wherever a link points; one session shared
by all threads; a delay of 200 ms a call.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import requests
from O365 import Account, MSGraphProtocol
from O365.connection import Connection

from followupd.errors import Rejected
from followupd.graph.login import Login
from followupd.graph.session import Bearer, PinnedSession
from followupd.graph.settings import GraphSettings

#: After this many idle seconds a connection is opened anew: a server that closes it in the very moment of a POST
#: leaves us not knowing whether the POST happened.
IDLE_SECONDS = 4.0


def protocol_for(settings: GraphSettings) -> type[MSGraphProtocol]:
    """Return O365's protocol for the cloud of these settings; only class attributes reach its addresses."""
    attributes = {"_protocol_url": f"{settings.root}/", "_oauth_scope_prefix": f"{settings.root}/"}
    return type("CloudProtocol", (MSGraphProtocol,), attributes)


class SafeConnection(Connection):  # type: ignore[misc]
    """One thread's connection to one cloud. Never retries, never raises for a status, never logs."""

    session: requests.Session | None

    def __init__(
        self, credentials: tuple[str, str], *, settings: GraphSettings, login: Login, clock: Any, **options: Any
    ) -> None:
        """`login` is shared by all connections; `clock` is a GraphClock."""
        self._settings = settings
        self._login = login
        self._clock = clock
        self._last_use = clock.steady()
        options.update(request_retries=0, requests_delay=0, raise_http_errors=False, token_backend=login.cache)
        super().__init__(credentials, **options)

    @property
    def msal_client(self) -> Any:
        """The one msal client of the application."""
        return self._login.client

    def get_session(self, load_token: bool = False) -> requests.Session:
        """Return a pinned session; the token is put on each request, not on the session."""
        return PinnedSession(self._settings, observe=self._clock.observe)

    def get_naive_session(self) -> requests.Session:
        return PinnedSession(self._settings, observe=self._clock.observe)

    def refresh_token(self) -> bool:
        """Ask for a token, if there is no good one."""
        self._login.token()
        return True

    def oauth_request(self, url: str, method: str, **options: Any) -> requests.Response:
        """Send one request with the bearer; after a 401 once more, with a new token.

        A 401 is a refusal before any deed, so that the repetition is safe for writes as well. Raises Rejected for a
        foreign address, LoginFailed and Unavailable of the login, and what requests raises.
        """
        if not same_root(url, self._settings.root):
            raise Rejected("a link leads away from Microsoft Graph: the token is not sent there")
        if self.session is None:
            self.session = self.get_session()
        token = self._login.token()
        response = self._internal_request(self.session, url, method, auth=Bearer(token), **options)
        if response.status_code == 401:
            renewed = self._login.renew(token)
            response = self._internal_request(self.session, url, method, auth=Bearer(renewed), **options)
        return response

    def _internal_request(
        self, session_obj: requests.Session, url: str, method: str, ignore40x: bool = False, **options: Any
    ) -> requests.Response:
        """Send one request as it is; O365's own form of this logs headers, bodies and addresses."""
        now = self._clock.steady()
        if now - self._last_use > IDLE_SECONDS:
            session_obj.close()  # closes its connections; the session opens new ones
        try:
            return session_obj.request(method.upper(), url, **options)
        finally:
            self._last_use = self._clock.steady()


class SafeAccount(Account):  # type: ignore[misc]
    """O365's account on a SafeConnection."""

    connection_constructor = SafeConnection


def same_root(url: str, root: str) -> bool:
    """Whether an address lies on the Graph root: same scheme, host and port."""
    try:
        there, here = urlsplit(url), urlsplit(root)
        return (there.scheme, there.hostname, there.port or 443) == (here.scheme, here.hostname, here.port or 443)
    except ValueError:
        return False


class Accounts:
    """One account a thread, made when the thread first asks: a requests session is not made for several."""

    def __init__(self, settings: GraphSettings, login: Login, clock: Any) -> None:
        self._settings = settings
        self._login = login
        self._clock = clock
        self._local = threading.local()
        self._all: weakref.WeakSet[SafeAccount] = weakref.WeakSet()
        self._lock = threading.Lock()

    def mine(self) -> SafeAccount:
        """Return the account of the calling thread."""
        account = getattr(self._local, "account", None)
        if account is None:
            account = SafeAccount(
                # The credential itself stays with the login; O365 wants something in its place.
                (self._settings.client_id, "held by the login"),
                auth_flow_type="credentials",
                tenant_id=self._settings.tenant,
                protocol=protocol_for(self._settings),
                main_resource=self._settings.mailbox,
                timezone="UTC",
                settings=self._settings,
                login=self._login,
                clock=self._clock,
            )
            self._local.account = account
            with self._lock:
                self._all.add(account)
        return account

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._lock:
            accounts = list(self._all)
        for account in accounts:
            if account.con.session is not None:
                account.con.session.close()


#: Makes an account; what the rest of the package needs of O365.
AccountOf = Callable[[], SafeAccount]
