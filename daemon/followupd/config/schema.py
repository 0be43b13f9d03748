"""Every key of the configuration, told once: type, default, sentence.

Rules. A key is a field with a description: the example file, the messages about mistakes and the environment names all
come from here. A field without a default has to be given. What needs a file or another key is checked in load.py.
"""

from __future__ import annotations

import re
from datetime import date, time
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import holidays
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationInfo

from followupd.config.situations import SituationConfig
from followupd.domain.action import Situation
from followupd.domain.mail import Way
from followupd.domain.policy import Closing, Mode, SendRule


class LogLevel(StrEnum):
    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


# ------------------------------------------------------------------------------------------ kinds of value

_ADDRESS = re.compile(r"[^\s@<>,;\"()]+@[^\s@<>,;\"()]+\.[^\s@<>,;\"().]+")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def _address(value: str) -> str:
    value = value.strip().lower()
    if not _ADDRESS.fullmatch(value):
        raise ValueError("write one mail address, such as anna.reed@example.com")
    return value


def _setter(value: str) -> str:
    return "internal" if value.strip().lower() == "internal" else _address(value)


def _domain(value: str) -> str:
    value = value.strip().lower().removeprefix("@")
    if not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", value):
        raise ValueError("write a mail domain, such as example.com")
    return value


def _https(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme != "https" or not parts.hostname:
        raise ValueError("write an address that starts with https://")
    return value.rstrip("/")


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("write an IANA time zone, such as Europe/London") from None
    return value


def _country(value: str) -> str:
    if not value:
        return value
    country, _, part = value.upper().partition("-")
    try:
        holidays.country_holidays(country, subdiv=part or None)
    except NotImplementedError:
        raise ValueError(
            "write a country code, with a part of the country where it matters: GB-ENG, DE-BY, IE"
        ) from None
    return value.upper()


def _clock(value: Any) -> Any:
    if isinstance(value, time):
        return value
    found = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise ValueError("write a time of day as hours and minutes, such as 16:00")
    return time(int(found[1]), int(found[2]))


def _several(value: Any) -> Any:
    """One word, or words with commas between them (as an environment variable has to say it), as a list."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _path(value: Any, info: ValidationInfo) -> Any:
    """A path is meant from the folder of the configuration file."""
    if isinstance(value, str) and value:
        return Path((info.context or {}).get("folder", ".")) / Path(value).expanduser()
    return value or None


def _database(value: str, info: ValidationInfo) -> str:
    if value.startswith(("postgres://", "postgresql://")):
        return "postgresql+psycopg://" + value.partition("://")[2]
    if value.startswith(("sqlite:///", "postgresql+psycopg://")):
        return value
    if "://" in value or not value.strip():
        raise ValueError("write sqlite:///… , postgresql://… or the path of a SQLite file")
    file = Path((info.context or {}).get("folder", ".")) / Path(value).expanduser()
    return f"sqlite:///{file.absolute()}"


def _nothing(value: Any) -> Any:
    return None if value == "" else value


def _day(value: Any) -> Any:
    if isinstance(value, date) or value in (None, ""):
        return value or None
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError:
        raise ValueError("write a date as year-month-day, such as 2027-11-30") from None


Address = Annotated[str, AfterValidator(_address)]
NoAddress = Annotated[Address | None, BeforeValidator(_nothing)]
Addresses = Annotated[list[Address], BeforeValidator(_several)]
Setters = Annotated[list[Annotated[str, AfterValidator(_setter)]], BeforeValidator(_several)]
Domains = Annotated[list[Annotated[str, AfterValidator(_domain)]], BeforeValidator(_several)]
Names = Annotated[list[str], BeforeValidator(_several)]
Https = Annotated[str, AfterValidator(_https)]
Zone = Annotated[str, AfterValidator(_zone)]
Country = Annotated[str, AfterValidator(_country)]
Clock = Annotated[time, BeforeValidator(_clock)]
Day = Annotated[date | None, BeforeValidator(_day)]
File = Annotated[Path | None, BeforeValidator(_path)]
DatabaseUrl = Annotated[str, AfterValidator(_database)]


# ------------------------------------------------------------------------------------------------- keys


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True)


class Auth(StrEnum):
    APP = "app"
    DELEGATED = "delegated"


class GraphConfig(Section):
    """How followupd reaches Microsoft 365."""

    root: Https = Field("https://graph.microsoft.com", description="Where Microsoft Graph is.")
    login_root: Https = Field("https://login.microsoftonline.com", description="Where access tokens come from.")
    tenant: str = Field(
        min_length=1,
        description="The tenant: its id (a GUID) or one of its domains.",
        examples=["00000000-0000-0000-0000-000000000000"],
    )
    client_id: str = Field(
        min_length=1,
        description="The application (client) id of the app registration.",
        examples=["00000000-0000-0000-0000-000000000000"],
    )
    auth: Auth = Field(
        Auth.APP,
        description="Who followupd is to Microsoft 365. app: an application, with a secret or a certificate and rights "
        "that an administrator gives. delegated: a person who has signed in with `followupd login`, with what that "
        "person may do.",
    )
    sign_in_file: File = Field(
        Path("/var/lib/followupd/sign_in.json"),
        description="With auth: delegated: where the sign-in is kept. Nobody but the service may read it.",
    )
    client_secret: SecretStr | None = Field(
        None,
        description="The client secret. Not for this file: give it as the systemd credential client_secret, as the "
        "environment variable FOLLOWUPD_GRAPH_CLIENT_SECRET, or by client_secret_file.",
    )
    client_secret_file: File = Field(
        None, description="A file that holds the client secret and nothing else; nobody but the service may read it."
    )
    secret_expires: Day = Field(
        None,
        description="The day on which the client secret expires, such as 2027-11-30: it stands beside the secret in "
        "the app registration, and Graph does not tell it. Given here, it is pointed out 30, 14 and 3 days before.",
    )
    certificate_file: File = Field(
        None, description="Instead of a secret: the app registration's certificate as a PEM file."
    )
    key_file: File = Field(
        None,
        description="The private key of that certificate as a PEM file, where it is not in certificate_file; or give "
        "it as the systemd credential client_key.",
    )
    ca_file: File = Field(
        None,
        description="The certificate authorities to trust, as a PEM file, and no others; for the sandbox and for "
        "proxies. Empty: those of the system.",
    )


class PersonConfig(Section):
    """A person, with what mails call them. Only needed where the directory does not say it."""

    address: Address = Field(description="Mail address.")
    name: str = Field("", description="Name as people write it.")
    also: Names = Field([], description="Other names in use: nicknames, initials.")
    manager: NoAddress = Field(None, description="Mail address of the manager.")
    zone: Zone | None = Field(None, description="Time zone, where it differs from `zone` below.")
    language: str = Field(
        "",
        pattern=r"^([a-z]{2,3}(-[A-Z]{2})?)?$",
        description="The folder in `templates` whose files are taken for this person's mails, such as fr. Empty, and "
        "for files that it has not: British English.",
    )


class Config(Section):
    """The configuration of followupd."""

    mode: Mode = Field(
        description="What may go out. shadow: mails are read, nothing is sent. pilot: only the people listed under "
        "`pilot` can start anything or get anything. live: everybody. There is no default, so that nothing real "
        "happens by accident.",
    )
    mailbox: Address = Field(
        description="The dedicated mailbox that people forward to.", examples=["followup@example.com"]
    )
    aliases: Addresses = Field([], description="Other addresses of the same mailbox.")
    domains: Domains = Field(
        [],
        description="The organisation's mail domains: who is inside. Empty: the domain of `mailbox`. Nobody outside "
        "ever gets a mail or an invitation.",
    )
    graph: GraphConfig
    pilot: Addresses = Field([], description="In pilot mode: the people who take part.")
    setters: Setters = Field(
        ["internal"],
        description="Who may set actions by forwarding a mail: addresses, or `internal` for everybody inside.",
    )
    delegates: bool = Field(
        False, description="Whether a mail that an assistant sends on somebody's behalf counts as that person's."
    )
    send: SendRule = Field(
        SendRule.WHEN_SURE,
        description="when_sure: what is complete and clear goes out at once, all else is shown to the setter first. "
        "preview: everything is shown to the setter first.",
    )
    closing: Closing = Field(
        Closing.SETTER,
        description="Whose word closes an action: the setter's CONFIRM, or (owner) already the owner's DONE.",
    )
    calendar: Way = Field(
        Way.SETTER,
        description="Whose calendar holds the follow-ups. setter: the setter's own, falling back to service where it "
        "may not be opened. service: the dedicated mailbox invites, and nobody's calendar is opened.",
    )
    teams: bool = Field(
        False,
        description="Whether a follow-up to which the owner is invited is a Teams meeting as well. It takes a Teams "
        "licence of whoever organises it; where there is none, it is an ordinary meeting.",
    )
    zone: Zone = Field("Europe/London", description="Time zone of people of whom no other one is known (IANA name).")
    country: Country = Field(
        "", description="Public holidays to keep free, by country and part: GB-ENG, DE-BY, IE. Empty: none."
    )
    day_first: bool = Field(True, description="Whether 3/4 is 3 April (true) or March 4 (false).")
    follow_up_time: Clock = Field(
        time(16, 0), description="When a follow-up starts if the mail names only a day, in the setter's time zone."
    )
    follow_up_minutes: int = Field(30, ge=5, le=240, description="How long a follow-up is.")
    pre_check_days: int = Field(
        2, ge=1, le=10, description="The pre-check stands this many working days before the follow-up."
    )
    brief_time: Clock = Field(time(7, 30), description="When the setter's morning mail goes out, if there is anything.")
    situations: dict[Situation, SituationConfig] = Field(
        {},
        description="What is different here about the seven situations (daily, quality, target, training, review, "
        "appraisal, client). What is not named stays as docs/use.md has it; what a mail names goes before it.",
    )
    people: list[PersonConfig] = Field(
        [], description="People with nicknames, managers or time zones that the directory does not tell."
    )
    database: DatabaseUrl = Field(
        "sqlite:////var/lib/followupd/followupd.sqlite",
        description="Where everything is kept: sqlite:///… , the path of a SQLite file, or postgresql://… (a password "
        "in it belongs into FOLLOWUPD_DATABASE).",
        repr=False,
    )
    worker: str = Field(
        "",
        max_length=100,
        description="With PostgreSQL: the name of this daemon among those that share the database, for status and log. "
        "Empty: the name of the machine.",
    )
    worker_lease_seconds: float = Field(
        30,
        ge=1,
        le=600,
        description="With PostgreSQL: after so many seconds without a sign of life a daemon is taken for dead, and "
        "another one takes over what it was doing.",
    )
    poll_seconds: float = Field(30, gt=0, le=3600, description="How often the mailbox is looked at; fractions allowed.")
    calendar_minutes: float = Field(
        5, gt=0, le=1440, description="How often the open follow-ups are looked at in the calendars; fractions allowed."
    )
    workers: int = Field(4, ge=1, le=16, description="How many requests to Microsoft Graph run at the same time.")
    templates: File = Field(
        None, description="A folder with templates of your own; each file in it replaces the built-in one of that name."
    )
    retention_days: int = Field(
        365,
        ge=0,
        le=36500,
        description="So many days after the last word about an agreement in which everything has its outcome, it is "
        "taken out with its mails. 0: it is kept until somebody says forget.",
    )
    operator: NoAddress = Field(
        None,
        description="Whose mailbox is told when something needs an administrator, once a day at most about the same.",
    )
    log_level: LogLevel = Field(LogLevel.INFO, description="How much is logged: debug, info, warning, error.")

    @property
    def inside(self) -> frozenset[str]:
        """The organisation's mail domains."""
        return frozenset(self.domains or [self.mailbox.rpartition("@")[2]])
