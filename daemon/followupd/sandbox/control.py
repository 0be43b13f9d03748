"""The control API below /_sandbox: what a story, a test or a person at a terminal does to the world.

Every body is checked by schemas.py; a wrong one answers 400 with `{"error": …}` that says what is wrong.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from pydantic import ValidationError

from followupd.sandbox import control_answers, delivery, schemas
from followupd.sandbox.certificate import read_certificate
from followupd.sandbox.errors import Refusal
from followupd.sandbox.faults import Fault, Faults, Plan
from followupd.sandbox.judge import Judge
from followupd.sandbox.lag import Lag, Lags
from followupd.sandbox.limits import Limits
from followupd.sandbox.people import settle
from followupd.sandbox.shown import shown_world
from followupd.sandbox.token import TokenService
from followupd.sandbox.world import CalendarDoor, Person, World
from followupd.sandbox.writing import write


class Unfit(Exception):
    """The control request cannot be done; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """The world and everything that can be done to it from outside Graph."""

    world: World
    tokens: TokenService
    faults: Faults
    limits: Limits
    judge: Judge
    #: Whether a fault may kill a process: only when the sandbox was started for that.
    may_kill: bool = False

    def get(self, name: str) -> dict[str, Any] | None:
        """Answer GET /_sandbox/{name}; None when there is no such thing."""
        with self.world.lock:
            self.world.catch_up()
            if name == "world":
                return shown_world(self.world).model_dump(by_alias=True)
            if name == "clock":
                return {"now": self.world.clock.now().isoformat()}
            if name == "judge":
                return self._judged()
            if name == "faults":
                return {"plan": [_planned(plan) for plan in self.faults.plans]}
            if name == "schema":
                return control_answers.schema()
        return None

    def post(self, name: str, body: object) -> dict[str, Any] | None:
        """Answer POST /_sandbox/{name}; None when there is no such thing; Unfit when it cannot be done."""
        if name not in control_answers.CONTROLS:
            return None
        try:
            checked = control_answers.CONTROLS[name][0].model_validate(body)
        except ValidationError as error:
            raise Unfit(_told(error)) from error
        deeds: dict[str, Callable[[Any], dict[str, Any] | None]] = {
            "people": self._people,
            "deliver": self._deliver,
            "write": self._write,
            "answer": self._answer,
            "move": self._move,
            "remove": self._remove,
            "clock": self._clock,
            "faults": self._faults,
            "rights": self._rights,
            "doubts": self._doubts,
            "device": self._device,
            "app": self._app,
            "judge": self._reset,
        }
        with self.world.lock:
            try:
                return deeds[name](checked) or {"done": True}
            except Refusal as refusal:
                raise Unfit(f"{refusal.code}: {refusal.message}") from refusal

    def _people(self, body: schemas.PeopleBody) -> dict[str, Any]:
        people = settle(self.world, body.people)
        return {"people": [{"id": p.id, "address": p.address} for p in people]}

    def _deliver(self, body: schemas.DeliverBody) -> dict[str, Any]:
        if body.mime is not None:
            raw = body.mime.encode("utf-8", errors="surrogateescape")
        else:
            try:
                raw = base64.b64decode(body.mime_base64 or "", validate=True)
            except binascii.Error as error:
                raise Unfit("mime_base64 is no base64") from error
        folder = "junkemail" if body.folder == "junk" else "inbox"
        return self._arrived(
            delivery.arrive(self.world, raw, origin=body.origin, author=body.author or "", to=body.to, folder=folder)
        )

    def _write(self, body: schemas.WriteBody) -> dict[str, Any]:
        return self._arrived(write(self.world, self._person(body.person), body))

    def _arrived(self, copies: list[delivery.Delivered]) -> dict[str, Any]:
        return {
            "delivered": [
                {
                    "recipient": one.recipient,
                    "person": one.person.address,
                    "folder": self.world.mailbox(one.person).folders[one.message.folder_id].well_known or "",
                    "id": one.message.id,
                    "immutable_id": one.message.immutable_id,
                    "internet_message_id": one.message.internet_message_id,
                }
                for one in copies
            ]
        }

    def _answer(self, body: schemas.AnswerBody) -> dict[str, Any]:
        proposed = body.proposed.model_dump() if body.proposed else None
        return self._calendar().answer(self._person(body.person), body.event, body.response, proposed=proposed)

    def _move(self, body: schemas.MoveBody) -> dict[str, Any]:
        return self._calendar().move(self._person(body.person), body.event, body.start, body.end)

    def _remove(self, body: schemas.RemoveBody) -> None:
        self._calendar().remove(self._person(body.person), body.event)

    def _calendar(self) -> CalendarDoor:
        if self.world.calendar is None:
            raise Unfit("this sandbox has no calendars")
        return self.world.calendar

    def _clock(self, body: schemas.ClockBody) -> dict[str, Any]:
        if body.now is not None:
            self.world.clock.set(body.now)
        if body.forward is not None:
            self.world.clock.forward(timedelta(seconds=body.forward))
        return {"now": self.world.clock.now().isoformat()}

    def _faults(self, body: schemas.FaultsBody) -> None:
        if body.clear:
            self.faults.clear()
            self.world.lag = Lags()
        if not self.may_kill and any(plan.fault.kind == "kill" for plan in body.plan):
            raise Unfit("this sandbox kills nobody: start it with --allow-kill (or Sandbox(allow_kill=True))")
        for plan in body.plan:
            settings = plan.fault.model_dump()
            whole = settings["retry_after"]
            if whole is not None and float(whole).is_integer():
                settings["retry_after"] = int(whole)
            try:
                self.faults.plan(Fault(**settings), **plan.match.model_dump())
            except re.error as error:
                raise Unfit(f"match.path is no regular expression: {error}") from error
        if body.lag is not None:
            lag = body.lag
            self.world.lag = Lags(
                search=Lag(steady=lag.search, business=lag.search_business),
                delta=Lag(steady=lag.delta, business=lag.delta_business),
            )
        if body.expire_delta_tokens:
            self.world.tokens.expire_all()
        if body.expire_tokens:
            self.tokens.expire()
        if body.revoke_tokens:
            self.tokens.revoke()

    def _rights(self, body: schemas.RightsBody) -> None:
        person = self._person(body.person)
        said = body.model_dump(include={"mail", "calendar", "settings"}, exclude_none=True)
        person.rights = replace(person.rights, **said)
        if body.shared_with is not None:
            person.rights = replace(person.rights, shared_with=tuple(each.lower() for each in body.shared_with))
        if body.mailbox is not None:
            person.mailbox_enabled = body.mailbox

    def _doubts(self, body: schemas.DoubtsBody) -> None:
        self.world.doubts = replace(self.world.doubts, **body.model_dump(exclude_none=True))

    def _device(self, body: schemas.DeviceBody) -> None:
        person = self._person(body.user) if body.user else None
        user = (person.id, person.address) if person else None
        if not self.tokens.sign_in(body.user_code, user):
            raise Unfit("the user code is not known")

    def _app(self, body: schemas.AppBody) -> None:
        app = self.tokens.app
        if body.end_sign_ins:
            self.tokens.end_sign_ins()
        if body.expire_secrets:
            app.expired_secrets += app.secrets
            app.secrets.clear()
        if body.secret is not None:
            app.secrets.append(body.secret)
        if body.certificate is not None:
            try:
                app.certificates.append(read_certificate(body.certificate))
            except ValueError as error:
                raise Unfit(f"certificate: {error}") from error

    def _reset(self, _: schemas.JudgeBody) -> dict[str, Any]:
        self.judge.reset()
        self.limits.most.clear()
        return self._judged()

    def _judged(self) -> dict[str, Any]:
        most = {self.world.people[key].address: n for key, n in self.limits.most.items() if key in self.world.people}
        return self.judge.as_json() | {"most_at_once": most}

    def _person(self, address: str) -> Person:
        person = self.world.at(address)
        if person is None:
            raise Unfit(f"nobody has the address {address}")
        return person


def _planned(plan: Plan) -> dict[str, Any]:
    match = {"method": plan.method, "path": plan.path, "nth": plan.nth, "count": plan.count, "chance": plan.chance}
    return {"match": match, "kind": plan.fault.kind, "when": plan.fault.when, "seen": plan.seen, "played": plan.played}


def _told(error: ValidationError) -> str:
    lines = []
    for problem in error.errors(include_url=False):
        where = ".".join(str(part) for part in problem["loc"])
        lines.append(f"{where}: {problem['msg']}" if where else str(problem["msg"]))
    return "; ".join(lines)
