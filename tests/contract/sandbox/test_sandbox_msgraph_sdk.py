"""Microsoft's own client, msgraph-sdk with azure-identity, on the sandbox. Large, so an extra of its own (`sdk`)."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from followupd.sandbox.server import Sandbox
from tests.contract.sandbox.meetings_said import KEY, seen_by
from tests.contract.sandbox.sandbox_client import ANNA, SERVICE, TOM, Graph

pytest.importorskip("msgraph", reason="msgraph-sdk is not installed: pip install followupd[sdk]")
# The SDK's generated code warns of itself.
pytestmark = [pytest.mark.sdk, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

Session = Callable[[Any], Awaitable[None]]


def with_client(sandbox: Sandbox, session: Session) -> None:
    """Run a session with an SDK client that is logged in by client secret, and close everything."""
    import httpx
    from azure.core.pipeline.transport import AsyncioRequestsTransport
    from azure.identity.aio import ClientSecretCredential
    from kiota_authentication_azure.azure_identity_authentication_provider import AzureIdentityAuthenticationProvider
    from msgraph import GraphRequestAdapter, GraphServiceClient
    from msgraph_core import GraphClientFactory

    told = sandbox.connection

    async def run() -> None:
        credential = ClientSecretCredential(
            told.tenant,
            told.client_id,
            told.client_secret,
            authority=told.login_root,
            disable_instance_discovery=True,
            transport=AsyncioRequestsTransport(connection_verify=told.ca_file),
        )
        transport = httpx.AsyncHTTPTransport(verify=ssl.create_default_context(cafile=told.ca_file))
        web = httpx.AsyncClient(transport=transport, trust_env=False, timeout=30)
        client = GraphClientFactory.create_with_default_middleware(client=web, host=told.graph_root)
        provider = AzureIdentityAuthenticationProvider(
            credential, scopes=[f"{told.graph_root}/.default"], allowed_hosts=["127.0.0.1"]
        )
        adapter = GraphRequestAdapter(provider, client=client)
        adapter.base_url = f"{told.graph_root}/v1.0"
        try:
            await session(GraphServiceClient(request_adapter=adapter))
        finally:
            await web.aclose()
            await transport.aclose()  # the SDK puts its own around it, and closes only that
            await credential.close()

    asyncio.run(run())


def recipient(address: str) -> Any:
    from msgraph.generated.models.email_address import EmailAddress
    from msgraph.generated.models.recipient import Recipient

    return Recipient(email_address=EmailAddress(address=address, name=address.partition("@")[0]))


def test_people_and_mails_are_read(sandbox: Sandbox, graph: Graph) -> None:
    graph.deliver(f"From: Tom Baker <{TOM}>\nTo: {ANNA}\nSubject: Figures\n\nHere they are.\n")

    async def session(client: Any) -> None:
        tom = await client.users.by_user_id(TOM).get()
        assert (tom.display_name, tom.user_principal_name) == ("Tom Baker", TOM)
        boss = await client.users.by_user_id(TOM).manager.get()
        assert boss.display_name == "Anna Reed"
        found = await client.users.by_user_id(ANNA).mail_folders.by_mail_folder_id("inbox").messages.get()
        [mail] = found.value
        assert (mail.subject, mail.from_.email_address.address, mail.is_read) == ("Figures", TOM, False)
        mail.is_read = True
        from msgraph.generated.models.message import Message

        changed = await client.users.by_user_id(ANNA).messages.by_message_id(mail.id).patch(Message(is_read=True))
        assert changed.is_read is True

    with_client(sandbox, session)


def test_a_mail_is_sent_and_answered(sandbox: Sandbox, graph: Graph) -> None:
    async def session(client: Any) -> None:
        from msgraph.generated.models.body_type import BodyType
        from msgraph.generated.models.item_body import ItemBody
        from msgraph.generated.models.message import Message
        from msgraph.generated.users.item.messages.item.create_reply.create_reply_post_request_body import (
            CreateReplyPostRequestBody,
        )
        from msgraph.generated.users.item.send_mail.send_mail_post_request_body import SendMailPostRequestBody

        message = Message(
            subject="Hello",
            body=ItemBody(content_type=BodyType.Html, content="<b>Hi</b>"),
            to_recipients=[recipient(TOM)],
        )
        body = SendMailPostRequestBody(message=message, save_to_sent_items=True)
        await client.users.by_user_id(ANNA).send_mail.post(body)
        [arrived] = (await client.users.by_user_id(TOM).messages.get()).value
        at_tom = client.users.by_user_id(TOM).messages
        draft = await at_tom.by_message_id(arrived.id).create_reply.post(CreateReplyPostRequestBody(comment="Thanks"))
        assert (draft.is_draft, draft.subject) == (True, "RE: Hello")
        await at_tom.by_message_id(draft.id).send.post()

    with_client(sandbox, session)
    assert [mail["subject"] for mail in graph.mails(ANNA)] == ["RE: Hello"]


def test_messages_are_followed_by_delta(sandbox: Sandbox, graph: Graph) -> None:
    async def session(client: Any) -> None:
        messages = client.users.by_user_id(SERVICE).mail_folders.by_mail_folder_id("inbox").messages
        first = await messages.delta.get()
        assert first.value == []
        graph.deliver(f"From: Anna Reed <{ANNA}>\nTo: {SERVICE}\nSubject: Please follow up\n\nBy Friday.\n")
        second = await messages.delta.with_url(first.odata_delta_link).get()
        assert [mail.subject for mail in second.value] == ["Please follow up"]

    with_client(sandbox, session)


def test_a_meeting_is_made_answered_and_cancelled(sandbox: Sandbox, graph: Graph) -> None:
    start = datetime(2026, 6, 12, 9, 0, tzinfo=UTC)

    async def session(client: Any) -> None:
        from msgraph.generated.models.attendee import Attendee
        from msgraph.generated.models.date_time_time_zone import DateTimeTimeZone
        from msgraph.generated.models.email_address import EmailAddress
        from msgraph.generated.models.event import Event
        from msgraph.generated.models.response_type import ResponseType
        from msgraph.generated.models.single_value_legacy_extended_property import SingleValueLegacyExtendedProperty
        from msgraph.generated.users.item.events.item.accept.accept_post_request_body import AcceptPostRequestBody
        from msgraph.generated.users.item.events.item.cancel.cancel_post_request_body import CancelPostRequestBody

        def when(moment: datetime) -> Any:
            return DateTimeTimeZone(date_time=moment.strftime("%Y-%m-%dT%H:%M:%S"), time_zone="UTC")

        event = Event(
            subject="Review",
            start=when(start),
            end=when(start + timedelta(minutes=30)),
            attendees=[Attendee(email_address=EmailAddress(address=TOM))],
            transaction_id="t-1",
            single_value_extended_properties=[SingleValueLegacyExtendedProperty(id=KEY, value="1")],
        )
        events = client.users.by_user_id(ANNA).events
        made = await events.post(event)
        assert made.organizer.email_address.address == ANNA
        [copy] = (await client.users.by_user_id(TOM).events.get()).value
        answer = AcceptPostRequestBody(comment="Coming", send_response=True)
        await client.users.by_user_id(TOM).events.by_event_id(copy.id).accept.post(answer)
        read = await events.by_event_id(made.id).get()
        assert read.attendees[0].status.response is ResponseType.Accepted
        changed = await events.by_event_id(made.id).patch(
            Event(start=when(start + timedelta(hours=1)), end=when(start + timedelta(hours=2)))
        )
        assert changed.start.date_time == "2026-06-12T10:00:00.0000000"
        await events.by_event_id(made.id).cancel.post(CancelPostRequestBody(comment="Not needed"))

    with_client(sandbox, session)
    [copy] = seen_by(graph, TOM)
    assert (copy["cancelled"], copy["start"]) == (True, "2026-06-12T10:00:00+00:00")


def test_windows_settings_and_free_times_are_read(sandbox: Sandbox) -> None:
    async def session(client: Any) -> None:
        from kiota_abstractions.base_request_configuration import RequestConfiguration
        from msgraph.generated.models.date_time_time_zone import DateTimeTimeZone
        from msgraph.generated.users.item.calendar.get_schedule.get_schedule_post_request_body import (
            GetSchedulePostRequestBody,
        )
        from msgraph.generated.users.item.calendar_view.calendar_view_request_builder import CalendarViewRequestBuilder
        from msgraph.generated.users.item.calendar_view.delta.delta_request_builder import DeltaRequestBuilder

        anna = client.users.by_user_id(ANNA)
        query = CalendarViewRequestBuilder.CalendarViewRequestBuilderGetQueryParameters(
            start_date_time="2026-06-08T00:00:00Z", end_date_time="2026-06-15T00:00:00Z"
        )
        view = await anna.calendar_view.get(RequestConfiguration(query_parameters=query))
        assert view.value == []
        window = DeltaRequestBuilder.DeltaRequestBuilderGetQueryParameters(
            start_date_time="2026-06-08T00:00:00Z", end_date_time="2026-06-15T00:00:00Z"
        )
        first = await anna.calendar_view.delta.get(RequestConfiguration(query_parameters=window))
        assert (await anna.calendar_view.delta.with_url(first.odata_delta_link).get()).value == []
        assert (await anna.mailbox_settings.get()).time_zone == "GMT Standard Time"
        body = GetSchedulePostRequestBody(
            schedules=[ANNA],
            start_time=DateTimeTimeZone(date_time="2026-06-12T08:00:00", time_zone="UTC"),
            end_time=DateTimeTimeZone(date_time="2026-06-12T09:00:00", time_zone="UTC"),
            availability_view_interval=30,
        )
        told = await anna.calendar.get_schedule.post(body)
        assert told.value[0].availability_view == "00"

    with_client(sandbox, session)


def test_an_error_is_the_sdks_own(sandbox: Sandbox) -> None:
    async def session(client: Any) -> None:
        from msgraph.generated.models.o_data_errors.o_data_error import ODataError

        with pytest.raises(ODataError) as refused:
            await client.users.by_user_id(ANNA).events.by_event_id("AAMkADnothing").get()
        assert (refused.value.response_status_code, refused.value.error.code) == (404, "ErrorItemNotFound")

    with_client(sandbox, session)


def test_the_sdk_waits_when_it_is_told_to(sandbox: Sandbox, graph: Graph) -> None:
    fault = {"kind": "throttle", "retry_after": 1}
    graph.control("faults", {"plan": [{"match": {"path": "/calendars$"}, "fault": fault}]})

    async def session(client: Any) -> None:
        assert len((await client.users.by_user_id(ANNA).calendars.get()).value) == 1

    with_client(sandbox, session)
    assert graph.control("judge")["misdeeds"] == []
