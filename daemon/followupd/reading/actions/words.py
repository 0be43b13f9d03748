"""The English words of agreed actions: verbs by what they promise, and how they bend.

Three kinds of verb, because they need different things to be checkable: a *deliverable* verb is done or not done once
it has a named thing; a *contact* verb needs a number or a name; a *vague* verb never says what will be seen.
"""

from __future__ import annotations

import re

from followupd.reading.wordlist import words_of

DELIVER = words_of("""
    accept add adjust advertise agree align allocate amend analyse analyze announce answer appoint apply approve
    archive arrange ask assemble assess assign attach attend audit back backfill bill book bring brief build buy
    calculate cancel carry cascade certify change check choose circulate clarify clean clear close coach collate
    collect compare compile complete compose conduct configure confirm convert copy correct cost count cover
    create credit cut date debrief decide deduplicate define delete delegate deliver demonstrate deploy describe
    design destroy determine diarise digitise disable dispatch display distribute document double-check download
    draft draw drop duplicate edit email e-mail enable enrol enroll enter escalate establish estimate evaluate
    exchange export extend extract fax file fill finalise finalize find finish fit fix flag fold forecast
    forward free gather get give grade grant hand hang hire hold host identify implement import include inform
    inspect install interview introduce inventory investigate invite invoice issue join label laminate launch
    lay lead leave lend let link list load lock log look-up mail make map mark match measure merge migrate mock
    model modify move name negotiate nominate note notify obtain offer open order organise organize outline pack
    paint park pass patch pay photograph pick pilot pin plan plot polish post practise practice prepare present
    price print prioritise prioritize process procure produce programme propose prove provide publish pull
    purchase put qualify quote raise rank rate re-run re-send reassign read rearrange rebook rebuild recalculate
    receive recommend reconcile record recruit redesign redo redraft refer refill refund register reissue reject
    release relocate remind remove rename renew rent reorder repair repeat replace reply report repost reprint
    rerun reschedule research resend reserve reset resolve respond restart restock restore restructure retest
    retrain return rerecord reserve revise rewrite role-play roll route run sample scan schedule screen seal
    secure select sell send separate serve service set settle shadow share ship shortlist show sign simplify sit
    sketch source specify split spec staple start state stick stock stop store submit subscribe suggest
    summarise summarize supply survey swap switch tag take teach tell template test tidy time-study total trace
    trade train transcribe transfer translate trial trim turn type undertake unpack unsubscribe update upgrade
    upload use vacate validate verify video visit vote walk warn wash weigh weld wipe wire withdraw write
    observe complete correct cross-check do go watch film observe pair quote re-issue relabel repaint reread
    sanitise stocktake tender tick top fetch photocopy practice shortlist interview unblock escalate redline
    sound pre-book revert prepone chair co-chair recount re-merchandise photograph laminate minute circulate
    repaint retrain recap table hoover mop sweep descale defrost restock reorder re-order rehang
    review track study benchmark advise proofread rework consolidate reduce
    accompany admit alert alter appraise bake balance bathe bind bleed block boil borrow budget cater celebrate claim
    combine compute connect construct cook countersign decant declare decommission decorate discard discharge
    disconnect dismantle dispense dispose divide donate drain dump empty enclose erase erect escort excuse exempt
    explain extinguish feed flush freeze grease greet harvest haul highlight hoist hunt illustrate
    incorporate insert insulate insure integrate interpret isolate launder lift locate lodge loosen lubricate mend
    mix mount mow notarise overhaul palletise peel place plant plug pour prepay prescribe prime provision prune
    quarantine reassure reboot rectify recycle redecorate refactor refit refurbish reimburse reinforce reinstate
    relay remedy remit repay replenish request rescind retrofit revoke rewire rinse roast sand scrub search
    seek segregate sew shred shut slice sponsor stack stamp steam sterilise stitch tally terminate tighten tow
    transport uninstall unload unlock unwrap vaccinate vacuum varnish ventilate waive wrap disinfect immunise
    mentor cash dig pop prep loop firm photograph enlist apologise apologize thank congratulate calibrate
    laminate onboard offboard
    """)

CONTACT = words_of(
    "call ring phone telephone contact chase meet speak talk text message skype dial buzz catch ping "
    "approach nudge target "
    "canvass re-contact  zoom follow bell"
)

VAGUE = words_of("""
    improve enhance optimise optimize work look focus sort manage support develop be keep continue ensure
    increase boost strengthen address handle deal consider think try explore monitor maintain drive push
    encourage motivate engage promote understand learn help aim strive foster facilitate leverage tackle
    concentrate liaise coordinate collaborate assist oversee reflect embed embrace step up grow stay become
    streamline progress advance better own
    """)

#: Verbs that describe a state, or see, know and wish: never something to do.
STATIVE = words_of("""
    have has had see know believe like love want wish need hope feel seem appear remain mean  depend contain consist
    exist matter hear expect suppose imagine  regret appreciate prefer doubt recall notice happen occur become fall
     rise benefit suffer lose  affect involve require arrive begin last end
    """)

#: Verbs whose "for Thursday" or "on Thursday" is when the booked thing takes place, not when the booking is due.
BOOKING = words_of("book reserve schedule arrange organise organize rebook reschedule diarise plan set invite")

#: "renegotiate", "re-price": the deeds done again.
DELIVER |= frozenset(
    f"re{verb}" for verb in DELIVER if len(verb) > 3 and verb[0] not in "e" and not verb.startswith(("re", "un", "de"))
)
#: Verbs whose "for Sunday" is what it is about: "apologise for Sunday", "approve overtime for the 28th".
ABOUT = words_of(
    "apologise apologize approve authorise authorize thank pay refund invoice bill charge claim credit explain"
)

ACTION_VERBS = DELIVER | CONTACT
ALL_VERBS = ACTION_VERBS | VAGUE

_IRREGULAR = {
    "bring": "brought",
    "build": "built",
    "buy": "bought",
    "catch": "caught",
    "choose": "chosen",
    "cut": "cut",
    "deal": "dealt",
    "dig": "dug",
    "do": "done",
    "draw": "drawn",
    "drive": "driven",
    "find": "found",
    "fit": "fitted",
    "get": "obtained",
    "give": "given",
    "go": "gone",
    "hang": "hung",
    "hold": "held",
    "keep": "kept",
    "lay": "laid",
    "lead": "led",
    "leave": "left",
    "lend": "lent",
    "let": "told",
    "make": "made",
    "meet": "met",
    "pay": "paid",
    "put": "put",
    "read": "read",
    "rebuild": "rebuilt",
    "redo": "redone",
    "redraw": "redrawn",
    "rerun": "rerun",
    "re-run": "re-run",
    "resend": "resent",
    "reset": "reset",
    "rewrite": "rewritten",
    "ring": "rung",
    "run": "run",
    "sell": "sold",
    "send": "sent",
    "set": "set",
    "show": "shown",
    "sit": "sat",
    "speak": "spoken to",
    "split": "split",
    "spend": "spent",
    "stick": "stuck",
    "take": "taken",
    "teach": "taught",
    "tell": "told",
    "think": "thought",
    "undertake": "undertaken",
    "withdraw": "withdrawn",
    "bind": "bound",
    "bleed": "bled",
    "feed": "fed",
    "freeze": "frozen",
    "repay": "repaid",
    "prepay": "prepaid",
    "seek": "sought",
    "sew": "sewn",
    "shut": "shut",
    "write": "written",
    "re-send": "resent",
    "offset": "offset",
    "reread": "reread",
    "see": "seen",
    "win": "won",
    "prove": "proven",
    "grow": "grown",
    "call": "called",
    "overtake": "overtaken",
    "talk": "spoken to",
    "hand over": "handed over",
    "e-mail": "e-mailed",
    "email": "emailed",
}
_DOUBLED = words_of(
    "log cancel chat drop enrol equip fit flag grab jot label map nod opt pin plan plot plug pop prep quit refer "
    "rub scan ship "
    "shop shred skip slot snap spec stop swap tag tip total transfer travel trim unplug wrap zip ban pat sum stub "
    "refit scrub"
)
_OTHER_PARTICIPLES = {
    "told": "tell",
    "resent": "resend",
    "re-sent": "re-send",
    "sat": "sit",
    "spoken": "speak",
    "got": "get",
}


def participle(verb: str) -> str:
    """`sent` for `send`: how a finished thing is named."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb[:-1] + "ied"
    if verb in _DOUBLED:
        return verb + verb[-1] + "ed"
    return verb + "ed"


def third(verb: str) -> str:
    """`sends` for `send`."""
    if re.search(r"(?:s|x|z|ch|sh|o)$", verb):
        return verb + "es"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + "s"


def gerund(verb: str) -> str:
    """`sending` for `send`."""
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith("ee"):
        return verb[:-1] + "ing"
    if verb in _DOUBLED or verb in {
        "run",
        "set",
        "get",
        "put",
        "sit",
        "cut",
        "let",
        "re-run",
        "rerun",
        "reset",
        "split",
    }:
        return verb + verb[-1] + "ing"
    return verb + "ing"


def is_verb(word: str) -> bool:
    """Whether a word is a verb that we know, also with "re-" in front ("re-price")."""
    return word in ALL_VERBS or (word.startswith("re-") and word[3:] in ALL_VERBS)


FROM_PARTICIPLE = {participle(verb): verb for verb in sorted(ALL_VERBS)} | _OTHER_PARTICIPLES
FROM_PARTICIPLE |= {"obtained": "obtain", "left": "leave", "called": "call"}
FROM_THIRD = {third(verb): verb for verb in sorted(ALL_VERBS)}
FROM_GERUND = {gerund(verb): verb for verb in sorted(ALL_VERBS)}

#: Counting words.
NUMBER = (
    r"(?:\d+(?:[.,]\d+)?(?:\s?(?:k|m|%))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"fifteen|twenty|thirty|forty|"
    r"fifty|a dozen|half a dozen|"
    r"zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig|"
    r"deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt)"
)
