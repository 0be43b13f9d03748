"""The last look before anything leaves (rules 2, 3, 13, 15, 16)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followupd.domain.agreement import StandingEntry
from followupd.domain.decide_follow_up import replan
from followupd.domain.decide_proposal import decide_forwarded
from followupd.domain.effects import EffectKey, FileMail, Folder, MailKind, SendMail, SetEntry
from followupd.domain.guard import invited, objection
from followupd.domain.mail import EntryRole, MessageId, Way
from followupd.domain.people import Person
from followupd.domain.policy import Mode
from followupd.domain.release import confirmations
from tests.unit.domain.build import ANNA, CLIENT, NOW, SAM, SERVICE, TOM, agreed, context, forwarded, item, mail


def send(kind: MailKind, to: Person) -> SendMail:
    return SendMail(key=EffectKey("k"), lane="l", kind=kind, to=to, setter=ANNA, agreement=agreed())


OWNERS_KINDS = {MailKind.CONFIRMATION, MailKind.ECHO, MailKind.HELP, MailKind.THANKS, MailKind.WITHDRAWAL, MailKind.ASK}
SETTERS_KINDS = set(MailKind) - {MailKind.THANKS, MailKind.WITHDRAWAL, MailKind.ASK, MailKind.OPERATOR}


@pytest.mark.parametrize("kind", list(MailKind))
def test_each_kind_of_mail_reaches_only_those_it_is_meant_for(kind: MailKind) -> None:
    assert (objection(send(kind, TOM), context()) is None) is (kind in OWNERS_KINDS)
    assert (objection(send(kind, ANNA), context()) is None) is (kind in SETTERS_KINDS)


@pytest.mark.parametrize("kind", list(MailKind))
@pytest.mark.parametrize("to", [SAM, CLIENT, SERVICE])
def test_rule_3_nobody_else_gets_anything(kind: MailKind, to: Person) -> None:
    found = objection(send(kind, to), context())
    assert found is not None
    assert not found.by_rule


def test_rule_3_an_outside_owner_gets_nothing_even_when_the_agreement_says_so() -> None:
    outside = replace(send(MailKind.CONFIRMATION, CLIENT), agreement=replace(agreed(), owner=CLIENT))
    found = objection(outside, context())
    assert found is not None
    assert "outside" in found.reason


def test_an_owner_of_a_private_agreement_gets_nothing() -> None:
    private = replace(send(MailKind.ECHO, TOM), agreement=replace(agreed(), shared=False))
    assert objection(private, context()) is not None


def test_rule_16_shadow_sends_nothing_and_still_files_mail() -> None:
    shadow = context(mode=Mode.SHADOW)
    for effect in decide_forwarded(forwarded(item()), shadow, NOW).effects:
        found = objection(effect, shadow)
        assert found is not None
        assert found.by_rule
    filing = FileMail(key=EffectKey("f"), lane="f", message=MessageId("m1"), folder=Folder.PROCESSED)
    assert objection(filing, shadow) is None


def test_rule_16_a_pilot_reaches_the_listed_people_only() -> None:
    pilot = context(mode=Mode.PILOT, pilot=frozenset({ANNA.address}))
    to_anna, to_tom = confirmations(agreed(), mail(), pilot)
    assert objection(to_anna, pilot) is None
    assert objection(to_tom, pilot) is not None


def test_rule_15_who_said_stop_gets_nothing() -> None:
    found = objection(send(MailKind.CONFIRMATION, TOM), context(stopped=frozenset({TOM.address})))
    assert found is not None
    assert found.by_rule


def test_rule_13_the_pre_check_invites_nobody_but_the_setter() -> None:
    decision = replan(agreed(), (), "m1", context(), NOW)
    people = {effect.role: invited(effect) for effect in decision.effects if isinstance(effect, SetEntry)}
    assert people == {EntryRole.FOLLOW_UP: (ANNA, TOM), EntryRole.PRE_CHECK: (ANNA,)}
    for effect in decision.effects:
        assert objection(effect, context()) is None


def test_rule_3_an_entry_with_an_outsider_is_refused() -> None:
    decision = replan(replace(agreed(), owner=CLIENT), (), "m1", context(), NOW)
    verdicts = {e.role: objection(e, context()) for e in decision.effects if isinstance(e, SetEntry)}
    assert verdicts[EntryRole.FOLLOW_UP] is not None
    assert verdicts[EntryRole.PRE_CHECK] is None


def test_stop_keeps_new_invitations_away_and_what_stands_may_move() -> None:
    (follow_up,) = replan(agreed(), (), "m1", context(), NOW).follow_ups
    stands = StandingEntry(role=EntryRole.FOLLOW_UP, way=Way.SETTER, mailbox=ANNA.address, event_id="e1")
    stopped = context(stopped=frozenset({TOM.address}))
    for entries, allowed in (((), False), ((stands,), True)):
        wish = SetEntry(
            key=EffectKey("k"),
            lane="l",
            follow_up=replace(follow_up, entries=entries),
            role=EntryRole.FOLLOW_UP,
            cause="m2",
        )
        assert (objection(wish, stopped) is None) is allowed
        outside = replace(wish, follow_up=replace(wish.follow_up, owner=CLIENT))
        assert objection(outside, stopped) is not None


# ------------------------------------------------------------------------------------------------- operator


def alarm(to: Person, **changes: object) -> SendMail:
    base = SendMail(key=EffectKey("k"), lane="l", kind=MailKind.OPERATOR, to=to, setter=to)
    return replace(base, **changes)  # type: ignore[arg-type]


def test_an_alarm_reaches_the_operator_and_nobody_else() -> None:
    here = context(operator=SAM.address)
    assert objection(alarm(SAM), here) is None
    for to in (ANNA, TOM, CLIENT, SERVICE):
        found = objection(alarm(to), here)
        assert found is not None
        assert not found.by_rule
    assert objection(alarm(SAM), context()) is not None, "nobody is the operator"
    assert objection(alarm(SAM, setter=ANNA), here) is not None


def test_an_alarm_holds_nothing_of_anybodys_matters() -> None:
    here = context(operator=ANNA.address)
    assert objection(alarm(ANNA), here) is None
    assert objection(alarm(ANNA, agreement=agreed()), here) is not None
    assert objection(alarm(ANNA, quote="my own words"), here) is not None


@pytest.mark.parametrize("operator", [CLIENT, SERVICE])
def test_an_operator_outside_or_the_mailbox_itself_gets_nothing(operator: Person) -> None:
    assert objection(alarm(operator), context(operator=operator.address)) is not None


def test_neither_a_pilot_nor_stop_keeps_alarms_away_but_shadow_does() -> None:
    assert objection(alarm(SAM), context(operator=SAM.address, mode=Mode.PILOT)) is None
    assert objection(alarm(SAM), context(operator=SAM.address, stopped=frozenset({SAM.address}))) is None
    found = objection(alarm(SAM), context(operator=SAM.address, mode=Mode.SHADOW))
    assert found is not None
    assert found.by_rule
