"""``followupd show REF``: one agreement or preview with its whole history."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from followupd.cli import with_config
from followupd.cli.reveal import Shown, with_reveal
from followupd.config.load import load
from followupd.domain.agreement import Agreement, FollowUp, Proposal
from followupd.domain.reference import find_references
from followupd.errors import FollowupdError
from followupd.ports import Store, Work
from followupd.store import open_store


def add(parser: argparse.ArgumentParser) -> None:
    with_config(parser)
    with_reveal(parser)
    parser.add_argument("reference", metavar="REF", help="such as FU-7K3QD")


def run(args: argparse.Namespace) -> int:
    found = find_references(args.reference)
    if not found:
        raise FollowupdError(f"“{args.reference}” is not a reference; one looks like FU-7K3QD.")
    store = open_store(load(Path(args.config), os.environ, login=False).database)
    try:
        with store.work() as work:
            thing = work.by_reference(found[0])
            if thing is None:
                raise FollowupdError(f"Nothing has the reference {found[0]}.")
            kind, id = thing
            agreement = work.agreement(id) if kind == "agreement" else None
            proposal = work.proposal(id) if kind == "proposal" else None
            follow_ups = _follow_ups(work, agreement) if agreement else ()
        shown = Shown(store, args, f"show {found[0]}")
        if agreement is not None:
            _print_agreement(agreement, follow_ups, shown)
        if proposal is not None:
            _print_proposal(proposal, shown)
        _print_history(store, kind, id, follow_ups, shown)
    finally:
        store.close()
    return 0


def _follow_ups(work: Work, agreement: Agreement) -> tuple[FollowUp, ...]:
    """Those that review it or did: also when it has ended."""
    between = work.follow_ups_between(agreement.setter, agreement.owner if agreement.shared else None)
    return tuple(each for each in between if any(line.agreement == agreement.id for line in each.reviewed))


def _print_agreement(agreement: Agreement, follow_ups: tuple[FollowUp, ...], shown: Shown) -> None:
    print(f"{agreement.reference}  version {agreement.version}, agreed {agreement.created:%Y-%m-%d %H:%M} UTC")
    if agreement.follows:
        print(f"  after  {agreement.follows}")
    print(f"  setter {agreement.setter.address}")
    print(f"  owner  {agreement.owner.address}{'' if agreement.shared else '  (nothing goes to the owner)'}")
    for standing in agreement.standings:
        action = standing.action
        agreed = f", version {standing.agreed_version} agreed in words" if standing.agreed_version else ""
        print(f"  {action.number}. {standing.state}, due {action.due.day}, version {action.version}{agreed}")
        for earlier in standing.earlier:
            print(f"     before   due {earlier.due.day}, {earlier.state}, version {earlier.version}")
        fields = (action.what, action.measure, action.achievable, action.why, action.check)
        for name, words in zip(("what", "measure", "help", "why", "check"), fields, strict=True):
            if words:
                print(f"     {name:<8} {shown.words(words)}")
        if standing.result is not None:
            said = shown.words(standing.result.words)
            print(f"     said     {standing.result.by.address} {standing.result.at:%Y-%m-%d %H:%M}  {said}")
        if standing.offer is not None:
            offer = standing.offer
            print(f"     offered  due {offer.action.due.day}  {shown.words(offer.words)}")
        if standing.look is not None:
            look = standing.look
            print(f"     looked   {look.at:%Y-%m-%d %H:%M}  {look.view}  {shown.words(look.words)}")
    for follow_up in follow_ups:
        pre_check = f", pre-check {follow_up.pre_check:%Y-%m-%d %H:%M}" if follow_up.pre_check else ""
        print(f"  follow-up {follow_up.start:%Y-%m-%d %H:%M %Z} ({follow_up.state}, by {follow_up.way}){pre_check}")


def _print_proposal(proposal: Proposal, shown: Shown) -> None:
    print(f"{proposal.reference}  preview, {proposal.state}")
    print(f"  setter {proposal.setter.address}")
    for line in proposal.lines:
        missing = ", ".join(gap.field for gap in line.gaps if gap.holds)
        what = line.item.what.value if line.item.what else line.item.source
        print(f"  {line.number}. {line.state}  {shown.words(what)}{f'  missing: {missing}' if missing else ''}")


def _print_history(store: Store, kind: str, id: str, follow_ups: tuple[FollowUp, ...], shown: Shown) -> None:
    lines = [*store.history(kind, id)]
    for follow_up in follow_ups:
        lines += store.history("follow_up", follow_up.id)
    print("history (UTC)")
    for line in sorted(lines, key=lambda each: each.at):
        by = f"  by {line.by}" if line.by else ""
        words = f"  {shown.words(line.words)}" if line.words else ""
        print(f"  {line.at:%Y-%m-%d %H:%M:%S}  {line.kind.replace('_', '-')}: {line.what}{by}{words}")
