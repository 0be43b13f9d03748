"""What managers answer in their own words, to a preview and to a mail that says that nothing has been sent."""

from __future__ import annotations

from followupd.cli.stage import Stage
from tests.system.stories import ANNA_AT, TOM_AT, last, ours, writes


def test_the_line_that_was_missing_may_be_given_in_the_answer(stage: Stage) -> None:
    writes(stage, ANNA_AT, "Tom and I had a good talk.", to=["followup@contoso.example"], subject="Our talk")
    told = writes(
        stage, ANNA_AT, "Tom to send me the report by Friday", reply_to=last(stage, ANNA_AT, "Nothing has been sent")
    )
    assert [(who, subject.partition(":")[0]) for who, subject in told.mails] == [(ANNA_AT, "Please look once")]
    assert "Send Anna the report" in told.texts[0]
    assert "ten lapsed clients" not in told.texts[0], "the example of our own mail is no action"


def test_words_that_are_no_measure_send_nothing_to_the_owner(stage: Stage) -> None:
    asked = "Tom, can you chase the invoice with Fabrikam? By Thursday latest."
    writes(stage, ANNA_AT, asked, to=[TOM_AT], cc=["followup@contoso.example"], subject="Invoice")
    for said, found in [
        ("no, not Tom - Sam should do this", "I am not sure what your answer means"),
        ("he shows me the paid invoice", "taken as you see them below"),
    ]:
        told = writes(stage, ANNA_AT, said, reply_to=last(stage, ANNA_AT, "Please look once"))
        assert [who for who, _ in told.mails] == [ANNA_AT]
        assert found in told.texts[0]
    assert ours(stage, TOM_AT) == []
    writes(stage, ANNA_AT, "Yes please send it, thanks", reply_to=last(stage, ANNA_AT, "Please look once"))
    (mail,) = ours(stage, TOM_AT)
    assert "shows me the paid invoice" in mail["text"]
