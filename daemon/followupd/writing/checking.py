"""What is wrong with a folder of templates of one's own: every mistake, with its file and line.

Every file is compiled; then every sample is rendered, with names that nobody gives collected instead of failing at the
first. A branch that no sample takes is compiled, not rendered.
"""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import jinja2
from jinja2 import nodes

from followupd.data import folder
from followupd.errors import TemplateBroken
from followupd.writing.entries import render_entry
from followupd.writing.messages import render_mail
from followupd.writing.render import Templates
from followupd.writing.samples import KNOWN, NOW, entries, mails

#: A folder of a language: `fr`, `de-AT`.
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")


def mistakes(site: Path | None) -> list[str]:
    """Return what is wrong with the templates of this folder over ours, a sentence each; empty: all well."""
    found = list(_files(site)) if site is not None else []
    broken = {line.split(", line ")[0] for line in found}
    for language in ("", *languages(site)):
        for each in _rendered(site, language):
            place = each.split(", line ")[0]
            if not any(file.endswith(place) for file in broken):
                found.append(each)
    return list(dict.fromkeys(found))


def languages(site: Path | None) -> tuple[str, ...]:
    """The second languages that this folder holds templates for."""
    if site is None or not site.is_dir():
        return ()
    return tuple(sorted(each.name for each in site.iterdir() if each.is_dir() and _LANGUAGE.fullmatch(each.name)))


# ------------------------------------------------------------------------------------------------ files


def _files(site: Path) -> Iterator[str]:
    """What the files themselves show: a name that we have no template of, syntax, a part missing, a block unknown."""
    ours = {str(path.relative_to(folder("templates"))) for path in folder("templates").rglob("*.j2")}
    for path in sorted(each for each in site.rglob("*") if each.is_file()):
        name = str(path.relative_to(site))
        language, _, rest = name.partition("/")
        translated = bool(_LANGUAGE.fullmatch(language)) and bool(rest)
        plain = rest if translated else name
        if plain not in ours:
            near = difflib.get_close_matches(plain, ours, n=1)
            yield f"{path}: there is no template {plain}" + (f"; did you mean {near[0]}?" if near else ".")
            continue
        yield from _one_file(path, site, language if translated else "")
        if translated and plain.startswith("mail/") and not plain.startswith("mail/_"):
            kind = plain.split(".")[0]
            for part in ("subject", "text", "html"):
                if not (site / language / f"{kind}.{part}.j2").is_file():
                    yield f"{path}: {kind}.{part}.j2 is missing beside it: the mail would be in two languages."


def _one_file(path: Path, site: Path, language: str) -> Iterator[str]:
    environment = Templates(site, language).environment
    try:
        source = path.read_text(encoding="utf-8")
        tree = environment.parse(source, str(path), str(path))
        environment.compile(source, str(path), str(path))
    except UnicodeDecodeError:
        yield f"{path}: this is not a text file in UTF-8."
        return
    except jinja2.TemplateSyntaxError as error:
        yield f"{path}, line {error.lineno}: {error.message}"
        return
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import)):
        named = getattr(node, "template", None)
        if isinstance(named, nodes.Const) and named.value not in environment.list_templates():
            yield f"{path}, line {node.lineno}: the template {named.value} is missing"
    yield from _lost_blocks(path, tree, environment)


def _lost_blocks(path: Path, tree: nodes.Template, environment: jinja2.Environment) -> Iterator[str]:
    """Blocks of a file that its layout has no place for: nobody would ever see them."""
    extends = tree.find(nodes.Extends)
    if extends is None or not isinstance(extends.template, nodes.Const) or environment.loader is None:
        return
    try:
        source, name, _ = environment.loader.get_source(environment, extends.template.value)
    except jinja2.TemplateNotFound:
        return
    layout = {block.name for block in environment.parse(source, name).find_all(nodes.Block)}
    for block in (each for each in tree.body if isinstance(each, nodes.Block)):
        if block.name not in layout:
            parts = ", ".join(sorted(layout))
            yield f"{path}, line {block.lineno}: the layout has no part “{block.name}”: it has {parts}"


# --------------------------------------------------------------------------------------------- rendering


class _Seen(jinja2.ChainableUndefined):
    """A name that nobody gives: it is noted with its place when it is used, and is empty."""

    found: list[str]

    def _note(self) -> None:
        type(self).found.append(f"{_here()}: {self._undefined_message}")

    def __str__(self) -> str:
        self._note()
        return ""

    def __html__(self) -> str:
        return str(self)

    def __iter__(self) -> Iterator[Any]:
        self._note()
        return iter(())

    def __bool__(self) -> bool:
        self._note()
        return False

    def __len__(self) -> int:
        self._note()
        return 0


def _here() -> str:
    """The innermost line of a template that is being rendered."""
    frame = sys._getframe()
    while frame.f_back is not None:
        frame = frame.f_back
        template = frame.f_globals.get("__jinja_template__")
        if isinstance(template, jinja2.Template) and frame.f_code.co_filename.endswith(".j2"):
            return f"{template.filename}, line {template.get_corresponding_lineno(frame.f_lineno)}"
    return "a template"


def _rendered(site: Path | None, language: str) -> Iterator[str]:
    """What rendering every sample shows."""
    found: list[str] = []
    seen = type("_Noted", (_Seen,), {"found": found})
    templates = Templates(site, language, undefined=seen)
    for mail in mails().values():
        try:
            render_mail(mail, known=KNOWN, now=NOW, templates=templates)
        except TemplateBroken as error:
            yield str(error)
    for entry in entries().values():
        try:
            render_entry(entry, known=KNOWN, templates=templates)
        except TemplateBroken as error:
            yield str(error)
    yield from found
