"""What must be known to reach Microsoft Graph: one frozen record, checked where it is made."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from followupd.errors import ConfigError


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphSettings:
    """Addresses, identity and limits. One of `secret`, `certificate` and `sign_in` is given."""

    #: Tenant id or one of its domains.
    tenant: str
    client_id: str
    #: Address of the dedicated mailbox.
    mailbox: str
    #: Client secret; never shown by repr.
    secret: str = field(default="", repr=False)
    #: PEM file with the certificate, and with the private key when `certificate_key` is not given.
    certificate: Path | None = None
    certificate_key: Path | None = None
    #: Of the private key, when it is encrypted; never shown by repr.
    certificate_passphrase: str = field(default="", repr=False)
    #: Where a person's sign-in is kept: then we are that person (delegated), not an application.
    sign_in: Path | None = None
    #: National clouds have their own pair of roots; a token of one is worth nothing in another.
    root: str = "https://graph.microsoft.com"
    login_root: str = "https://login.microsoftonline.com"
    #: PEM file with the authorities believed, and no others; None: those of the system.
    ca_file: Path | None = None
    #: Changes read with one request; Graph may give fewer.
    page_size: int = 50
    #: Take the business time from the server's Date header. Only for a sandbox, so only on loopback.
    follow_clock: bool = False
    #: Seconds to connect, and to wait for an answer. A send that takes longer is an unknown outcome, so this is long.
    connect_timeout: float = 10.0
    read_timeout: float = 100.0
    #: Requests in flight at once, in all and for one mailbox. The limit of 4 is worded sometimes per app and
    #: sometimes per app and mailbox (Graph service-specific throttling limits): the narrower reading is kept.
    in_flight: int = 4
    in_flight_mailbox: int = 3

    def __post_init__(self) -> None:
        problems = []
        for name in ("root", "login_root"):
            value = getattr(self, name).rstrip("/")
            parts = urlsplit(value)
            if parts.scheme != "https" or not parts.hostname or parts.path or parts.query or parts.username:
                problems.append(f"graph.{name} must be an https address without a path: {value!r}")
            object.__setattr__(self, name, value)
        object.__setattr__(self, "mailbox", self.mailbox.strip().lower())
        for name in ("tenant", "client_id", "mailbox"):
            if not getattr(self, name):
                problems.append(f"graph.{name} is missing")
        if [bool(self.secret), self.certificate is not None, self.sign_in is not None].count(True) != 1:
            problems.append("give either graph.secret or graph.certificate, one of them; or a sign-in")
        if self.follow_clock and not self.on_loopback:
            problems.append("graph.follow_clock is for a sandbox on this machine only")
        if not 1 <= self.page_size <= 1000:
            problems.append("graph.page_size must be between 1 and 1000")
        if problems:
            raise ConfigError(problems)

    def on_the_servers_clock(self) -> GraphSettings:
        """Return the same settings with the business time taken from the server. Raises ConfigError off loopback."""
        return replace(self, follow_clock=True)

    @property
    def on_loopback(self) -> bool:
        """Whether the Graph root is this machine: a sandbox."""
        host = urlsplit(self.root).hostname or ""
        if host == "localhost":
            return True
        try:
            return ip_address(host).is_loopback
        except ValueError:
            return False
