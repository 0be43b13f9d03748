"""Patterns that are compiled when they are first asked.

Reading has hundreds of patterns, and compiling them is most of what its import costs. Few of them are asked in any one
mail: the German ones in a German mail, those of answers in an answer.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


class _Lazy:
    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._source, self._flags)
        for each in _METHODS:  # from now on found without coming here
            setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)


def lazily(source: str, flags: int = 0) -> re.Pattern[str]:
    """The same as re.compile, at first use. A pattern that cannot be compiled raises re.error only then."""
    return cast("re.Pattern[str]", _Lazy(source, flags))
