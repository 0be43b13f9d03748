"""A machine's mail: never answered, never obeyed; two things in it are worth telling (rule 14).

A bounce is believed when it names a mail of ours and an address that mail went to; an out-of-office when Exchange
vouches for its author and he is the owner.
"""

from __future__ import annotations

from followupd.domain.agreement import Agreement
from followupd.domain.decide_robot import decide_away, decide_bounce
from followupd.domain.decision import Decision
from followupd.domain.happenings import Belief, Reading, Robot
from followupd.domain.mail import MailIn
from followupd.domain.policy import Context
from followupd.engine.verdicts import Sorted
from followupd.ports import Verdict, Work
from followupd.reading.away import back_on
from followupd.reading.robots import failed_addresses, says_gone


def sort_robot(work: Work, mail: MailIn, reading: Reading, context: Context) -> Sorted:
    """Return the verdict on a mail that no person wrote."""
    decision = Decision()
    for agreement in _agreements(work, mail):
        if reading.robot is Robot.BOUNCE:
            parties = {person.address for person in agreement.parties}
            for address in failed_addresses(mail):
                if address in parties:
                    decision += decide_bounce(agreement, address, context, gone=says_gone(mail))
        elif reading.robot is Robot.OUT_OF_OFFICE and _is_owner(mail, reading, agreement):
            working = context.known.working_of(agreement.owner.address)
            words = mail.text or reading.own_words
            back = back_on(words, mail.received, working, day_first=context.known.day_first)
            if back is not None:
                decision += decide_away(agreement, back)
    return Sorted(verdict=Verdict.NOTHING, reason=f"a robot wrote it: {reading.robot}", decision=decision)


def _agreements(work: Work, mail: MailIn) -> list[Agreement]:
    """The agreements whose mails this one answers, by Message-ID alone: a machine keeps those headers."""
    threads = work.threads_of([*mail.in_reply_to, *mail.references])
    ids = dict.fromkeys(thread.id for thread in threads if thread.kind == "agreement")
    return [agreement for id in ids if (agreement := work.agreement(id)) is not None]


def _is_owner(mail: MailIn, reading: Reading, agreement: Agreement) -> bool:
    return reading.belief is Belief.INTERNAL and mail.author == agreement.owner
