"""The store for looking back: what snapshots are made of, and what a restore writes down. ports.Recall."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final

import sqlalchemy as sa

from followupd.domain.action import Reference
from followupd.domain.effects import Effect, EffectKey
from followupd.domain.snapshot import MOST_CAUSES, Story, Told, mark_of
from followupd.ports import EffectState, Listed, Verdict
from followupd.store.codec import decode_effect
from followupd.store.database import Database
from followupd.store.outbox import UNFINISHED
from followupd.store.rows import insert_new, put
from followupd.store.tables import effects, history, mails, notes, references, things, timers
from followupd.store.work import SqlWork

#: Lines of a thing's history that are carried, newest last.
MOST_LINES: Final = 30

#: An operator's release gives a held effect this reason no more: see `followupd outbox retry`.
_HELD: Final = (EffectState.WAITING.value, EffectState.HELD.value)


class RecallWork(SqlWork):
    """A Restoring over an open transaction."""

    def story(self, kind: str, id: str) -> Story:
        rows = self.connection.execute(
            sa.select(history).where(history.c.kind == kind, history.c.thing == id).order_by(history.c.id)
        ).all()
        causes = tuple(dict.fromkeys(mark_of(row.cause) for row in rows if row.cause))
        incomplete = any(row.cause == _MORE for row in rows) or len(causes) > MOST_CAUSES
        return Story(
            kind=kind,
            id=id,
            causes=tuple(each for each in causes if each != mark_of(_MORE))[-MOST_CAUSES:],
            complete=not incomplete,
            lines=tuple(
                Told(at=row.at, what=row.what, by=row.by, cause=mark_of(row.cause) if row.cause else "")
                for row in rows[-MOST_LINES:]
                if row.what != _BEFORE
            ),
        )

    def unfinished(self, ids: Sequence[str]) -> tuple[Effect, ...]:
        lanes = [
            clause
            for id in ids
            for clause in (
                effects.c.lane == f"mail/{id}",
                effects.c.lane.startswith(f"mail/{id}/", autoescape=True),
                effects.c.lane.startswith(f"entry/{id}/", autoescape=True),
            )
        ]
        if not lanes:
            return ()
        rows = self.connection.scalars(
            sa.select(effects.c.data).where(effects.c.state.in_(UNFINISHED), sa.or_(*lanes)).order_by(effects.c.id)
        )
        return tuple(decode_effect(data) for data in rows)

    def timers_of(self, id: str) -> tuple[tuple[str, datetime], ...]:
        names = [f"proposal/{id}/remind", f"follow_up/{id}/pass"]
        rows = self.connection.execute(sa.select(timers).where(timers.c.name.in_(names)))
        return tuple((row.name, row.moment) for row in rows)

    def sequence(self) -> int:
        return self.connection.scalar(sa.select(sa.func.max(effects.c.id))) or 0

    def has_begun(self, key: EffectKey) -> bool:
        found = sa.select(effects.c.id).where(effects.c.key == key, effects.c.begun > 0)
        return self.connection.scalar(found) is not None

    def noted(self, name: str) -> str | None:
        return self.connection.scalar(sa.select(notes.c.value).where(notes.c.name == name))

    def empty(self) -> bool:
        return not any(
            self.connection.scalar(sa.select(sa.func.count()).select_from(table)) for table in (mails, things, effects)
        )

    # ------------------------------------------------------------------------------------- what was

    def keep_reference(self, seed: str, reference: Reference) -> None:
        insert_new(self.connection, references, (), reference=reference, seed=seed)

    def keep_story(self, story: Story) -> None:
        told = {line.cause for line in story.lines}
        first = story.lines[0].at if story.lines else datetime(2000, 1, 1, tzinfo=UTC)
        for cause in story.causes:
            if cause not in told:
                self._line(story, Told(at=first, what=_BEFORE, cause=cause))
        if not story.complete:
            self._line(story, Told(at=first, what=_BEFORE), cause=_MORE)
        for line in story.lines:
            self._line(story, line)

    def _line(self, story: Story, line: Told, *, cause: str = "") -> None:
        self.connection.execute(
            sa.insert(history).values(
                at=line.at,
                kind=story.kind,
                thing=story.id,
                what=line.what,
                by=line.by,
                words="",
                cause=cause or (f"~{line.cause}" if line.cause else ""),
            )
        )

    def keep_mail(
        self,
        mail: Listed,
        verdict: Verdict | None,
        *,
        internet_message_id: str = "",
        digest: str = "",
        reason: str = "",
    ) -> None:
        insert_new(self.connection, mails, ("message",), message=mail.message, folder=mail.folder)
        if verdict is not None:
            self.finish_mail(
                mail.message, verdict, internet_message_id=internet_message_id, digest=digest, reason=reason
            )

    def settle(self, key: EffectKey, state: EffectState, reason: str) -> None:
        # What may have been done before is looked for in Graph when it is released: `begun` says so.
        self.connection.execute(
            sa.update(effects)
            .where(effects.c.key == key, effects.c.state.in_(_HELD))
            .values(state=state.value, reason=reason, begun=1)
        )

    def waiting(self) -> tuple[Effect, ...]:
        rows = self.connection.scalars(
            sa.select(effects.c.data).where(effects.c.state.in_(_HELD)).order_by(effects.c.id)
        )
        return tuple(decode_effect(data) for data in rows)

    def note(self, name: str, value: str) -> None:
        put(self.connection, notes, ("name",), name=name, value=value)


#: What the line of a happening says of which nothing more is known.
_BEFORE: Final = "before the restore"
#: Stands for happenings that are not listed any more.
_MORE: Final = "~more"


class SqlRecall:
    """ports.Recall over a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def look(self) -> Iterator[RecallWork]:
        """A transaction that only reads; not usable after its block."""
        with self._database.reading() as connection:
            work = RecallWork(connection)
            try:
                yield work
            finally:
                work.end()

    @contextmanager
    def work(self) -> Iterator[RecallWork]:
        """A transaction that will write; not usable after its block."""
        with self._database.writing(decides=True) as connection:
            self._database.ask_guard(connection)
            work = RecallWork(connection)
            try:
                yield work
            finally:
                work.end()
