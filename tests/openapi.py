"""Microsoft's description of Graph as a judge of the sandbox: every request and answer of a test is held against it.

The description (an OpenAPI file) is kept outside the project, in ../shared/graph beside the checkout; where it is not
there, `openapi_judge` looks on and says nothing, and the tests marked `reference` are skipped (with CI=true: fail).

What the real service tolerates is put right before anything is held against a schema: enum values in any letter case,
booleans and numbers as texts, names of action parameters in any letter case. `@odata.…` members and headers are not
looked at. A request that was refused may be as wrong as it likes.
"""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import yaml
from openapi_schema_validator import OAS30Validator
from referencing import Registry
from referencing.jsonschema import DRAFT4

from followupd.sandbox.routing import Answer, Call
from followupd.sandbox.server import Sandbox

#: The folder of what Microsoft published, beside the checkout.
PUBLISHED = Path(__file__).parents[1].parent / "shared" / "graph"
DESCRIPTION = PUBLISHED / "openapi-subset.yaml"

#: What the sandbox serves and the description does not hold, because nobody had asked for it.
NOT_DESCRIBED = (
    r"GET /users",
    r"GET /users/[^/]+/directReports",
    r"POST /users/[^/]+/calendars",
    r"GET /users/[^/]+/messages/delta",  # refused by the real service too
    r"(GET|POST) /users/[^/]+/mailFolders/[^/]+/messages/[^/]+/.+",
    r"(GET|POST|DELETE) /users/[^/]+/messages/[^/]+/attachments(/.+)?",
    r"(GET|POST) /users/[^/]+/(calendar|calendars/[^/]+)/events/[^/]+/\w+",
    r"GET /users/[^/]+/mailboxSettings/\w+",
    r"POST /users/[^/]+/calendars/[^/]+/getSchedule",
)
#: Query options that the documentation has and the description has not.
KNOWN_OPTIONS = frozenset({"$count"})
#: Members that the wire has and the description has not, by the name of the type.
KNOWN_EXTRA = {
    "microsoft.graph.user": {"accountEnabled", "businessPhones", "department", "mailNickname", "mailboxSettings",
                             "manager", "mobilePhone", "officeLocation", "otherMails", "proxyAddresses", "userType"},
    "microsoft.graph.timeZoneBase": {"bias", "standardOffset", "daylightOffset"},
    "microsoft.graph.event": {"uid"},
}  # fmt: skip


@lru_cache(maxsize=1)
def read_description() -> dict[str, Any] | None:
    """Return the description; None when it is not there."""
    if not DESCRIPTION.exists():
        return None
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return dict(yaml.load(DESCRIPTION.read_text("utf-8"), Loader=loader))


def published(path: Path) -> Path:
    """Return a path of what Microsoft published; skips the test when it is not there, and fails it in CI."""
    if not path.exists():
        told = f"{path} is not beside this checkout: nothing to hold the sandbox against"
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(told)
        pytest.skip(told)
    return path


class OpenApiJudge:
    """Looks on at sandboxes and writes down what does not fit the description. Thread-safe."""

    def __init__(self, description: Mapping[str, Any] | None) -> None:
        """`description`: None looks on and says nothing."""
        self.description = description
        self.findings: list[str] = []
        #: Requests held against the description, and the operations among them.
        self.seen = 0
        self.operations: set[str] = set()
        self._lock = threading.Lock()
        self._registry: Registry[Any] = Registry()
        if description is not None:
            self._registry = Registry().with_resource("urn:graph", DRAFT4.create_resource(description))
            self._paths = [
                (
                    re.compile(
                        re.sub(r"\\?\{[^}]+\\?\}", "[^/]+", re.escape(path).replace(r"\{", "{").replace(r"\}", "}")),
                        re.I,
                    ),
                    path,
                )
                for path in description["paths"]
            ]

    def attach(self, sandbox: Sandbox) -> None:
        """Look on at everything this sandbox serves from now on."""
        if self.description is not None:
            sandbox.on_exchange.append(self.witness)

    def check(self) -> None:
        """Fail with all findings, each once."""
        assert not self.findings, "\n".join(dict.fromkeys(self.findings))

    def witness(self, call: Call, answer: Answer) -> None:
        """Hold one request and its answer against the description."""
        if answer.cut or answer.status == 501 or call.path.startswith("/me"):
            return
        found = self._operation(call.method, unquote(call.path))
        if found is None:
            if not any(re.fullmatch(known, f"{call.method} {unquote(call.path)}") for known in NOT_DESCRIBED):
                self._find(f"{call.method} {call.path} is not described")
            return
        path, operation = found
        where = f"{call.method} {path}"
        with self._lock:
            self.seen += 1
            self.operations.add(where)
        if answer.status < 400:
            self._request(where, operation, call)
        self._answer(where, operation, answer)

    def _operation(self, method: str, path: str) -> tuple[str, Mapping[str, Any]] | None:
        assert self.description is not None
        plain = re.sub(r"\('([^']*)'\)", r"/\1", path.replace("microsoft.graph.", "").replace("()", "")).rstrip("/")
        fits = [template for pattern, template in self._paths if pattern.fullmatch(plain)]
        fits.sort(key=lambda template: template.count("{"))
        for template in fits:
            operation = self.description["paths"][template].get(method.lower())
            if operation is not None:
                return template, operation
        return None

    def _request(self, where: str, operation: Mapping[str, Any], call: Call) -> None:
        known = {self._resolved(one)["name"].lower() for one in operation.get("parameters", [])}
        for name, _ in call.query:
            # One without the dollar sign is passed over by the real service, and the sandbox's own judge blames it.
            if name.startswith("$") and name.lower() not in known | KNOWN_OPTIONS:
                self._find(f"{where}: the query option {name} is not described")
        if not call.body or not call.headers.get("content-type", "").startswith("application/json"):
            return
        contents = operation.get("requestBody", {}).get("content", {})
        schema = contents.get("application/json", {}).get("schema")
        if schema is None:
            if json.loads(call.body):
                self._find(f"{where}: a body is not described")
            return
        self._value(f"{where}: request", json.loads(call.body), schema, loose=True)

    def _answer(self, where: str, operation: Mapping[str, Any], answer: Answer) -> None:
        responses = operation["responses"]
        response = responses.get(str(answer.status)) or (responses.get("default") if answer.status >= 400 else None)
        if response is None:
            self._find(f"{where}: the status {answer.status} is not described")
            return
        schema = self._resolved(response).get("content", {}).get("application/json", {}).get("schema")
        if schema is None:
            if answer.body is not None:
                self._find(f"{where}: {answer.status} comes without a body")
            return
        if answer.raw is None:
            self._value(f"{where}: {answer.status}", answer.body, schema, loose=False)

    def _value(self, where: str, value: Any, schema: Mapping[str, Any], *, loose: bool) -> None:
        value = self.normal(value, schema) if loose else value
        self._valid(where, value, schema)
        self._extra(where, value, schema, "")

    def _valid(self, where: str, value: Any, schema: Mapping[str, Any]) -> None:
        validator = OAS30Validator(self._absolute(schema), registry=self._registry)
        for error in validator.iter_errors(value):
            place = "/".join(str(part) for part in error.absolute_path)
            best = min(error.context or [error], key=lambda one: len(str(one.message)))
            self._find(f"{where}: at {place or 'top'}: {best.message[:200]}")

    def normal(self, value: Any, schema: Mapping[str, Any]) -> Any:
        """Return a value with the tolerances of the real service put right."""
        schema = self._whole(schema)
        if isinstance(value, dict):
            names = {name.lower(): name for name in schema["properties"]}
            return {
                names.get(key.lower(), key): self.normal(
                    item, schema["properties"].get(names.get(key.lower(), key), {})
                )
                for key, item in value.items()
            }
        if isinstance(value, list):
            return [self.normal(item, schema["items"]) for item in value]
        if isinstance(value, str):
            return _tolerated(value, schema)
        return value

    def _extra(self, where: str, value: Any, schema: Mapping[str, Any], place: str) -> None:
        """Find the members that no schema declares."""
        assert self.description is not None
        if isinstance(value, dict):
            typed = str(value.get("@odata.type", "")).removeprefix("#")
            if typed in self.description["components"]["schemas"]:
                schema = {"$ref": f"#/components/schemas/{typed}"}
                self._valid(where, value, schema)
            whole = self._whole(schema)
            if not whole["properties"]:
                return
            for name, item in value.items():
                if "@odata." in name or name.startswith("@"):
                    continue
                if name not in whole["properties"]:
                    if not whole["open"] and not any(name in KNOWN_EXTRA.get(one, ()) for one in whole["names"]):
                        self._find(f"{where}: {place}/{name} is not described")
                    continue
                self._extra(where, item, whole["properties"][name], f"{place}/{name}")
        elif isinstance(value, list):
            items = self._whole(schema)["items"]
            for item in value:
                self._extra(where, item, items, place)

    def _whole(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        """Return what a schema and all it is made of declare together."""
        whole: dict[str, Any] = {"properties": {}, "items": {}, "enum": [], "types": set(), "names": [], "open": False}
        todo: list[Mapping[str, Any]] = [schema]
        while todo:
            one = todo.pop()
            if "$ref" in one:
                whole["names"].append(str(one["$ref"]).rpartition("/")[2])
                todo.append(self._resolved(one))
                continue
            todo += [*one.get("allOf", []), *one.get("anyOf", []), *one.get("oneOf", [])]
            whole["properties"] |= one.get("properties", {})
            whole["items"] = one.get("items") or whole["items"]
            whole["enum"] += [item for item in one.get("enum", []) if item is not None]
            whole["types"].add(one.get("type"))
            whole["open"] |= bool(one.get("additionalProperties"))
        return whole

    def _resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        found: Any = schema
        while isinstance(found, dict) and "$ref" in found:
            reference = str(found["$ref"])
            found = self.description
            for part in reference.removeprefix("#/").split("/"):
                found = found[part.replace("~1", "/").replace("~0", "~")]
        return dict(found)

    def _absolute(self, schema: Any) -> Any:
        """Return a schema of an operation with its references made absolute."""
        if isinstance(schema, dict):
            return {key: f"urn:graph{item}" if key == "$ref" else self._absolute(item) for key, item in schema.items()}
        return [self._absolute(item) for item in schema] if isinstance(schema, list) else schema

    def _find(self, text: str) -> None:
        with self._lock:
            self.findings.append(text)


def _tolerated(value: str, schema: Mapping[str, Any]) -> Any:
    if schema["enum"]:
        return next((one for one in schema["enum"] if str(one).lower() == value.lower()), value)
    if "boolean" in schema["types"] and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if schema["types"] & {"integer", "number"} and re.fullmatch(r"-?\d+", value):
        return int(value)
    return value


@pytest.fixture
def openapi_judge() -> Iterator[OpenApiJudge]:
    """A judge: `openapi_judge.attach(sandbox)`. What it found fails the test in the end."""
    judge = OpenApiJudge(read_description())
    yield judge
    judge.check()
