"""``followupd templates``: look templates of one's own over, and show what they make."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from followupd.cli import with_config
from followupd.config.load import load
from followupd.errors import FollowupdError
from followupd.writing.checking import languages, mistakes
from followupd.writing.render import Templates
from followupd.writing.samples import rendered


def add(parser: argparse.ArgumentParser) -> None:
    with_config(parser)
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    check = verbs.add_parser("check", help="find every mistake in a folder of templates", description="Find mistakes.")
    check.add_argument("folder", type=Path, nargs="?", metavar="DIR", help="default: `templates` of the configuration")
    preview = verbs.add_parser("preview", help="render the samples of a kind", description="Render the samples.")
    preview.add_argument("kind", metavar="KIND", help="such as confirmation, brief, entry_follow_up; all")
    preview.add_argument("--templates", type=Path, dest="folder", metavar="DIR", help="a folder of your own")
    preview.add_argument("--language", default="", help="a folder of a language in it")
    preview.add_argument("--out", type=Path, metavar="DIR", help="write HTML and text there; else the text is printed")
    for verb, command in (("check", check), ("preview", preview)):
        with_config(command, again=True)
        command.set_defaults(verb=verb)


def run(args: argparse.Namespace) -> int:
    site = args.folder or _configured(args)
    if site is not None and not site.is_dir():
        raise FollowupdError(f"There is no folder {site}.")
    if args.verb == "check":
        return _check(site)
    files = rendered(Templates(site, args.language))
    wanted = {name: text for name, text in files.items() if _is(name, args.kind)}
    if not wanted:
        kinds = sorted({name.rpartition(".")[0] for name in files})
        raise FollowupdError(f"There is no kind {args.kind}; there are: {', '.join(kinds)}.")
    if args.out is None:
        shown = {name: text for name, text in wanted.items() if name.endswith(".txt")} or wanted
        print("\n".join(f"--- {name}\n{text}" for name, text in shown.items()), end="")
        return 0
    try:
        args.out.mkdir(parents=True, exist_ok=True)
        for name, text in wanted.items():
            (args.out / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise FollowupdError(f"{args.out} cannot be written: {error.strerror}.") from error
    print(f"{args.out}: {len(wanted)} files")
    return 0


def _check(site: Path | None) -> int:
    found = mistakes(site)
    for each in found:
        print(each)
    if found:
        print(f"{len(found)} mistakes")
        return 1
    spoken = ", ".join(("British English", *languages(site)))
    print(f"{site or 'the built-in templates'}: all well ({spoken})")
    return 0


def _is(name: str, kind: str) -> bool:
    stem = name.rpartition(".")[0]
    return kind == "all" or stem == kind or stem.startswith(f"{kind}_")


def _configured(args: argparse.Namespace) -> Path | None:
    """The folder of the configuration, where there is one: these commands work without, too."""
    if not Path(args.config).is_file():
        return None
    return load(Path(args.config), os.environ, login=False).templates
