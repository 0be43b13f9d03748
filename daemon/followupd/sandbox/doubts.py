"""What is not known about the real service, as switches with each plausible answer.

Nothing in the product may depend on one answer, so stories and crash runs use a covering set of these. Calendar and
mail code read `world.doubts`; `POST /_sandbox/doubts` replaces it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubts:
    """One plausible Exchange. The defaults are what the documentation says or suggests."""

    #: The immutable id of a draft is still its id when it lies in Sent Items.
    sent_keeps_immutable_id: bool = True
    #: A changed subject in a reply's draft starts a new conversation.
    new_subject_new_conversation: bool = False
    #: A message moved into a folder comes in a delta with changeType=created.
    moved_in_is_created: bool = True
    #: `/send` of a draft that is being sent already answers 202 and sends a second mail (else 404).
    concurrent_send_duplicates: bool = False
    #: GET of the organiser's cancelled or deleted event by its immutable id finds it in Deleted Items (else 404).
    deleted_event_found_by_immutable_id: bool = False
    #: A deleted event frees its transactionId.
    deletion_frees_transaction_id: bool = False
    #: The status of ErrorDuplicateTransactionId: 400 or 409.
    duplicate_transaction_status: int = 400
    #: A PATCH of nothing but categories, reminder or extended properties mails the attendees.
    quiet_patch_mails_attendees: bool = False
    #: calendarView/delta reports deletions.
    calendar_delta_reports_deletions: bool = True
    #: Moving the time resets the attendees' answers to none.
    time_change_resets_answers: bool = True
    #: HTML of an event is parsed and written anew, so that what is read differs from what was written.
    rewrites_html: bool = True
