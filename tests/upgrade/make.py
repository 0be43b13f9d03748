"""Make tests/upgrade/<version>.sqlite: a database as this release leaves it, with a story in it.

python tests/upgrade/make.py            # once for each release; a file that is there is never made anew

The story is told through the real daemon beside a sandbox: an agreement that was answered, one that was confirmed, a
preview that waits, a mail by a robot, an effect that is held, and everything that is timed.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from followupd import __version__  # noqa: E402
from followupd.cli.stage import Stage  # noqa: E402
from followupd.domain.effects import EffectKey, MailKind, SendMail  # noqa: E402
from followupd.domain.people import Person  # noqa: E402
from followupd.store.upkeep import back_up  # noqa: E402
from tests.system.conftest import NOW  # noqa: E402
from tests.system.mails import NOTE, forward, plain  # noqa: E402
from tests.system.stories import ANNA_AT, CLIENT_AT, PRIYA_AT, SERVICE_AT, TOM_AT, ours  # noqa: E402


def tell(stage: Stage) -> None:
    """The story."""
    _deliver(stage, forward(NOTE, NOW))
    _deliver(
        stage,
        plain(
            "- Tom will write to the 5 new clients by Friday 4 December; done when all 5 have the mail\n"
            "- Sam will send the new price list to all 12 clients by Wednesday 2 December\n",
            NOW,
            to="Tom Baker <tom.baker@contoso.example>, Sam Lee <sam.lee@contoso.example>",
            cc=SERVICE_AT,
            subject="Two more things",
        ),
    )
    _deliver(stage, forward("Tom, you will tidy the shared folder.", NOW, subject="FW: The folder"))
    _say(stage, TOM_AT, "BLOCKED - the CRM is down until Thursday.", 0)
    _say(stage, TOM_AT, "DONE - all five have it.", 1)
    _say(stage, ANNA_AT, "CONFIRM", 1)
    report = {"Auto-Submitted": "auto-replied", "In-Reply-To": ours(stage, TOM_AT)[0]["internet_message_id"]}
    _deliver(
        stage,
        plain("I am away.", NOW, author=f"Tom Baker <{TOM_AT}>", subject="Automatic reply: x", headers=report),
    )
    with stage.store.work() as work:
        work.put_effect(
            SendMail(
                key=EffectKey("held"),
                lane="held",
                kind=MailKind.ECHO,
                to=Person(address=CLIENT_AT),
                setter=Person(address=ANNA_AT),
                lines=("Never sent.",),
            ),
            NOW,
        )
        work.add_stopped(PRIYA_AT)
    stage.settle()


def _deliver(stage: Stage, mime: str) -> None:
    stage.post("deliver", {"mime": mime, "as": "internal", "to": [SERVICE_AT]})
    stage.settle()


def _say(stage: Stage, address: str, words: str, number: int) -> None:
    stage.write(address, words, reply_to=ours(stage, address)[number]["internet_message_id"])
    stage.settle()


def main() -> int:
    target = HERE / f"{__version__}.sqlite"
    if target.exists():
        print(f"{target.name} is there: what a release left behind is never made anew")
        return 1
    with tempfile.TemporaryDirectory() as folder, Stage(Path(folder), now=NOW) as stage:
        stage.start()
        stage.settle()
        tell(stage)
        for agreement in stage.store.agreements(open_only=False):
            print(agreement.reference, agreement.owner.address, [str(each.state) for each in agreement.standings])
        print([proposal.reference for proposal in stage.store.proposals()], stage.store.counts(NOW))
        stage.stop()
        size = back_up(str(stage.database), target)
    target.chmod(0o644)
    print(f"{target.name}: {size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
