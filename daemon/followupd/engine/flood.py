"""The second wall against machines: one that looks like a person must not keep an exchange of mails going.

The first wall is what robots say of themselves (reading/robots.py). A ticket system without those headers answers each
of our answers within seconds; a person does not answer one agreement a dozen times within an hour.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Final

from followupd.domain.people import Person
from followupd.ports import Thread, Work

#: Answers of one person in one matter within a clock hour that are heard.
MOST_ANSWERS: Final = 12
TOO_MANY: Final = f"more than {MOST_ANSWERS} answers of one address in one matter within an hour: a machine?"


def floods(work: Work, author: Person, thread: Thread, now: datetime) -> bool:
    """Count an answer; True when there have been too many in this hour. `now` is aware.

    Answers to the brief are about many matters, and are not counted.
    """
    if thread.kind == "brief":
        return False
    matter = hashlib.sha256(f"{author.address}\x1f{thread.kind}\x1f{thread.id}".encode()).hexdigest()[:16]
    name = f"answers/{matter}"
    hour = f"{now:%Y-%m-%dT%H}"
    before, _, count = (work.noted(name) or "").partition(" ")
    answers = int(count) + 1 if before == hour else 1
    work.note(name, f"{hour} {answers}")
    return answers > MOST_ANSWERS
