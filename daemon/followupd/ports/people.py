"""Who is who, and what is known of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from followupd.domain.people import Known, KnownPerson, Person


class Directory(Protocol):
    """Who is who."""

    def look_up(self, addresses: Sequence[str]) -> tuple[KnownPerson, ...]:
        """What is known of these addresses: name, inside or not, manager, working time. Unknown ones are left out."""

    def reports_of(self, address: str) -> tuple[Person, ...]:
        """The people inside whose manager this is, as far as the directory tells; nobody where it may not."""


class KnownSource(Protocol):
    """Where Known comes from: the configuration and the directory, cached."""

    def known(self, addresses: Sequence[str]) -> Known:
        """Everything known that a decision about mail between these addresses may need. May ask the network."""

    def suggesting(self, known: Known, manager: str) -> Known:
        """`known`, and the reports of this person as suggestions for a name that fits nobody. May ask the network."""
