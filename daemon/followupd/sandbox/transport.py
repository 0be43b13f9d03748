"""Transport headers: what Exchange Online writes atop a mail it delivers, and what its header firewall takes away.

* from an authenticated sender within the tenant: AuthAs Internal;
* from outside: AuthAs Anonymous and Authentication-Results with the verdicts on spf, dkim and dmarc;
* forged: from outside with a From of the tenant: AuthAs Anonymous and verdicts that say fail;
* whatever came in as X-MS-Exchange-Organization-* or X-MS-Exchange-CrossTenant-* is taken away before.
"""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import format_datetime
from typing import Literal

Origin = Literal["internal", "external", "forged"]

_SERVER = "LO0P123MB0042.GBRP123.PROD.OUTLOOK.COM"
_FIREWALL = ("x-ms-exchange-organization-", "x-ms-exchange-crosstenant-")
#: Not part of what a recipient may see.
_NEVER = ("bcc", "return-path")


def trace(origin: Origin, *, sender: str, now: datetime, to_outside: bool = False) -> list[tuple[str, str]]:
    """Return the headers put atop a delivered mail; `sender` is the From address, `to_outside` a foreign receiver."""
    stamp = format_datetime(now.replace(microsecond=0))
    domain = sender.partition("@")[2].lower() or "unknown"
    if origin == "internal" and not to_outside:
        return [
            ("Received", f"from {_SERVER} ([fe80::1]) by {_SERVER} ([fe80::1]) with mapi id 15.20.9000.001; {stamp}"),
            ("Authentication-Results", "dkim=none (message not signed) header.d=none;dmarc=none action=none "
             f"header.from={domain};"),
            *_organisation("Internal"),
            ("X-MS-Exchange-Organization-AuthMechanism", "04"),
            ("X-MS-Exchange-Organization-SCL", "-1"),
        ]  # fmt: skip
    verdicts = (
        f"spf=fail (sender IP is 198.51.100.66) smtp.mailfrom={domain}; dkim=none (message not signed) "
        f"header.d=none;dmarc=fail action=oreject header.from={domain};compauth=fail reason=000"
        if origin == "forged"
        else f"spf=pass (sender IP is 203.0.113.25) smtp.mailfrom={domain}; dkim=pass (signature was verified) "
        f"header.d={domain};dmarc=pass action=none header.from={domain};compauth=pass reason=100"
    )
    source = "198.51.100.66" if origin == "forged" else "203.0.113.25"
    return [
        ("Received", f"from mail.{domain} ({source}) by {_SERVER} with Microsoft SMTP Server; {stamp}"),
        ("Authentication-Results", verdicts),
        ("Received-SPF", f"{'Fail' if origin == 'forged' else 'Pass'} (protection.outlook.com: domain of {domain})"),
        ("Return-Path", sender),
        *_organisation("Anonymous"),
        ("X-MS-Exchange-Organization-SCL", "5" if origin == "forged" else "1"),
    ]


def passed(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the headers that the firewall lets in."""
    return [(name, value) for name, value in headers if _stays(name)]


def retraced(raw: bytes, top: list[tuple[str, str]]) -> bytes:
    """Return a raw mail as delivered: the firewall's victims gone, the trace on top, everything else byte for byte."""
    end = re.search(rb"\r?\n\r?\n", raw)
    head, rest = (raw[: end.start()], raw[end.start() :]) if end else (raw, b"\r\n\r\n")
    lines = re.split(rb"\r?\n(?![ \t])", head)
    kept = [line for line in lines if _stays(line.partition(b":")[0].decode("latin-1").strip())]
    traced = [f"{name}: {value}".encode() for name, value in top]
    return b"\r\n".join(traced + [line for line in kept if line]) + rest


def with_header(raw: bytes, name: str, value: str) -> bytes:
    """Return a raw mail with this header set; another of the same name is replaced."""
    end = re.search(rb"\r?\n\r?\n", raw)
    head, rest = (raw[: end.start()], raw[end.start() :]) if end else (raw, b"\r\n\r\n")
    wanted = name.lower().encode()
    lines = re.split(rb"\r?\n(?![ \t])", head)
    kept = [line for line in lines if line and line.partition(b":")[0].strip().lower() != wanted]
    return b"\r\n".join([f"{name}: {value}".encode(), *kept]) + rest


def _organisation(kind: str) -> list[tuple[str, str]]:
    return [
        ("X-MS-Exchange-Organization-AuthAs", kind),
        ("X-MS-Exchange-Organization-AuthSource", _SERVER),
        ("X-MS-Exchange-CrossTenant-AuthAs", kind),
        ("X-MS-Exchange-CrossTenant-AuthSource", _SERVER),
    ]


def _stays(name: str) -> bool:
    lower = name.lower()
    return lower not in _NEVER and not lower.startswith(_FIREWALL)
