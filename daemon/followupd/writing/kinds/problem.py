"""A mail in which nothing to do was found, or which cannot be read. One mail to the setter, with what helps."""

from __future__ import annotations

from followupd.domain.effects import SendMail
from followupd.domain.happenings import Problem
from followupd.writing.kinds.preview import MOST, noticed
from followupd.writing.setting import Setting, first
from followupd.writing.text import one_line, title

#: What is told of each problem, and what helps.
TOLD: dict[Problem | None, tuple[str, str]] = {
    None: (
        "There is no action in it that could be put in writing.",
        "Forward it again with one line on top, such as: “Tom to call the ten lapsed clients by Friday; done when each "
        "of them has a note in the system.”",
    ),
    Problem.EMPTY: (
        "There are no words in it.",
        "Forward it again with one line on top that says who does what by when.",
    ),
    Problem.ENCRYPTED: (
        "It is protected, so it was not opened, and nothing of it is kept.",
        "Write the action yourself in a new mail: who does what by when.",
    ),
    Problem.TOO_LARGE: (
        "It is too large to be read with care.",
        "Send the few lines that matter in a new mail: who does what by when.",
    ),
    Problem.INVITATION: (
        "It is an invitation to a meeting, and it was left as it is.",
        "After the meeting, send the actions that came out of it: who does what by when.",
    ),
    Problem.ATTACHMENT_ONLY: (
        "All it holds is an attachment, and attachments are not opened.",
        "Put the action into the mail itself: who does what by when.",
    ),
}


#: The same where something was noticed that ADD takes up.
NOTICED: tuple[str, str] = (
    "Nothing in it was clear enough to be put in writing.",
    "Take up what stands below with ADD, or forward it again with one line on top, such as: “Tom to call the ten "
    "lapsed clients by Friday; done when each of them has a note in the system.”",
)


def facts(effect: SendMail, setting: Setting) -> dict[str, object]:
    proposal = effect.proposal
    also_noticed = noticed(proposal) if proposal else ()
    found, helps = NOTICED if also_noticed and effect.problem is None else TOLD[effect.problem]
    subject = title(proposal.mail.subject if proposal else "")
    reference = proposal.reference if proposal else ""
    adds = tuple(
        setting.word(f"ADD {number}", "takes it up, and asks for what is missing", reference)
        for number, _ in also_noticed[:1]
    )
    return {
        "hello": first(effect.to),
        "subject": subject,
        "found": found,
        "helps": helps,
        "also_noticed": also_noticed,
        "targets": tuple(one_line(each, 200) for each in proposal.targets[:MOST]) if proposal else (),
        "words": (
            *adds,
            setting.word("HELP", "what can be written here, with examples", reference),
        ),
    }
