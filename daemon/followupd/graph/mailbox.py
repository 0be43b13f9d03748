"""The dedicated mailbox over Graph: ports.Mailbox.

Reading is by delta, folder by folder. Writing is draft, then send: the draft carries our key from the request that
makes it, so that whoever comes after a crash finds it; sending the same draft again is the only repetition that
cannot make a second mail. Errors: see verdicts.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from followupd.domain.effects import EffectKey
from followupd.domain.mail import Attachment, InternetMessageId, MailIn, MessageId
from followupd.domain.people import Person
from followupd.errors import CursorExpired, Gone, MailUnreadable, OutcomeUnknown, Rejected
from followupd.graph.connection import same_root
from followupd.graph.drafts import complete, seal
from followupd.graph.folders import Folders
from followupd.graph.mail_shapes import (
    DRAFT_FIELDS,
    FIELDS,
    SEALED_FIELDS,
    attachment,
    draft_of,
    mail_in,
    message_out,
    recipient,
)
from followupd.graph.properties import KEY, MESSAGE_CLASS, SEAL, SNAPSHOT, equals, expanding, having, value_of
from followupd.graph.settings import GraphSettings
from followupd.graph.wire import Wire, segment
from followupd.ports import ChangePage, Draft, MailOut

AS_HTML = 'outlook.body-content-type="html"'
AS_TEXT = 'outlook.body-content-type="text"'

#: Attached mails larger than this are listed, not read.
LARGEST_MAIL = 10_000_000

#: Pages of Drafts that are looked through for a draft of ours: people may keep drafts of their own there.
MOST_DRAFT_PAGES = 10


class GraphMailbox:
    """The mailbox of GraphSettings.mailbox. Thread-safe; reads are not repeated here, that is the engine's work."""

    def __init__(
        self, wire: Wire, settings: GraphSettings, *, read_mime: Callable[[bytes], MailIn] | None = None
    ) -> None:
        """`read_mime` reads a mail attached as a file (.eml); without it such files are only listed."""
        self._wire = wire
        self._settings = settings
        self._read_mime = read_mime
        self._service = Person(address=settings.mailbox)
        self._root = f"/users/{segment(settings.mailbox)}"
        self._folders = Folders(self._ask, self._root)

    def _ask(self, method: str, path: str, **options: Any) -> Mapping[str, Any]:
        return self._wire.ask(method, path, mailbox=self._settings.mailbox, **options).body

    # ------------------------------------------------------------------------------------------------ reading

    def changes(self, folder: str, cursor: str | None) -> ChangePage:
        """Return one page of a folder's changes.

        An item may come twice or again later; one that left is not told: `@removed` also means moved. Raises
        CursorExpired when the cursor is worth nothing any more, in whatever way the server says so.
        """
        prefer = [f"odata.maxpagesize={self._settings.page_size}"]
        if cursor is None:
            path = f"{self._root}/mailFolders/{segment(folder)}/messages/delta"
            page = self._ask("GET", path, query={"$select": "id"}, prefer=prefer)
        else:
            if not same_root(cursor, self._settings.root):
                # The configured root has changed since: what was read stays read, by immutable id.
                raise CursorExpired("the place to go on belongs to another server")
            try:
                page = self._ask("GET", cursor, prefer=prefer)
            except (Gone, Rejected) as error:
                # 410 syncStateNotFound is the rule; 400 and 404 have been seen.
                raise CursorExpired(status=error.status, code=error.code) from error
        following, done = page.get("@odata.nextLink"), page.get("@odata.deltaLink")
        link = str(following or done or "")
        if not same_root(link, self._settings.root):
            raise Rejected("a page of changes leads away from Microsoft Graph")
        items = (item for item in page.get("value") or () if isinstance(item, dict))
        found = (str(item["id"]) for item in items if item.get("id") and "@removed" not in item)
        return ChangePage(messages=tuple(map(MessageId, found)), cursor=link, last=not following)

    def fetch(self, message: MessageId) -> MailIn:
        """Return the whole mail: two requests for its bodies as HTML and as text, more for mails attached to it."""
        path = f"{self._root}/messages/{segment(message)}"
        expand = expanding(MESSAGE_CLASS)
        item = self._ask("GET", path, query={"$select": FIELDS, "$expand": expand}, prefer=[AS_HTML])
        as_text = self._ask("GET", path, query={"$select": "body,uniqueBody"}, prefer=[AS_TEXT])
        # hasAttachments is false when all of them are shown within the text: then none is a mail.
        attachments = self._attachments(path) if item.get("hasAttachments") else ()
        junk = item.get("parentFolderId") == self._folders.known("junkemail")
        return mail_in(item, as_text, attachments=attachments, junk=junk)

    def _attachments(self, message: str) -> tuple[Attachment, ...]:
        fields = "id,name,contentType,size,isInline"
        path, query = f"{message}/attachments", {"$select": fields}
        listed: list[Mapping[str, Any]] = []
        while path:
            page = self._ask("GET", path, query=query)
            listed += [entry for entry in page.get("value") or () if isinstance(entry, dict)]
            path, query = str(page.get("@odata.nextLink") or ""), {}
        return tuple(attachment(entry, self._attached_mail(message, entry)) for entry in listed)

    def _attached_mail(self, message: str, entry: Mapping[str, Any]) -> MailIn | None:
        """Return the mail in an attachment; None when there is none, or none that can be read."""
        path = f"{message}/attachments/{segment(str(entry.get('id', '')))}"
        size = entry.get("size")
        if isinstance(size, int) and size > LARGEST_MAIL:
            return None
        if str(entry.get("@odata.type", "")).lower() == "#microsoft.graph.itemattachment":
            query = {"$expand": "microsoft.graph.itemAttachment/item"}
            item = self._ask("GET", path, query=query, prefer=[AS_HTML]).get("item")
            if not isinstance(item, dict) or "message" not in str(item.get("@odata.type", "")).lower():
                return None  # an appointment or a contact
            text = self._ask("GET", path, query=query, prefer=[AS_TEXT]).get("item")
            try:
                return mail_in(item, text if isinstance(text, dict) else {})
            except MailUnreadable:
                return None  # an unsent draft: listed, as any other file
        is_mail = str(entry.get("contentType", "")).lower() == "message/rfc822"
        if self._read_mime is None or not (is_mail or str(entry.get("name", "")).lower().endswith(".eml")):
            return None
        mime = self._wire.ask("GET", f"{path}/$value", mailbox=self._settings.mailbox, raw=True).content
        try:
            return self._read_mime(mime)
        except MailUnreadable:
            return None  # the mail around it can be read all the same

    # ------------------------------------------------------------------------------------------------ writing

    def find(self, key: EffectKey) -> Draft | None:
        """Return the mail of ours that carries this key: from Sent Items, else from Drafts.

        A search may lag behind by minutes: of Sent Items None means "not seen", not "not there". Drafts, where little
        lies, are looked through one by one, which does not lag. A reply's draft that a crash left incomplete (see
        drafts.py) is deleted and not told.
        """
        sent = self._search("sentitems", equals(KEY, key), DRAFT_FIELDS)
        if sent:
            return draft_of({**sent[0], "isDraft": False})
        for item in self._drafts():
            if value_of(item, KEY) != key:
                continue
            if complete(item):
                return draft_of({**item, "isDraft": True})
            self._delete(str(item.get("id", "")))
        return None

    def find_by_message_id(self, internet_message_id: InternetMessageId) -> Draft | None:
        """Return the mail of ours with this Message-ID, where the search by key does not show it (yet)."""
        quoted = internet_message_id.replace("'", "''")
        for folder in ("sentitems", "drafts"):
            found = self._search(folder, f"internetMessageId eq '{quoted}'", SEALED_FIELDS)
            if found and (folder == "sentitems" or complete(found[0])):
                return draft_of({**found[0], "isDraft": folder == "drafts"})
        return None

    def look(self, draft: Draft) -> Draft | None:
        """Return this very draft as it is now, by its id: no search, so it does not lag. None: no item has this id.

        None does not say that it was not sent: an id may change by sending. Then its Message-ID finds it.
        """
        path = f"{self._root}/messages/{segment(draft.id)}"
        try:
            return draft_of(self._ask("GET", path, query={"$select": DRAFT_FIELDS}))
        except Gone:
            return None

    def _search(self, folder: str, condition: str, fields: str) -> list[Mapping[str, Any]]:
        query = {"$filter": condition, "$select": fields, "$top": "5"}
        if "body" in fields:
            query["$expand"] = expanding(SEAL)
        page = self._ask("GET", f"{self._root}/mailFolders/{folder}/messages", query=query, prefer=[AS_HTML])
        return [item for item in page.get("value") or () if isinstance(item, dict)]

    def _drafts(self) -> Iterator[Mapping[str, Any]]:
        """Yield what lies in Drafts, newest first, page by page; a draft that needs a search for it is none of ours."""
        path = f"{self._root}/mailFolders/drafts/messages"
        query = {"$select": SEALED_FIELDS, "$expand": expanding(KEY, SEAL), "$top": "50"}
        for _ in range(MOST_DRAFT_PAGES):
            page = self._ask("GET", path, query=query, prefer=[AS_HTML])
            yield from (item for item in page.get("value") or () if isinstance(item, dict))
            path, query = str(page.get("@odata.nextLink") or ""), {}
            if not path:
                return

    def discard(self, draft: Draft) -> None:
        """Delete a draft of ours that is not to be sent any more."""
        self._delete(draft.id)

    def _delete(self, message: str) -> None:
        try:
            self._ask("DELETE", f"{self._root}/messages/{segment(message)}")
        except Gone:
            return  # somebody else did

    def draft(self, key: EffectKey, mail: MailOut, *, snapshot: str = "") -> Draft:
        """Make the draft: a new message, or an answer in the thread of `mail.reply_to`. See ports.Mailbox."""
        marks = {KEY: key, SNAPSHOT: snapshot}
        if mail.reply_to is None:
            message = message_out(mail, service=self._service, marks=having(marks))
            return draft_of(self._ask("POST", f"{self._root}/messages", body=message, prefer=[AS_HTML]))
        message = message_out(mail, service=self._service, marks=having(marks | {SEAL: seal(mail)}))
        path = f"{self._root}/messages/{segment(mail.reply_to)}/createReply"
        # `message` and `comment` exclude each other; with `message` the key is there from the first moment.
        made = self._ask("POST", path, body={"message": message}, prefer=[AS_HTML])
        if complete(made, seal(mail)):
            return draft_of(made)
        # The quotation of what was sent in goes, and whatever the server has not taken is set.
        own = {
            "subject": mail.subject,
            "body": {"contentType": "html", "content": mail.html},
            "toRecipients": [recipient(mail.to)],
            "ccRecipients": [],
            "bccRecipients": [],
        }
        try:
            made = self._ask(
                "PATCH", f"{self._root}/messages/{segment(str(made.get('id', '')))}", body=own, prefer=[AS_HTML]
            )
        except Gone as error:  # it was made a moment ago: what is answered is there, the draft is not shown yet
            raise OutcomeUnknown("the draft that was made is not there yet", status=404) from error
        if not complete(made, seal(mail)):
            raise Rejected("the draft of an answer does not hold what was to be sent")
        return draft_of(made)

    def send(self, draft: Draft) -> None:
        """Send this draft. 202 is final, with or without Retry-After: it is on its way."""
        self._ask("POST", f"{self._root}/messages/{segment(draft.id)}/send")

    def move(self, message: MessageId, folder: str) -> None:
        """Move a mail to the folder of this name, which is made if missing."""
        path = f"{self._root}/messages/{segment(message)}/move"
        try:
            self._ask("POST", path, body={"destinationId": self._folders.named(folder)})
        except Gone:
            if self._folders.check(folder):
                raise
            # It was the folder that somebody had deleted.
            self._ask("POST", path, body={"destinationId": self._folders.named(folder)})
