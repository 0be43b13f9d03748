"""The words of an effect, as the mailbox and the calendar take them: the templates behind the Writer port."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from followupd.domain.effects import SendMail, SetEntry
from followupd.domain.mail import Entry, EntryRole
from followupd.domain.people import Known
from followupd.ports import MailOut
from followupd.writing.entries import render_entry
from followupd.writing.messages import YEAR, render_mail
from followupd.writing.render import Templates


class TemplateWriter:
    """A Writer over the templates of this installation. Used by several threads."""

    def __init__(self, site: Path | None = None, *, teams: bool = False, retention_days: int = YEAR) -> None:
        """`site`: a folder whose files replace the built-in ones of the same name; `teams`: whether a follow-up to
        which somebody is invited is a Teams meeting; `retention_days`: what people are told of how long it is kept."""
        self._site = site
        self._teams = teams
        self._retention_days = retention_days
        self._templates: dict[str, Templates] = {}

    def mail(self, effect: SendMail, known: Known, now: datetime) -> MailOut:
        """Return the mail as it will be sent. Raises TemplateBroken, which names the template."""
        templates = self._in(known.language_of(effect.to.address))
        words = render_mail(effect, known=known, now=now, templates=templates, retention_days=self._retention_days)
        return MailOut(
            to=effect.to,
            subject=words.subject,
            html=words.html,
            text=words.text,
            sender_name=words.sender_name,
            reply_to=effect.reply_to.id if effect.reply_to is not None else None,
        )

    def entry(self, effect: SetEntry, known: Known) -> Entry:
        """Return the entry as it is wished. Raises TemplateBroken."""
        templates = self._in(known.language_of(effect.follow_up.setter.address))
        entry = render_entry(effect, known=known, templates=templates)
        meets = effect.role is EntryRole.FOLLOW_UP and effect.follow_up.invites
        return replace(entry, online=self._teams and meets)

    def _in(self, language: str) -> Templates:
        """The templates of a language; ours for every file that it has not. (Two threads may make the same twice.)"""
        if language not in self._templates:
            self._templates[language] = Templates(self._site, language)
        return self._templates[language]
