"""`$filter` of OData as Outlook's part of Graph reads it: a tokenizer and a recursive descent parser.

`parse(text, type)` gives a predicate on entities (plain dicts; values that are functions are called when needed).
Understood: eq ne gt ge lt le, in, and or not, parentheses, nested paths `start/dateTime`, text, numbers, true, false,
null, moments with and without quotes, enums, startswith endswith contains tolower toupper trim, cast(… , Edm.Int32),
and lambdas `categories/any(c: c eq 'x')` and `singleValueExtendedProperties/Any(ep: ep/id eq '…' and ep/value eq '…')`.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from followupd.sandbox import errors
from followupd.sandbox.entities import EntityType
from followupd.sandbox.filter_values import (
    FUNCTIONS,
    OPERATORS,
    Entity,
    Node,
    Operand,
    cast,
    compared,
    constant,
    lower,
    truth,
    unfit,
    value_of,
)

Predicate = Callable[[Entity], bool]
#: Of an extended property in `$expand=singleValueExtendedProperties($filter=id eq '…')`.
PROPERTY = EntityType(name="microsoft.graph.singleValueLegacyExtendedProperty", properties=frozenset({"id", "value"}))

_PROPERTIES = "singleValueExtendedProperties"
#: OData's own limit on the depth of an expression.
_DEEPEST = 100

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<text>'(?:[^']|'')*')
      | (?P<moment>\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?|\d{4}-\d\d-\d\d(?!\d))
      | (?P<guid>[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})
      | (?P<number>-?\d+(?:\.\d+)?)
      | (?P<name>[A-Za-z_@$][\w.@]*)
      | (?P<mark>[(),:/])
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int


def parse(text: str, kind: EntityType) -> tuple[Predicate, list[str]]:
    """Return the predicate of a `$filter` and the paths it names in their order; Refusal 400 when it is wrong."""
    parser = _Parser(text, kind)
    node = parser.whole()
    return (lambda entity: truth(node({"": entity}))), parser.paths


class _Parser:
    """One expression; every method reads from where the last one stopped."""

    def __init__(self, text: str, kind: EntityType) -> None:
        self._text, self._kind = text, kind
        self._tokens = _tokens(text)
        self._next = 0
        self._depth = 0
        self._variables: list[str] = []
        #: Per open lambda over extended properties: whether ep/id and ep/value were named.
        self._named: list[set[str]] = []
        self.paths: list[str] = []

    def whole(self) -> Node:
        node = self._either()
        if self._peek().kind != "end":
            self._wrong()
        return node

    def _either(self) -> Node:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise errors.bad_option(f"Invalid filter clause: The recursion limit of '{_DEEPEST}' has been reached.")
        nodes = [self._both()]
        while self._word("or"):
            nodes.append(self._both())
        self._depth -= 1
        return nodes[0] if len(nodes) == 1 else lambda scope: any(truth(node(scope)) for node in nodes)

    def _both(self) -> Node:
        nodes = [self._maybe_not()]
        while self._word("and"):
            nodes.append(self._maybe_not())
        return nodes[0] if len(nodes) == 1 else lambda scope: all(truth(node(scope)) for node in nodes)

    def _maybe_not(self) -> Node:
        turned = False
        while self._word("not"):
            turned = not turned
        node = self._comparison()
        return (lambda scope: not truth(node(scope))) if turned else node

    def _comparison(self) -> Node:
        if self._mark("("):
            node = self._either()
            self._expect(")")
            left = Operand(node)
        else:
            left = self._operand()
        if self._word("in"):
            return self._among(left)
        for word, compare in OPERATORS.items():
            if self._word(word):
                return compared(left, self._operand(), word, compare)
        return left.node

    def _among(self, left: Operand) -> Node:
        self._expect("(")
        tests = [compared(left, self._operand(), "eq", operator.eq)]
        while self._mark(","):
            tests.append(compared(left, self._operand(), "eq", operator.eq))
        self._expect(")")
        return lambda scope: any(test(scope) for test in tests)

    def _operand(self) -> Operand:
        token = self._peek()
        if token.kind == "end":
            self._wrong()
        self._next += 1
        if token.kind in ("text", "guid"):
            return constant(token.text[1:-1].replace("''", "'") if token.kind == "text" else token.text)
        if token.kind == "number":
            return constant(float(token.text) if "." in token.text else int(token.text))
        if token.kind == "moment":
            return Operand(lambda scope: token.text, moment=True)
        if token.kind != "name":
            self._wrong(token)
        if token.text in ("true", "false", "null"):
            return constant({"true": True, "false": False, "null": None}[token.text])
        if self._peek().kind == "text":  # an enum: microsoft.graph.importance'high'
            return self._operand()
        if self._mark("("):
            return self._function(token)
        return self._path(token)

    def _function(self, token: _Token) -> Operand:
        name = token.text.lower()
        if name == "cast":
            inner = self._operand()
            self._expect(",")
            kind = self._peek().text
            self._next += 1
            self._expect(")")
            return Operand(cast(inner.node, kind))
        found = FUNCTIONS.get(name)
        if found is None:
            raise errors.bad_option(f"Invalid filter clause: An unknown function with name '{token.text}' was found.")
        arguments = [self._operand()]
        while self._mark(","):
            arguments.append(self._operand())
        self._expect(")")
        count, does = found
        if len(arguments) != count:
            raise errors.bad_option(
                f"Invalid filter clause: No function signature for the function with name '{token.text}' matches the "
                "specified arguments."
            )
        return Operand(lambda scope: does(*(lower(argument.node(scope)) for argument in arguments)))

    def _path(self, token: _Token) -> Operand:
        names = [token.text]
        variable = token.text if token.text in self._variables else ""
        while self._mark("/"):
            step = self._peek()
            if step.kind != "name":
                self._wrong(step)
            self._next += 1
            if step.text.lower() in ("any", "all") and self._peek().text == "(":
                return Operand(self._lambda("/".join(names), step.text.lower()))
            names.append(step.text)
        if variable:
            own = "/".join(names[1:])
            if self._named:
                self._named[-1].add(own.lower())
            extended = bool(self._named) and own.lower() == "id"
            return Operand(
                lambda scope: value_of(scope[variable], own) if own else scope[variable],
                last=own.lower(),
                extended_id=extended,
            )
        self._known(names[0])
        path = "/".join(names)
        self.paths.append(path)
        return Operand(
            lambda scope: value_of(scope[""], path),
            last=names[-1].lower(),
            offset=len(names) == 1 and names[0].lower().endswith("datetime"),
            extended_id=self._kind is PROPERTY and path.lower() == "id",
        )

    def _lambda(self, path: str, quantifier: str) -> Node:
        self._known(path.partition("/")[0])
        self.paths.append(path)
        self._expect("(")
        variable = self._peek().text
        self._next += 1
        self._expect(":")
        self._variables.append(variable)
        extended = path.lower() == _PROPERTIES.lower()
        if extended:
            self._named.append(set())
        node = self._either()
        if extended and not {"id", "value"} <= self._named.pop():
            unfit()
        self._variables.pop()
        self._expect(")")
        every = all if quantifier == "all" else any

        def test(scope: Mapping[str, Any]) -> bool:
            items = value_of(scope[""], path) or []
            return every(truth(node({**scope, variable: item})) for item in items)

        return test

    def _known(self, name: str) -> None:
        if self._kind.property(name) is None:
            raise errors.unknown_selected(name, self._kind.name)

    def _peek(self) -> _Token:
        return self._tokens[self._next]

    def _word(self, word: str) -> bool:
        if self._peek().kind == "name" and self._peek().text.lower() == word:
            self._next += 1
            return True
        return False

    def _mark(self, mark: str) -> bool:
        if self._peek().kind == "mark" and self._peek().text == mark:
            self._next += 1
            return True
        return False

    def _expect(self, mark: str) -> None:
        if not self._mark(mark):
            self._wrong()

    def _wrong(self, token: _Token | None = None) -> NoReturn:
        _syntax(self._text, (token or self._peek()).at)


def _tokens(text: str) -> list[_Token]:
    tokens, at = [], 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            _syntax(text, at)
        tokens.append(_Token(match.lastgroup, match[match.lastgroup], match.start(match.lastgroup)))
        at = match.end()
    return [*tokens, _Token("end", "", len(text))]


def _syntax(text: str, at: int) -> NoReturn:
    raise errors.bad_option(f"Invalid filter clause: Syntax error at position {at} in '{text}'.")
