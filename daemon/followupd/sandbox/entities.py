"""The properties of each entity type: what $select may name, what a body may hold, what comes only when asked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityType:
    """A type of Graph, as far as query options and bodies need it."""

    #: Such as `microsoft.graph.message`.
    name: str
    #: Structural properties.
    properties: frozenset[str]
    #: Navigation properties: never in an entity unless expanded.
    navigation: frozenset[str] = frozenset()
    #: Structural properties that come only when $select names them.
    only_selected: frozenset[str] = frozenset()

    def property(self, name: str) -> str | None:
        """Return a property's right spelling, given any letter case; None when there is none."""
        wanted = name.lower()
        return next((p for p in self.properties | self.navigation if p.lower() == wanted), None)


_ITEM = frozenset({"id", "changeKey", "createdDateTime", "lastModifiedDateTime", "categories"})

MESSAGE = EntityType(
    name="microsoft.graph.message",
    properties=_ITEM
    | {
        "bccRecipients", "body", "bodyPreview", "ccRecipients", "conversationId", "conversationIndex", "flag", "from",
        "hasAttachments", "importance", "inferenceClassification", "internetMessageHeaders", "internetMessageId",
        "isDeliveryReceiptRequested", "isDraft", "isRead", "isReadReceiptRequested", "parentFolderId",
        "receivedDateTime", "replyTo", "sender", "sentDateTime", "subject", "toRecipients", "uniqueBody", "webLink",
    },
    navigation=frozenset(
        {"attachments", "extensions", "singleValueExtendedProperties", "multiValueExtendedProperties"}
    ),
    only_selected=frozenset({"internetMessageHeaders", "uniqueBody"}),
)  # fmt: skip

FOLDER = EntityType(
    name="microsoft.graph.mailFolder",
    properties=frozenset(
        {"id", "displayName", "parentFolderId", "childFolderCount", "unreadItemCount", "totalItemCount", "isHidden"}
    ),
    navigation=frozenset({"childFolders", "messages", "messageRules", "singleValueExtendedProperties"}),
)

ATTACHMENT = EntityType(
    name="microsoft.graph.attachment",
    properties=frozenset(
        {"id", "lastModifiedDateTime", "name", "contentType", "size", "isInline", "contentId", "contentLocation",
         "contentBytes", "item"}
    ),
)  # fmt: skip

USER = EntityType(
    name="microsoft.graph.user",
    properties=frozenset(
        {"id", "businessPhones", "displayName", "givenName", "jobTitle", "mail", "mobilePhone", "officeLocation",
         "preferredLanguage", "surname", "userPrincipalName", "accountEnabled", "department", "mailNickname",
         "proxyAddresses", "userType", "mailboxSettings", "otherMails"}
    ),
    navigation=frozenset({"manager", "directReports"}),
    only_selected=frozenset(
        {"accountEnabled", "department", "mailNickname", "proxyAddresses", "userType", "mailboxSettings", "otherMails"}
    ),
)  # fmt: skip
