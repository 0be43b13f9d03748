"""The templates: the site's folder first, then ours, so that a site replaces one file at a time.

An unknown name fails (StrictUndefined) and the failure names file, line and name. HTML files escape all they are given;
words of people are data and are never looked at for template marks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import jinja2

from followupd.data import folder
from followupd.errors import TemplateBroken
from followupd.writing.text import CUT_LINE

_BLANK_LINES = re.compile(r"\n{3,}")


class Templates:
    """All templates of an installation. Safe to use from several threads."""

    def __init__(
        self,
        site: Path | None = None,
        language: str = "",
        *,
        undefined: type[jinja2.Undefined] = jinja2.StrictUndefined,
    ) -> None:
        """`site`: a folder that holds files of the same names as ours, each in place of that one. `language`: a folder
        in it (or in ours) that goes before, file by file. `undefined`: what becomes of a name that nobody gives."""
        plain = [path for path in (site, folder("templates")) if path is not None]
        folders = [*(path / language for path in plain if language), *plain]
        self.environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(folders),
            autoescape=_is_html,  # noqa: S701 - plain text and subjects are no HTML
            undefined=undefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.environment.globals["cut_line"] = CUT_LINE

    def render(self, name: str, facts: Mapping[str, object]) -> str:
        """Return the words of `mail/brief.text.j2` or the like. Raises TemplateBroken."""
        try:
            return self.environment.get_template(name).render(facts)
        except jinja2.TemplateNotFound as error:
            raise TemplateBroken(f"the template {error.name} is missing") from error
        except jinja2.TemplateSyntaxError as error:
            raise TemplateBroken(f"{error.name or name}, line {error.lineno}: {error.message}") from error
        except (jinja2.TemplateError, TypeError, ValueError, ZeroDivisionError) as error:
            place = _place(error.__traceback__)
            raise TemplateBroken(f"{_shown(place, name)}: {error}") from error

    def subject(self, name: str, facts: Mapping[str, object]) -> str:
        """A subject on one line."""
        return " ".join(self.render(name, facts).split())

    def text(self, name: str, facts: Mapping[str, object]) -> str:
        """A plain text: no blanks at line ends, never two blank lines in a row, one line end at the end."""
        lines = "\n".join(line.rstrip() for line in self.render(name, facts).splitlines())
        return _BLANK_LINES.sub("\n\n", lines).strip() + "\n"

    def html(self, name: str, facts: Mapping[str, object]) -> str:
        lines = (line.strip() for line in self.render(name, facts).splitlines())
        return "\n".join(line for line in lines if line) + "\n"


@dataclass(frozen=True, slots=True)
class _Place:
    file: Path
    line: int


def _is_html(name: str | None) -> bool:
    return name is None or ".html." in name


def _place(trace: TracebackType | None) -> _Place | None:
    """The innermost line of a template that a failure came from: Jinja puts templates into the trace."""
    place = None
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".j2"):
            place = _Place(Path(file), trace.tb_lineno)
        trace = trace.tb_next
    return place


def _shown(place: _Place | None, name: str) -> str:
    return f"{place.file}, line {place.line}" if place else name
