"""The sandbox as a program: `followupd sandbox`, or `python -m followupd.sandbox`.

Its first output line is the connection as JSON; then it serves until it is ended.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from followupd.sandbox.schemas import PeopleBody, PersonBody
from followupd.sandbox.server import Sandbox


def main(argv: Sequence[str] | None = None) -> int:
    """Run the sandbox; return the exit status (2: a wrong argument)."""
    arguments = _parser().parse_args(argv)
    try:
        people = _people(arguments.people, empty=arguments.empty)
        now = _moment(arguments.now)
        certificate = Path(arguments.client_certificate).read_text("ascii") if arguments.client_certificate else None
        sandbox = Sandbox(
            people=people,
            now=now,
            tenant=arguments.domain,
            seed=arguments.seed,
            port=arguments.port,
            folder=Path(arguments.folder) if arguments.folder else None,
            token_life=arguments.token_life,
            certificate=certificate,
            allow_kill=arguments.allow_kill,
        )
    except (OSError, ValueError) as error:
        sys.stderr.write(f"followupd sandbox: {error}\n")
        return 2
    run(sandbox)
    return 0


def run(sandbox: Sandbox) -> None:
    """Print the connection as one line of JSON and serve until ended."""
    for number in (signal.SIGINT, signal.SIGTERM):  # who has read the line may end us at once
        signal.signal(number, sandbox.server.handle_exit)
    sys.stdout.write(json.dumps(sandbox.connection.as_json()) + "\n")
    sys.stdout.flush()
    try:
        sandbox.run()
    finally:
        sandbox.stop()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="followupd sandbox",
        description="Serve a stand-in for Microsoft Graph on 127.0.0.1 over TLS. The first line of output is JSON: "
        "graph_root, login_root, tenant, client_id, client_secret, ca_file, control_root.",
    )
    parser.add_argument("--print-connection", action="store_true", help="print the connection first (always done)")
    parser.add_argument("--port", type=int, default=0, help="port (default: a free one)")
    parser.add_argument("--folder", help="folder for ca.pem (default: a temporary one)")
    parser.add_argument("--people", help="JSON file of people to start with, as POST /_sandbox/people takes it")
    parser.add_argument("--empty", action="store_true", help="start without anybody")
    parser.add_argument("--domain", default="contoso.example", help="mail domain of the tenant")
    parser.add_argument("--now", help="where the business clock starts (ISO 8601; UTC when no zone is said)")
    parser.add_argument("--seed", default="sandbox", help="seed of all ids")
    parser.add_argument("--token-life", type=float, default=3600.0, help="life of an access token in seconds")
    parser.add_argument("--client-certificate", help="PEM file of a client certificate to register")
    parser.add_argument("--allow-kill", action="store_true", help="let planned faults kill processes (crash tests)")
    return parser


def _people(file: str | None, *, empty: bool) -> tuple[PersonBody, ...] | None:
    if file is None:
        return () if empty else None
    try:
        return tuple(PeopleBody.model_validate_json(Path(file).read_bytes()).people)
    except ValidationError as error:
        raise ValueError(f"{file}: {error.errors(include_url=False)[0]['msg']}") from error


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
