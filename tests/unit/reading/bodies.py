"""Mails built from bodies, and the markup that mail clients put between two messages. Written for these tests."""

from __future__ import annotations

from datetime import UTC, datetime

from followupd.domain.mail import InternetMessageId, MailIn, MessageId
from followupd.domain.people import Person

ANNA = Person(address="anna.reed@contoso.example", name="Anna Reed")
TOM = Person(address="tom.baker@contoso.example", name="Tom Baker")
SERVICE = Person(address="followup@contoso.example", name="Follow-ups")


def mail(text: str = "", html: str = "", **changes: object) -> MailIn:
    fields: dict[str, object] = {
        "id": MessageId("m1"),
        "internet_message_id": InternetMessageId("<m1@contoso.example>"),
        "received": datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
        "author": ANNA,
        "sender": changes.get("author", ANNA),
        "to": (SERVICE,),
        "text": text,
        "html": html,
    }
    return MailIn(**(fields | changes))  # type: ignore[arg-type]


NOTE = "Please ring the client by Friday."
OLD = "Could somebody ring us?"

WEB = f"""<html><body dir="ltr"><div>{NOTE}</div><div id="appendonsend"></div><div><br></div>
<hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font style="font-size:11pt">
<b>From:</b> Tom Baker &lt;tom.baker@contoso.example&gt;<br><b>Sent:</b> Friday, November 20, 2026 4:41 PM<br>
<b>To:</b> Reed, Anna &lt;anna.reed@contoso.example&gt;; Priya Nair &lt;priya.nair@contoso.example&gt;<br>
<b>Cc:</b> Robert Hale<br><b>Subject:</b> A question</font><div>&nbsp;</div></div><div>{OLD}</div></body></html>"""

WEB_QUOTED_AGAIN = WEB.replace('id="', 'id="x_').replace('class="', 'class="x_')

DESKTOP = f"""<html><body><div class="WordSection1"><p class="MsoNormal">{NOTE}<o:p></o:p></p><p
class="MsoNormal">&nbsp;</p>
<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>From:</b>
Tom Baker &lt;tom.baker@contoso.example&gt; <br><b>Sent:</b> 20 November 2026 16:41<br><b>To:</b> Reed, Anna
&lt;anna.reed@contoso.example&gt;; Priya Nair &lt;priya.nair@contoso.example&gt;<br><b>Cc:</b> Robert Hale<br>
<b>Subject:</b> A question<o:p></o:p></p></div></div><p class="MsoNormal">{OLD}</p></div></body></html>"""

MOBILE = f"""<html><body><div dir="auto">{NOTE}</div><div id="ms-outlook-mobile-signature">Get <a
href="https://x.example">
Outlook for Android</a></div><div id="mail-editor-reference-message-container"><br><hr><div id="divRplyFwdMsg">
<strong>From:</strong> Tom Baker &lt;tom.baker@contoso.example&gt;<br><strong>Sent:</strong> Friday, November 20, 2026
4:41:22 PM<br><strong>To:</strong> Reed, Anna &lt;anna.reed@contoso.example&gt;; Priya Nair
&lt;priya.nair@contoso.example&gt;<br><strong>Cc:</strong> Robert Hale<br><strong>Subject:</strong> A question<br></div>
<br><div>{OLD}</div></div></body></html>"""

MAC = f"""<html><body><div>{NOTE}</div><div><br></div><span id="OLK_SRC_BODY_SECTION"><div style="border-top:solid
#B5C4DF 1pt">
<b>From: </b>Tom Baker &lt;tom.baker@contoso.example&gt;<br><b>Date: </b>Friday, 20 November 2026 at 16:41<br><b>To:
</b>
Reed, Anna &lt;anna.reed@contoso.example&gt;; Priya Nair &lt;priya.nair@contoso.example&gt;<br><b>Cc: </b>Robert
Hale<br>
<b>Subject: </b>A question</div><div>{OLD}</div></span></body></html>"""

TEXT = f"""{NOTE}

________________________________
From: Tom Baker <tom.baker@contoso.example>
Sent: 20 November 2026 16:41
To: Reed, Anna <anna.reed@contoso.example>; Priya Nair
 <priya.nair@contoso.example>
Cc: Robert Hale
Subject: A question

{OLD}
"""

GMAIL = f"""<div dir="ltr">{NOTE}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr"
class="gmail_attr">
On Fri, 20 Nov 2026 at 16:41, Tom Baker &lt;<a href="mailto:tom.baker@contoso.example">tom.baker@contoso.example</a>&gt;
wrote:<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px solid"><div>{OLD}</div>
</blockquote></div>"""

APPLE = f"""<html><body>{NOTE}<br><div><br><blockquote type="cite"><div>On 20 Nov 2026, at 16:41, Tom Baker
&lt;tom.baker@contoso.example&gt; wrote:</div><br><div><div>{OLD}</div></div></blockquote></div></body></html>"""

THUNDERBIRD = f"""<html><body><p>{NOTE}</p><div class="moz-cite-prefix">Am 20.11.26 um 16:41 schrieb Tom
Baker:<br></div>
<blockquote type="cite" cite="mid:1@x"><p>{OLD}</p></blockquote></body></html>"""
