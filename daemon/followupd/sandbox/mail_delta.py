"""Message delta: rounds of pages over the change log of one folder.

The first request fixes the options; they live in the state behind the token and come back with every link. A round is
folded when it begins (last change of each item); what changes while it is being read comes in the next one. Order is
that of the log unless `$orderby=receivedDateTime desc` was asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from followupd.sandbox import errors, query
from followupd.sandbox.delta import last_of_each
from followupd.sandbox.entities import MESSAGE
from followupd.sandbox.entity import message_entity
from followupd.sandbox.mailbox import Folder, LogEntry
from followupd.sandbox.routing import Answer, Call, Table, ok

_OPTIONS = ("$select", "$top", "$expand", "$filter", "$orderby", "changeType", "$deltatoken", "$skiptoken")
_DEFAULT_PAGE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    """What is behind a token."""

    folder: str
    #: The query of the first request.
    query: tuple[tuple[str, str], ...]
    #: Entries still to be given in this round.
    rest: tuple[LogEntry, ...]
    #: Number of the log up to which everything was (or is being) given.
    number: int


def register(table: Table) -> None:
    """Add message delta."""
    place = "/users/{user}/mailFolders/{folder}/messages/delta"
    table.add("GET", place, delta, needs="mail", options=_OPTIONS)


def delta(call: Call) -> Answer:
    """Give one page of a round."""
    folder = call.mailbox.folder(call.params["folder"])
    token, skip = call.option("$deltatoken"), call.option("$skiptoken")
    restart = call.link([("$deltatoken", "")])
    if token or skip:
        if any(name in ("$filter", "$orderby", "$select", "$expand", "changeType") for name, _ in call.query):
            call.blame("options in a delta link", "the options of a round are fixed by its first request")
        state = call.world.tokens.read(token or skip or "", restart=restart)
        current = state.get("round")
        if not isinstance(current, _Round) or current.folder != folder.id:
            raise errors.sync_state_not_found(restart)
        if token:
            current = _begun(call, folder, current.query, since=current.number)
    else:
        options = tuple(pair for pair in call.query if pair[0] not in ("$deltatoken", "$skiptoken"))
        _check(call, options)
        current = _begun(call, folder, options, since=0)
    return ok(_page(call, current))


def _check(call: Call, options: tuple[tuple[str, str], ...]) -> None:
    given = {name.lower(): value.strip().lower() for name, value in options}
    if "$orderby" in given and given["$orderby"] != "receiveddatetime desc":
        raise errors.bad_option("The only $orderby of a message delta is 'receivedDateTime desc'.")
    if "$filter" in given and not given["$filter"].startswith(("receiveddatetime ge ", "receiveddatetime gt ")):
        raise errors.bad_option("The only $filter of a message delta is 'receivedDateTime ge' or 'gt' a moment.")
    if given.get("changetype", "created") not in ("created", "updated", "deleted"):
        raise errors.bad_option("changeType must be created, updated or deleted.")
    query.read(replace(call, query=options), MESSAGE)


def _begun(call: Call, folder: Folder, options: tuple[tuple[str, str], ...], *, since: int) -> _Round:
    """Return a new round over what is seen of the log after `since`."""
    log, lag, clock = folder.log, call.world.lag.delta, call.world.clock
    replay = call.tricks.get("replay")
    first = max(0, since - (replay.items if replay else 0))
    seen = first
    for entry in log.since(first):
        if entry.number > since and not lag.past(clock, entry.steady, entry.business):
            break
        seen = entry.number
    entries = [entry for entry in log.since(first) if entry.number <= seen]
    wanted = next((value.lower() for name, value in options if name.lower() == "changetype"), None)
    rest = [entry for entry in last_of_each(entries) if _wanted(call, entry, entries, wanted)]
    if since == 0:
        rest = [entry for entry in rest if entry.change != "deleted"]
    if any(name == "$orderby" for name, _ in options):
        messages = call.mailbox.messages
        oldest = datetime.min.replace(tzinfo=UTC)
        rest.sort(
            key=lambda e: messages[e.immutable_id].received if e.immutable_id in messages else oldest, reverse=True
        )
    if "disorder" in call.tricks:
        rest.reverse()
    if "duplicate" in call.tricks:
        rest = [entry for one in rest for entry in (one, one)]
    return _Round(folder=folder.id, query=options, rest=tuple(rest), number=max(seen, since))


def _wanted(call: Call, last: LogEntry, entries: list[LogEntry], wanted: str | None) -> bool:
    if wanted is None or last.change == "deleted":
        return wanted in (None, "deleted")
    first = next(entry for entry in entries if entry.immutable_id == last.immutable_id)
    is_new = first.change == "created" and (not first.moved or call.world.doubts.moved_in_is_created)
    return wanted == ("created" if is_new else "updated")


def _page(call: Call, current: _Round) -> dict[str, Any]:
    options = query.read(replace(call, query=tuple(p for p in current.query if p[0] != "changeType")), MESSAGE)
    size = call.prefer.page_size or options.top or _DEFAULT_PAGE
    if "empty_page" in call.tricks:
        size = 0
    now, rest = current.rest[:size], current.rest[size:]
    value = [item for entry in now if (item := _item(call, current, entry, options)) is not None]
    page: dict[str, Any] = {"@odata.context": f"{call.root}/$metadata#Collection(message)", "value": value}
    again = call.world.tokens.issue({"round": replace(current, rest=rest)})
    if rest or "empty_page" in call.tricks:
        page["@odata.nextLink"] = call.link([("$skiptoken", again)])
    else:
        page["@odata.deltaLink"] = call.link([("$deltatoken", again)])
    return page


def _item(call: Call, current: _Round, entry: LogEntry, options: query.Options) -> dict[str, Any] | None:
    """Return an entry as it is given; None when it left the folder since, or the filter leaves it out."""
    kind = f"#microsoft.graph.{entry.kind}"
    if entry.change == "deleted":
        shown = entry.immutable_id if call.prefer.immutable_ids else entry.id
        return {"@odata.type": kind, "id": shown, "@removed": {"reason": entry.reason}}
    message = call.mailbox.messages.get(entry.immutable_id)
    if message is None or message.folder_id != current.folder:
        return None
    entity = message_entity(call, message, always_typed=True)
    return options.shape(entity) if options.matches(entity) else None
