"""From effects to words."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from followupd.domain.effects import SendMail, SetEntry
from followupd.domain.mail import Entry
from followupd.domain.people import Known
from followupd.ports.mailbox import MailOut


class Writer(Protocol):
    """From effects to words."""

    def mail(self, effect: SendMail, known: Known, now: datetime) -> MailOut:
        """The mail as it will be sent."""

    def entry(self, effect: SetEntry, known: Known) -> Entry:
        """The calendar entry as it is wished."""
