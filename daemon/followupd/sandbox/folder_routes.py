"""Mail folders: list, get, create, rename, delete, their children."""

from __future__ import annotations

from followupd.sandbox import errors, query
from followupd.sandbox.entities import FOLDER
from followupd.sandbox.entity import folder_entity, without_functions
from followupd.sandbox.mailbox import Folder
from followupd.sandbox.routing import Answer, Call, Table, created, no_content, ok

_LIST = ("$select", "$filter", "$top", "$skip", "$orderby", "$expand", "$count", "includeHiddenFolders")


def register(table: Table) -> None:
    """Add the routes of folders."""
    top, one = "/users/{user}/mailFolders", "/users/{user}/mailFolders/{folder}"
    table.add("GET", top, list_folders, needs="mail", options=_LIST)
    table.add("POST", top, create_folder, needs="mail")
    table.add("GET", one, get_folder, needs="mail", options=("$select", "$expand", "includeHiddenFolders"))
    table.add("PATCH", one, rename_folder, needs="mail")
    table.add("DELETE", one, delete_folder, needs="mail")
    table.add("GET", f"{one}/childFolders", list_folders, needs="mail", options=_LIST)
    table.add("POST", f"{one}/childFolders", create_folder, needs="mail")


def list_folders(call: Call) -> Answer:
    """List the folders at the top, or the children of one."""
    parent = call.mailbox.folder(call.params.get("folder", "msgfolderroot"))
    options = query.read(call, FOLDER)
    hidden = (call.option("includeHiddenFolders") or "").lower() == "true"
    folders = [f for f in call.mailbox.folders.values() if f.parent_id == parent.id and (hidden or not f.hidden)]
    found = [folder_entity(call.mailbox, folder) for folder in folders]
    ordered = query.order([entity for entity in found if options.matches(entity)], options)
    return ok(query.page(call, options, ordered, context=_context(call)))


def get_folder(call: Call) -> Answer:
    """Give one folder, by id or well-known name."""
    options = query.read(call, FOLDER)
    entity = folder_entity(call.mailbox, call.mailbox.folder(call.params["folder"]))
    return ok({"@odata.context": f"{_context(call)}/$entity"} | options.shape(entity))


def create_folder(call: Call) -> Answer:
    """Create a folder; 409 when the name is taken."""
    body = call.json()
    for name in body:
        if "@odata." not in name and name not in FOLDER.properties:
            raise errors.unknown_property(name, FOLDER.name)
    name = str(body.get("displayName") or "").strip()
    if not name:
        raise errors.bad_request(
            "The display name must be given.", code="ErrorInvalidRequest", blame="folder without a name"
        )
    parent = call.mailbox.folder(call.params.get("folder", "msgfolderroot"))
    folder = call.mailbox.create_folder(name, parent_id=parent.id, hidden=bool(body.get("isHidden", False)))
    location = f"{call.root}/users/{call.owner.id}/mailFolders/{folder.id}"
    return created({"@odata.context": f"{_context(call)}/$entity"} | _plain(call, folder), location=location)


def rename_folder(call: Call) -> Answer:
    """Give a folder another name."""
    folder = call.mailbox.folder(call.params["folder"])
    for name, value in call.json().items():
        if name not in FOLDER.properties:
            raise errors.unknown_property(name, FOLDER.name)
        if name == "displayName":
            folder.name = str(value)
    return ok({"@odata.context": f"{_context(call)}/$entity"} | _plain(call, folder))


def delete_folder(call: Call) -> Answer:
    """Delete a folder of one's own with all that is in it; a well-known one is refused."""
    folder = call.mailbox.folder(call.params["folder"])
    if folder.well_known is not None:
        raise errors.Refusal(403, "ErrorDeleteDistinguishedFolder", "Distinguished folders cannot be deleted.")
    for message in list(call.mailbox.within(folder)):
        call.mailbox.delete(message)
    del call.mailbox.folders[folder.id]
    return no_content()


def _plain(call: Call, folder: Folder) -> dict[str, object]:
    return without_functions(folder_entity(call.mailbox, folder))


def _context(call: Call) -> str:
    return f"{call.root}/$metadata#users('{call.owner.id}')/mailFolders"
