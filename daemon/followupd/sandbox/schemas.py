"""The bodies of the control API, and the rules by which they are checked at the door. Answers: control_answers.py."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

Day = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class Checked(BaseModel):
    """A body or answer: no member that is not known."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, frozen=True)


class HoursBody(Checked):
    """Working hours, in the person's own zone."""

    days: tuple[Day, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday")
    start: str = Field(default="09:00", pattern=r"^\d\d:\d\d$")
    end: str = Field(default="17:30", pattern=r"^\d\d:\d\d$")


class RightsOf(Checked):
    """What the app may open of a person; what it may not answers 403."""

    mail: bool = True
    calendar: bool = True
    settings: bool = True
    shared_with: list[str] = Field(default_factory=list)


class PersonBody(Checked):
    """A person: new, or changed in what is said when the address is known already."""

    address: str = Field(pattern=r"^[^@\s]+@[^@\s]+$")
    id: str | None = Field(default=None, description="GUID; made when absent")
    name: str = ""
    manager: str | None = Field(default=None, description="address of the manager")
    zone: str = Field(default="GMT Standard Time", description="Windows or IANA name of the time zone")
    working_hours: HoursBody | None = None
    language: str = "en-GB"
    title: str | None = None
    internal: bool | None = Field(default=None, description="of the tenant; when absent, told by the domain")
    rights: RightsOf | None = None
    mailbox: bool = Field(default=True, description="false: 404 MailboxNotEnabledForRESTAPI")
    teams: bool = Field(default=True, description="licensed to hold Teams meetings")
    aliases: list[str] = Field(default_factory=list)
    auto_reply: str | None = Field(default=None, description="text of the out-of-office reply while it is on")


class PeopleBody(Checked):
    """POST people."""

    people: list[PersonBody]


class DeliverBody(Checked):
    """POST deliver: a raw mail arrives."""

    mime: str | None = None
    mime_base64: str | None = None
    origin: Literal["internal", "external", "forged"] = Field(default="internal", alias="as")
    author: str | None = Field(default=None, alias="from", description="replaces the From header")
    to: list[str] = Field(
        default_factory=list, description="envelope recipients; when empty, To, Cc and Bcc of the mail"
    )
    folder: Literal["inbox", "junk"] = "inbox"

    @model_validator(mode="after")
    def _one_mail(self) -> DeliverBody:
        if (self.mime is None) == (self.mime_base64 is None):
            raise ValueError("give either mime or mime_base64")
        return self


class WriteBody(Checked):
    """POST write: somebody writes a mail in Outlook; a reply quotes the mail it answers as Outlook does."""

    person: str = Field(description="address of who writes")
    reply_to: str | None = Field(default=None, description="Message-ID or id of a mail in the person's mailbox")
    all: bool = Field(default=False, description="Reply All")
    forward: bool = Field(default=False, description="forward the mail instead of answering it")
    to: list[str] = Field(default_factory=list, description="recipients; added to those of a reply")
    cc: list[str] = Field(default_factory=list)
    bcc: list[str] = Field(default_factory=list)
    subject: str | None = None
    text: str = ""
    html: str | None = None
    sender: str | None = Field(default=None, description="address of the assistant who sends it for the person")


class Slot(Checked):
    """A proposed time, as Graph spells dateTimeTimeZone."""

    start: dict[str, str]
    end: dict[str, str]


class AnswerBody(Checked):
    """POST answer: somebody answers an invitation."""

    person: str
    event: str = Field(description="id, iCalUId or subject")
    response: Literal["accepted", "declined", "tentative"]
    proposed: Slot | None = None


class MoveBody(Checked):
    """POST move: somebody drags an event to another time; without an end its length stays."""

    person: str
    event: str = Field(description="id, iCalUId or subject")
    start: AwareDatetime
    end: AwareDatetime | None = None


class RemoveBody(Checked):
    """POST remove: somebody deletes an event; the organiser's is cancelled for the attendees."""

    person: str
    event: str = Field(description="id, iCalUId or subject")


class ClockBody(Checked):
    """POST clock: set the business clock, or move it forward."""

    now: AwareDatetime | None = None
    forward: float | None = Field(default=None, ge=0, description="seconds")

    @model_validator(mode="after")
    def _one_way(self) -> ClockBody:
        if (self.now is None) == (self.forward is None):
            raise ValueError("give either now or forward")
        return self


class FaultBody(Checked):
    """A fault; see faults.py for what each kind does."""

    kind: Literal[
        "throttle", "unavailable", "refuse", "cut", "slow", "late", "expired_token", "revoked_token", "gone_delta",
        "empty_page", "replay", "duplicate", "disorder", "foreign_link", "stuck_draft", "bounce", "lost_mail",
        "double_delivery", "outbox", "accepted_retry_after", "kill",
    ]  # fmt: skip
    when: Literal["before", "after"] = "before"
    retry_after: float | None = None
    as_date: bool = Field(default=False, description="Retry-After as a date")
    status: int = Field(default=503, ge=400, le=599)
    code: str = ""
    message: str = ""
    body: Literal["json", "empty", "html"] = "json"
    seconds: float = Field(default=1.0, ge=0)
    items: int = Field(default=1, ge=1)
    pid: int = 0

    @model_validator(mode="after")
    def _somebody_to_kill(self) -> FaultBody:
        if self.kind == "kill" and self.pid <= 1:
            raise ValueError("kill needs a pid above 1")
        return self


class MatchBody(Checked):
    """The requests that a fault is meant for."""

    method: str = ""
    path: str = Field(default="", description="regular expression, searched in the path after /v1.0 and in the route")
    nth: int = Field(default=1, ge=1, description="from which matching request on")
    count: int = Field(default=1, ge=0, description="how often; 0 for ever")
    chance: float = Field(default=1.0, gt=0, le=1, description="at what share of them, by chance")


class PlanBody(Checked):
    """A fault by plan."""

    match: MatchBody = MatchBody()
    fault: FaultBody


class LagBody(Checked):
    """How long changes stay unseen, in seconds of either clock."""

    search: float = Field(default=0, ge=0)
    search_business: float = Field(default=0, ge=0)
    delta: float = Field(default=0, ge=0)
    delta_business: float = Field(default=0, ge=0)


class FaultsBody(Checked):
    """POST faults. What is said is done in this order."""

    clear: bool = Field(default=False, description="forget all plans and lags first")
    plan: list[PlanBody] = Field(default_factory=list)
    lag: LagBody | None = None
    expire_delta_tokens: bool = False
    expire_tokens: bool = False
    revoke_tokens: bool = False


class RightsBody(Checked):
    """POST rights: what the app may open of a person; what is not said stays."""

    person: str
    mail: bool | None = None
    calendar: bool | None = None
    settings: bool | None = None
    mailbox: bool | None = None
    shared_with: list[str] | None = Field(
        default=None, description="addresses of people who, signed in, may open this one's mail and calendar"
    )


class DoubtsBody(Checked):
    """POST doubts: another plausible Exchange; see doubts.py. What is not said stays."""

    sent_keeps_immutable_id: bool | None = None
    new_subject_new_conversation: bool | None = None
    moved_in_is_created: bool | None = None
    concurrent_send_duplicates: bool | None = None
    deleted_event_found_by_immutable_id: bool | None = None
    deletion_frees_transaction_id: bool | None = None
    duplicate_transaction_status: Literal[400, 409] | None = None
    quiet_patch_mails_attendees: bool | None = None
    calendar_delta_reports_deletions: bool | None = None
    time_change_resets_answers: bool | None = None
    rewrites_html: bool | None = None


class DeviceBody(Checked):
    """POST device: somebody signs in at a device code, or declines (no user)."""

    user_code: str
    user: str | None = None


class AppBody(Checked):
    """POST app: what proves that the caller is the registered app."""

    certificate: str | None = Field(default=None, description="PEM of a client certificate to register")
    secret: str | None = Field(default=None, description="a further client secret")
    end_sign_ins: bool = Field(default=False, description="people who have signed in have to sign in again")
    expire_secrets: bool = Field(default=False, description="the secrets so far have expired")


class JudgeBody(Checked):
    """POST judge: begin counting anew."""

    reset: Literal[True]
