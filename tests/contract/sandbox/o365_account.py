"""O365's own account, connected to a sandbox: the library as it is, but for where it connects to and whom it trusts."""

from __future__ import annotations

from typing import Any

import requests
from msal import ConfidentialClientApplication
from O365 import Account, MSGraphProtocol
from O365.connection import Connection
from O365.utils.token import MemoryTokenBackend

from followupd.sandbox.server import Sandbox


class LoopbackConnection(Connection):  # type: ignore[misc]
    """Logs in at a root of its own, without asking Microsoft whether that root is one of its own."""

    def __init__(self, credentials: tuple[str, str], *, login_root: str, **options: Any) -> None:
        super().__init__(credentials, request_retries=0, requests_delay=0, **options)
        self._msal_authority = f"{login_root}/{self.tenant_id}"

    def get_session(self, load_token: bool = False) -> requests.Session:
        # Else a CA bundle named in the environment wins over the sandbox's CA.
        session: requests.Session = super().get_session(load_token=load_token)
        session.trust_env = False
        return session

    @property
    def msal_client(self) -> Any:
        if self._msal_client is None:
            http = requests.Session()
            http.trust_env, http.verify = False, self.verify_ssl
            self._msal_client = ConfidentialClientApplication(
                client_id=self.auth[0],
                client_credential=self.auth[1],
                authority=self._msal_authority,
                token_cache=self.token_backend,
                http_client=http,
                instance_discovery=False,
            )
        return self._msal_client


class LoopbackAccount(Account):  # type: ignore[misc]
    """An account on such a connection."""

    connection_constructor = LoopbackConnection


def open_account(sandbox: Sandbox, person: str) -> Any:
    """Return an authenticated account for the mailbox of a person; times in Europe/London."""
    told = sandbox.connection
    # Only class attributes reach the addresses of the protocol.
    attributes = {"_protocol_url": f"{told.graph_root}/", "_oauth_scope_prefix": f"{told.graph_root}/"}
    protocol = type("LoopbackProtocol", (MSGraphProtocol,), attributes)
    account = LoopbackAccount(
        (told.client_id, told.client_secret),
        auth_flow_type="credentials",
        tenant_id=told.tenant,
        protocol=protocol(timezone="Europe/London"),
        login_root=told.login_root,
        verify_ssl=told.ca_file,
        token_backend=MemoryTokenBackend(),
        main_resource=person,
        timeout=30,
    )
    assert account.authenticate(scopes=[f"{told.graph_root}/.default"])
    return account
