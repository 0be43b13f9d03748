"""Nothing is kept for ever: retention, forget, and what neither of them may bring back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from followupd.app import restorer
from followupd.engine.health import CLOSED, TOLD
from followupd.engine.retention import ORDERS, Order, written
from followupd.store import open_store
from tests.machine.world import Service, opened
from tests.system.conftest import NOW
from tests.system.mails import NOTE, forward, plain
from tests.system.stories import ANNA_AT, SERVICE_AT, TOM_AT

YEAR = timedelta(days=366)
SOURCE = forward(NOTE, NOW, message_id="<source@contoso.example>")
#: Words of the mails, which may be found nowhere any more.
WORDS = ("lapsed", "CRM", "full diary", "all ten called")


@pytest.fixture
def template(tmp_path: Path) -> Path:
    file = tmp_path / "empty.sqlite"
    open_store(str(file)).close()
    return file


@pytest.fixture
def service(tmp_path: Path, template: Path) -> Iterator[Service]:
    (tmp_path / "world").mkdir()
    with opened(tmp_path / "world", now=NOW, template=template, settings={}) as found:
        found.settle()
        says(found, SOURCE)
        yield found


def says(service: Service, mime: str) -> None:
    service.do("deliver", {"mime": mime, "as": "internal", "to": [SERVICE_AT]})
    service.settle()


def ended(service: Service) -> str:
    """Tom has done it, Anna has confirmed it and given the slot back."""
    (agreement,) = service.app.store.agreements()
    tom = f"Tom Baker <{TOM_AT}>"
    says(service, plain("DONE, all ten called", NOW, author=tom, subject=f"Re: [{agreement.reference}]"))
    says(service, plain("CONFIRM", NOW, subject=f"Re: [{agreement.reference}]"))
    says(service, plain("FREE", NOW, subject=f"Re: [{agreement.reference}]"))
    return agreement.reference


def everything(service: Service) -> str:
    """All that stands in the database, as text."""
    database: sa.Engine = service.app.store.database.engine  # type: ignore[attr-defined]
    with database.connect() as connection:
        names = [row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return "\n".join(str(row) for name in names for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"'))


def kept_mails(service: Service) -> list[str]:
    """What lies in the dedicated mailbox, Deleted Items left out."""
    return [
        each.subject
        for each in service.messages()
        if each.mailbox == SERVICE_AT and each.folder != "deleteditems" and not each.meeting
    ]


def counted(service: Service) -> int:
    return len([each for each in service.messages() if each.ours and each.mailbox != SERVICE_AT])


def pass_time(service: Service, by: timedelta) -> None:
    service.forward(by)
    service.settle()


def forget(service: Service, address: str, *, keep_open: bool = False) -> None:
    service.app.store.note(ORDERS, written((Order(address=address, keep_open=keep_open),)))
    for _ in range(3):
        service.settle()


# ---------------------------------------------------------------------------------------------- retention


def test_a_year_after_the_last_word_everything_is_taken_out_with_its_mails(service: Service) -> None:
    ended(service)
    pass_time(service, timedelta(days=300))
    assert service.app.store.agreements(open_only=False)
    pass_time(service, timedelta(days=70))
    assert service.app.store.agreements(open_only=False) == ()
    found = everything(service)
    assert [word for word in (*WORDS, TOM_AT, "source@contoso") if word in found.replace("acquainted", "")] in (
        [],
        [TOM_AT],  # that Tom has had the first mail is kept, so that he is not told again
    )
    assert [each for each in kept_mails(service) if "apsed" in each] == []
    assert list(service.app.store.integrity()) == []


def test_what_is_open_stays_however_old_it_is(service: Service) -> None:
    pass_time(service, 3 * YEAR)
    assert len(service.app.store.agreements()) == 1


def test_a_second_copy_of_an_old_mail_leads_to_nothing(service: Service) -> None:
    ended(service)
    pass_time(service, YEAR + timedelta(days=10))
    before = counted(service)
    says(service, SOURCE)
    assert service.app.store.agreements(open_only=False) == ()
    assert counted(service) == before


def test_days_of_0_keep_it_for_ever(service: Service) -> None:
    ended(service)
    service.configure({"retention_days": 0})
    pass_time(service, 5 * YEAR)
    assert len(service.app.store.agreements(open_only=False)) == 1


def test_a_restore_does_not_bring_back_what_was_taken_out(service: Service, template: Path) -> None:
    ended(service)
    pass_time(service, YEAR + timedelta(days=10))
    before = counted(service)
    service.lose(template)
    report = restorer(service.app).run()
    assert (report.agreements, report.questions) == (0, [])
    service.settle()
    assert counted(service) == before


def test_attachments_are_never_kept(service: Service) -> None:
    mime = plain("Tom to call the 12 new clients by Friday 4 December; done when 3 meetings are booked.", NOW)
    boundary = "xxATTACHEDxx"
    head, _, body = mime.partition("\n\n")
    head = "\n".join(line for line in head.splitlines() if not line.lower().startswith(("content-", "mime-")))
    mixed = (
        f'{head}\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="{boundary}"\n\n--{boundary}\n'
        f"Content-Type: text/plain; charset=utf-8\n\n{body}\n--{boundary}\nContent-Type: text/csv; name=secret.csv\n"
        f"Content-Disposition: attachment; filename=secret.csv\n\nSALARY-OF-EVERYBODY,1\n--{boundary}--\n"
    )
    says(service, mixed)
    assert "SALARY-OF-EVERYBODY" not in everything(service)


# ------------------------------------------------------------------------------------------------- forget


def test_forget_ends_what_is_open_kindly_and_takes_everything_out(service: Service) -> None:
    forget(service, TOM_AT)
    assert service.app.store.agreements(open_only=False) == ()
    assert [each for each in service.events()[TOM_AT] if not each["cancelled"]] == []
    assert [each for each in service.events()[ANNA_AT] if not each["cancelled"]] == []
    assert [each for each in service.messages() if each.mailbox == ANNA_AT and "has ended" in each.body]
    found = everything(service)
    assert [word for word in (*WORDS, TOM_AT, "Tom") if word in found] == []
    assert [each for each in kept_mails(service) if "apsed" in each] == []
    assert list(service.app.store.integrity()) == []


def test_forgetting_a_setter_tells_the_owner_in_one_neutral_line(service: Service) -> None:
    forget(service, ANNA_AT)
    told = [each.subject for each in service.messages() if each.mailbox == TOM_AT and each.ours and not each.meeting]
    assert [each for each in told if each.startswith("Nothing to do any more")]
    assert ANNA_AT not in everything(service)


def test_keep_open_waits_for_the_outcome(service: Service) -> None:
    forget(service, TOM_AT, keep_open=True)
    assert len(service.app.store.agreements()) == 1
    ended(service)
    for _ in range(3):
        service.settle()
    assert service.app.store.agreements(open_only=False) == ()
    assert TOM_AT not in everything(service)


def test_neither_a_second_copy_nor_a_restore_brings_a_forgotten_person_back(service: Service, template: Path) -> None:
    forget(service, TOM_AT)
    before = counted(service)
    says(service, SOURCE)
    assert service.app.store.agreements(open_only=False) == ()
    service.lose(template)
    report = restorer(service.app).run()
    assert report.agreements == 0
    service.settle()
    assert service.app.store.agreements(open_only=False) == ()
    assert counted(service) == before


def test_a_stop_outlives_forgetting(service: Service) -> None:
    (agreement,) = service.app.store.agreements()
    tom = f"Tom Baker <{TOM_AT}>"
    says(service, plain("STOP", NOW, author=tom, subject=f"Re: [{agreement.reference}]"))
    service.app.store.note(f"{CLOSED}{TOM_AT}", TOLD)
    forget(service, TOM_AT)
    assert TOM_AT not in everything(service), "a hash of the address is kept, and nothing else"
    with service.app.store.look() as look:
        assert TOM_AT in look.stopped()
    with service.app.store.work() as work:
        work.remove_stopped(TOM_AT)
    with service.app.store.look() as look:
        assert TOM_AT not in look.stopped()


def test_a_restore_still_keeps_our_mails_from_a_forgotten_person_who_said_stop(
    service: Service, template: Path
) -> None:
    (agreement,) = service.app.store.agreements()
    says(service, plain("STOP", NOW, author=f"Tom Baker <{TOM_AT}>", subject=f"Re: [{agreement.reference}]"))
    forget(service, TOM_AT)
    says(service, forward(NOTE.replace("Tom", "Sam"), NOW, message_id="<other@contoso.example>"))
    service.lose(template)
    restorer(service.app).run()
    with service.app.store.look() as look:
        assert TOM_AT in look.stopped()
