"""People: /users, /users/{id}, /users/{id}/manager, /me, translateExchangeIds."""

from __future__ import annotations

from followupd.sandbox import errors, query
from followupd.sandbox.entities import USER
from followupd.sandbox.entity import user_entity
from followupd.sandbox.routing import Answer, Call, Table, ok


def register(table: Table) -> None:
    """Add the routes of people."""
    table.add("GET", "/users", list_users, options=("$select", "$filter", "$top", "$orderby", "$count", "$skip"))
    table.add("GET", "/users/{user}", get_user, options=("$select", "$expand"))
    table.add("GET", "/users/{user}/manager", get_manager, options=("$select",))
    table.add("GET", "/users/{user}/directReports", list_reports, options=("$select", "$top", "$skip"))
    table.add("POST", "/users/{user}/translateExchangeIds", translate, needs="mail")


def list_users(call: Call) -> Answer:
    """List the people of the tenant."""
    options = query.read(call, USER)
    people = [user_entity(p) for p in call.world.people.values() if p.internal]
    found = [entity for entity in people if options.matches(entity)]
    context = f"{call.root}/$metadata#users"
    return ok(query.page(call, options, query.order(found, options), default=100, context=context))


def get_user(call: Call) -> Answer:
    """Give one person."""
    options = query.read(call, USER)
    entity = user_entity(call.owner)
    if options.wants("manager"):
        boss = call.world.at(call.owner.manager or "")
        entity["manager"] = user_entity(boss) if boss else None
    return ok({"@odata.context": f"{call.root}/$metadata#users/$entity"} | options.shape(entity))


def get_manager(call: Call) -> Answer:
    """Give the person's manager; 404 when there is none."""
    boss = call.world.at(call.owner.manager or "")
    if boss is None or not boss.internal:
        raise errors.user_not_found("manager")
    options = query.read(call, USER)
    head = {
        "@odata.context": f"{call.root}/$metadata#directoryObjects/$entity",
        "@odata.type": "#microsoft.graph.user",
    }
    return ok(head | options.shape(user_entity(boss)))


def list_reports(call: Call) -> Answer:
    """List the people whose manager this is."""
    options = query.read(call, USER)
    people = [{"@odata.type": "#microsoft.graph.user"} | user_entity(p) for p in call.world.reports_of(call.owner)]
    return ok(query.page(call, options, people, default=100, context=f"{call.root}/$metadata#directoryObjects"))


def translate(call: Call) -> Answer:
    """Convert item ids between the ordinary and the immutable kind."""
    body = call.json()
    wanted = str(body.get("targetIdType") or body.get("TargetIdType") or "").lower()
    found = []
    for given in body.get("inputIds") or body.get("InputIds") or []:
        message = call.mailbox.message(str(given))
        target = message.immutable_id if "immutable" in wanted else message.id
        found.append({"sourceId": given, "targetId": target})
    return ok({"@odata.context": f"{call.root}/$metadata#Collection(convertIdResult)", "value": found})
