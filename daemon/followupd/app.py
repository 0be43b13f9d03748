"""The only place where all is wired: configuration, store, Graph, words and loops."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from followupd.config.load import secret_of
from followupd.config.policy import to_known, to_policy
from followupd.config.schema import Auth, Config
from followupd.domain.people import Known, Person
from followupd.domain.policy import Policy
from followupd.engine.intake import Intake
from followupd.engine.knowledge import Knowledge
from followupd.engine.loops import Engine
from followupd.engine.marker import Keeper
from followupd.engine.outbox import Outbox
from followupd.engine.perform import Performer
from followupd.engine.placing import Placing
from followupd.engine.reconcile import Reconcile
from followupd.engine.restore import Restorer
from followupd.engine.retention import Retention
from followupd.engine.reviews import Reviews
from followupd.engine.snapshots import Snapshots
from followupd.engine.timers import Timers
from followupd.engine.waking import Waking
from followupd.engine.watch import Watch, surroundings_of
from followupd.engine.words import TemplateWriter
from followupd.graph.clock import GraphClock
from followupd.graph.graph import Graph, open_graph
from followupd.graph.settings import GraphSettings
from followupd.ports import Store
from followupd.reading.eml import read_eml
from followupd.store import open_store, open_to_run
from followupd.store.erasing import SqlErasing
from followupd.store.recall import SqlRecall


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """Everything that runs, put together once."""

    config: Config
    policy: Policy
    known: Known
    store: Store
    graph: Graph
    engine: Engine
    knowledge: Knowledge
    writer: TemplateWriter
    recall: SqlRecall
    keeper: Keeper


def open_database(config: Config) -> Store:
    """Open the database for a command, upgraded to this version. Raises DatabaseTooNew, StoreError."""
    return open_store(config.database)


def graph_settings(config: Config) -> GraphSettings:
    """What the connection needs, from the configuration. Raises ConfigError."""
    signs_in = config.graph.auth is Auth.DELEGATED
    settings = GraphSettings(
        tenant=config.graph.tenant,
        client_id=config.graph.client_id,
        mailbox=config.mailbox,
        secret="" if signs_in else secret_of(config.graph.client_secret),
        certificate=None if signs_in else config.graph.certificate_file,
        certificate_key=None if signs_in else config.graph.key_file,
        sign_in=config.graph.sign_in_file if signs_in else None,
        root=config.graph.root,
        login_root=config.graph.login_root,
        ca_file=config.graph.ca_file,
        in_flight=min(config.workers, 4),
    )
    # A Graph on this machine is the sandbox, whose clock can be moved: then its time is the business time.
    return settings.on_the_servers_clock() if settings.on_loopback else settings


@contextmanager
def open_app(config: Config, *, clock: GraphClock | None = None, alone: bool = False) -> Iterator[App]:
    """Put the application together, alone on its database or as one of several workers; close it at the end of the
    block.

    `clock` replaces the one that the settings make; `alone`: for what no worker may run beside. Raises StoreError when
    another daemon keeps us away.
    """
    settings = graph_settings(config)
    clock = clock or GraphClock(follow=settings.follow_clock)
    policy = to_policy(config)
    known = to_known(config, today=datetime.now(UTC).date())
    store, membership = open_to_run(
        config.database,
        name=config.worker or socket.gethostname(),
        duty=config.mailbox,
        lease_seconds=config.worker_lease_seconds,
        alone=alone,
    )
    with ExitStack() as stack:
        stack.callback(store.close)
        graph = open_graph(
            settings,
            working=known.working,
            internal_domains=known.domains,
            read_mime=read_eml,
            clock=clock,
            permits=store.permits(in_all=settings.in_flight, a_mailbox=settings.in_flight_mailbox, steady=clock.steady),
        )
        stack.callback(graph.close)
        graph.learn_time()
        knowledge = Knowledge(known, graph.directory, graph.clock)
        writer = TemplateWriter(config.templates, teams=config.teams, retention_days=config.retention_days)
        recall = SqlRecall(store.database)
        snapshots = Snapshots(recall=recall, clock=graph.clock)
        keeper = Keeper(
            recall=recall,
            place=graph.marker,
            archive=graph.archive,
            clock=graph.clock,
            alone=membership.every is None,
        )
        performer = Performer(
            store=store,
            mailbox=graph.mailbox,
            calendar=graph.calendar,
            writer=writer,
            service=Person(address=config.mailbox),
            snapshot=snapshots.of,
        )
        engine = Engine(
            store=store,
            intake=Intake(store=store, mailbox=graph.mailbox, knowledge=knowledge, policy=policy, clock=graph.clock),
            outbox=Outbox(
                store=store,
                performer=performer,
                knowledge=knowledge,
                policy=policy,
                clock=graph.clock,
                placing=Placing(schedules=graph.schedules, service=config.mailbox),
            ),
            timers=Timers(store=store, knowledge=knowledge, policy=policy, clock=graph.clock),
            clock=graph.clock,
            membership=membership,
            watch=Watch(store=store, surroundings=surroundings_of(config), clock=graph.clock),
            poll_seconds=config.poll_seconds,
            workers=min(config.workers, 4),
            keeper=keeper,
            calendars=Reconcile(
                store=store,
                calendar=graph.entries,
                knowledge=knowledge,
                policy=policy,
                clock=graph.clock,
                every_seconds=config.calendar_minutes * 60,
                waking=Waking(watch=graph.watch, clock=graph.clock),
            ),
            reviews=Reviews(store=store, marks=graph.marks, knowledge=knowledge, policy=policy, clock=graph.clock),
            retention=Retention(
                store=store,
                erasing=SqlErasing(store.database),
                keeper=keeper,
                knowledge=knowledge,
                policy=policy,
                clock=graph.clock,
            ),
        )
        yield App(
            config=config,
            policy=policy,
            known=known,
            store=store,
            graph=graph,
            engine=engine,
            knowledge=knowledge,
            writer=writer,
            recall=recall,
            keeper=keeper,
        )


def restorer(app: App, *, say: Callable[[str], None] = lambda line: None) -> Restorer:
    """What rebuilds the database of an application that has just been opened on an empty one."""
    return Restorer(
        recall=app.recall,
        store=app.store,
        archive=app.graph.archive,
        mailbox=app.graph.mailbox,
        keeper=app.keeper,
        knowledge=app.knowledge,
        writer=app.writer,
        policy=app.policy,
        clock=app.graph.clock,
        service=app.config.mailbox,
        say=say,
    )
