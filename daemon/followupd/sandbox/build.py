"""The only place where the sandbox is wired: world, rooms, pipeline, control."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from followupd.sandbox import (
    attachment_routes,
    batch,
    calendar_routes,
    calendar_view,
    folder_routes,
    mail_delta,
    mail_routes,
    reply_routes,
    schedule_routes,
    settings_routes,
    user_routes,
)
from followupd.sandbox.calendar import Calendars
from followupd.sandbox.certificate import read_certificate
from followupd.sandbox.clock import Clock
from followupd.sandbox.control import Control
from followupd.sandbox.faults import Faults
from followupd.sandbox.judge import Judge
from followupd.sandbox.limits import Limits
from followupd.sandbox.people import settle
from followupd.sandbox.pipeline import Pipeline
from followupd.sandbox.routing import Table
from followupd.sandbox.schemas import PersonBody
from followupd.sandbox.token import App, TokenService
from followupd.sandbox.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A whole sandbox, without HTTP."""

    world: World
    table: Table
    tokens: TokenService
    faults: Faults
    limits: Limits
    judge: Judge
    pipeline: Pipeline
    control: Control


def build(
    *,
    clock: Clock,
    tenant: str,
    seed: str,
    people: Iterable[PersonBody],
    client_id: str,
    client_secret: str,
    token_life: float,
    certificate: str | None,
    allow_kill: bool,
    wait: Callable[[float], None] = time.sleep,
) -> Parts:
    """Return a sandbox with these people.

    `certificate` is the PEM of a client certificate, or None; `allow_kill` lets a fault kill a process; `wait`
    lets a slow answer take its seconds."""
    world = World(clock, tenant=tenant, seed=seed)
    app = App(client_id=client_id, secrets=[client_secret])
    if certificate is not None:
        app.certificates.append(read_certificate(certificate))
    tokens = TokenService(clock, tenant_id=world.tenant_id, app=app, life=token_life)
    table, faults, limits, judge = Table(), Faults(), Limits(clock), Judge(clock)
    pipeline = Pipeline(world, tokens, table=table, faults=faults, limits=limits, judge=judge, wait=wait)
    for room in (user_routes, folder_routes, mail_routes, reply_routes, attachment_routes, mail_delta):
        room.register(table)
    calendars = Calendars(world)
    world.calendar = calendars
    for kept in (calendar_routes, calendar_view, schedule_routes, settings_routes):
        kept.register(table, calendars)
    batch.register(table, pipeline.serve)
    settle(world, people)
    control = Control(world=world, tokens=tokens, faults=faults, limits=limits, judge=judge, may_kill=allow_kill)
    return Parts(
        world=world,
        table=table,
        tokens=tokens,
        faults=faults,
        limits=limits,
        judge=judge,
        pipeline=pipeline,
        control=control,
    )
