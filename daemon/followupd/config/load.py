"""Read the configuration: a YAML file, the environment above it, secrets from files and systemd credentials.

All mistakes are told at once, each with its place, its key and what to do; no value of a secret is ever shown.
"""

from __future__ import annotations

import difflib
import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, SecretStr, ValidationError
from pydantic_core import ErrorDetails

from followupd.config.file import KeyPath, dotted, read_yaml
from followupd.config.schema import Auth, Config
from followupd.errors import ConfigError

PREFIX = "FOLLOWUPD_"
#: Not keys of the configuration: read by the command line.
OTHER_NAMES = frozenset({"FOLLOWUPD_CONFIG"})


def load(path: Path, environ: Mapping[str, str], *, login: bool = True) -> Config:
    """Return the configuration of this file and environment. Raises ConfigError with every problem found.

    `login` False: for who only reads the database. Secret, key and certificate are neither looked for nor missed.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: this is not a text file in UTF-8.") from None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}). Give the file with -c.") from None
    data, lines, problems = read_yaml(text)
    if not data and problems:
        raise ConfigError([f"{path}: {problem}" for problem in problems])
    if _has_secret(data) and _readable_by_others(path):
        problems.append(
            f"a secret stands in this file, and everybody may read it. Take it out (see `graph.client_secret` in the "
            f"example), or close the file: chmod 640 {path}"
        )
    config, found = _checked(data, environ, folder=path.parent, lines=lines, login=login)
    problems += found
    if problems or config is None:
        raise ConfigError([f"{path}: {problem}" for problem in problems])
    return config


def load_data(data: dict[str, Any], environ: Mapping[str, str], *, folder: Path) -> Config:
    """Return the configuration of this data, as the demonstration makes it. Raises ConfigError."""
    config, problems = _checked(data, environ, folder=folder, lines={})
    if problems or config is None:
        raise ConfigError(problems)
    return config


def _checked(
    data: dict[str, Any], environ: Mapping[str, str], *, folder: Path, lines: Mapping[KeyPath, int], login: bool = True
) -> tuple[Config | None, list[str]]:
    merged = _with_environment(data, environ)
    problems = [*_misspelt_names(environ), *(_bring_secrets(merged, environ, folder) if login else ())]
    config = None
    try:
        config = Config.model_validate(merged, context={"folder": folder})
    except ValidationError as error:
        problems += [_sentence(detail, merged, lines) for detail in error.errors()]
    problems += [f"{_line(key, lines)}{dotted(key)}: {words}" for key, words in _contradictions(merged, login=login)]
    if config is not None:
        problems += [f"{_line(key, lines)}{dotted(key)}: {words}" for key, words in _missing_files(config, login=login)]
    return config, problems


# ------------------------------------------------------------------------------------ environment and secrets


def environment_names() -> dict[str, KeyPath]:
    """Which environment variable sets which key: FOLLOWUPD_GRAPH_TENANT sets graph.tenant. Lists of records: none."""
    names: dict[str, KeyPath] = {}
    for path, model in _models():
        for key in model.model_fields:
            if key not in ("graph", "people", "situations"):
                names[PREFIX + "_".join((*map(str, path), key)).upper()] = (*path, key)
    return names


def _models() -> Iterator[tuple[KeyPath, type[BaseModel]]]:
    yield (), Config
    for key, field in Config.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield (key,), field.annotation


def _with_environment(data: dict[str, Any], environ: Mapping[str, str]) -> dict[str, Any]:
    merged = {**data, "graph": dict(data["graph"]) if isinstance(data.get("graph"), dict) else data.get("graph", {})}
    if merged["graph"] is None:
        merged["graph"] = {}
    for name, path in environment_names().items():
        if name in environ:
            target = merged["graph"] if path[0] == "graph" else merged
            if isinstance(target, dict):
                target[str(path[-1])] = environ[name]
    return merged


def _misspelt_names(environ: Mapping[str, str]) -> Iterator[str]:
    known = environment_names()
    for name in environ:
        if name.startswith(PREFIX) and name not in known and name not in OTHER_NAMES:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.85)
            if near:
                yield f"the environment variable {name} sets nothing: did you mean {near[0]}?"


def _bring_secrets(merged: dict[str, Any], environ: Mapping[str, str], folder: Path) -> Iterator[str]:
    """Put the secret and the key where they are given outside of the file: systemd's credentials, then a file."""
    graph = merged["graph"]
    if not isinstance(graph, dict):
        return
    credentials = environ.get("CREDENTIALS_DIRECTORY")
    if credentials:
        secret, key = Path(credentials) / "client_secret", Path(credentials) / "client_key"
        if secret.exists() and not graph.get("client_secret"):
            graph["client_secret"], problem = _read_secret(secret)
            yield from [f"the systemd credential client_secret: {problem}"] if problem else []
        if key.exists() and not graph.get("key_file"):
            graph["key_file"] = str(key)
    named = graph.get("client_secret_file")
    if named and isinstance(named, str) and not graph.get("client_secret"):
        file = folder / Path(named).expanduser()
        graph["client_secret"], problem = _read_secret(file)
        if not problem and _readable_by_others(file):
            problem = f"everybody may read {file}. Close it: chmod 640 {file}"
        yield from [f"graph.client_secret_file: {problem}"] if problem else []


def _read_secret(file: Path) -> tuple[str | None, str]:
    """The secret in a file, and what is wrong with the file."""
    try:
        secret = file.read_text(encoding="utf-8").strip()
    except UnicodeDecodeError:
        return None, f"{file} is not text."
    except OSError as error:
        return None, f"{file} cannot be read ({error.strerror})."
    return (secret, "") if secret else (None, f"{file} is empty.")


def _has_secret(data: Mapping[str, Any]) -> bool:
    graph = data.get("graph")
    database = data.get("database")
    password = isinstance(database, str) and re.match(r"\w[\w+.-]*://[^/@]*:[^/@]+@", database)
    return bool(password) or (isinstance(graph, dict) and bool(graph.get("client_secret")))


def _readable_by_others(file: Path) -> bool:
    return bool(file.stat().st_mode & stat.S_IROTH)


# ------------------------------------------------------------------------------------------------ problems


def _contradictions(merged: Mapping[str, Any], *, login: bool) -> Iterator[tuple[KeyPath, str]]:
    """What is wrong between keys. Looks at the data as told, so that it is said beside mistakes within keys."""
    graph = merged["graph"] if isinstance(merged["graph"], dict) else {}
    if merged.get("mode") == "pilot" and not merged.get("pilot"):
        yield ("pilot",), "in pilot mode, list the addresses of the people who take part."
    if not login or graph.get("auth") == Auth.DELEGATED:
        return
    certificate, key = graph.get("certificate_file"), graph.get("key_file")
    if key and not certificate:
        yield ("graph", "certificate_file"), "a key needs its certificate: give the PEM file."
    if certificate and (graph.get("client_secret") or graph.get("client_secret_file")):
        yield ("graph", "certificate_file"), "give a secret or a certificate, one of them."
    if not certificate and not key and not graph.get("client_secret") and not graph.get("client_secret_file"):
        yield (
            ("graph", "client_secret"),
            "a secret is missing. Give the systemd credential client_secret, the environment variable "
            "FOLLOWUPD_GRAPH_CLIENT_SECRET, graph.client_secret_file, or graph.certificate_file with graph.key_file.",
        )


def _missing_files(config: Config, *, login: bool) -> Iterator[tuple[KeyPath, str]]:
    for name in ("certificate_file", "key_file", "ca_file") if login else ():
        file: Path | None = getattr(config.graph, name)
        if file is not None and not file.is_file():
            yield ("graph", name), f"there is no file {file}."
    if config.templates is not None and not config.templates.is_dir():
        yield ("templates",), f"there is no folder {config.templates}."
    if config.operator is not None and config.operator.rpartition("@")[2] not in config.inside:
        yield ("operator",), "write an address inside the organisation (see `domains`): nobody outside gets a mail."
    if config.operator is not None and config.operator in (config.mailbox, *config.aliases):
        yield ("operator",), "write a person's address: nobody reads what the dedicated mailbox writes to itself."


def _sentence(detail: ErrorDetails, merged: Mapping[str, Any], lines: Mapping[KeyPath, int]) -> str:
    """One problem of pydantic as a sentence of ours: where, which key, what to do."""
    path = tuple(part for part in detail["loc"] if part != "function-before")
    where = f"{_line(path, lines)}{dotted(path)}: "
    match detail["type"]:
        case "extra_forbidden":
            known = _known_keys(path[:-1])
            near = difflib.get_close_matches(str(path[-1]), known, n=1, cutoff=0.5)
            elsewhere = f"graph.{path[-1]}" if len(path) == 1 and path[0] in _known_keys(("graph",)) else ""
            hint = elsewhere or (dotted((*path[:-1], near[0])) if near else "")
            return where + ("there is no such key" + (f": did you mean `{hint}`?" if hint else "."))
        case "missing":
            return where + f"is missing. {_description(path)}"
        case "enum":
            return where + f"write {detail.get('ctx', {}).get('expected', '')}{_instead_of(detail)}.".replace("'", "")
        case "bool_parsing" | "bool_type":
            return where + f"write true or false{_instead_of(detail)}."
        case "value_error":
            return where + f"{detail.get('ctx', {}).get('error', detail['msg'])}{_instead_of(detail)}."
        case "model_type" | "model_attributes_type":
            return where + f"write keys and values below it{_instead_of(detail)}."
        case "list_type":
            return where + f"write a list{_instead_of(detail)}."
        case "string_type" | "invalid_key":
            return where + f"write words, in quotes where they look like a number{_instead_of(detail)}."
        case _:
            words = detail["msg"].removeprefix("Input ").replace("should be", "it has to be")
            return where + f"{words}{_instead_of(detail)}."


def _instead_of(detail: ErrorDetails) -> str:
    """The value as told, where it is short and surely no secret."""
    value = detail.get("input")
    secret = bool({"client_secret", "database"} & set(map(str, detail["loc"])))
    shown = isinstance(value, (str, int, float)) and not secret and len(str(value)) <= 80
    return f" (it says “{value}”)" if shown else ""


def _line(path: KeyPath, lines: Mapping[KeyPath, int]) -> str:
    for end in range(len(path), 0, -1):
        if path[:end] in lines:
            return f"line {lines[path[:end]]}: "
    return ""


def _model_at(path: KeyPath) -> type[BaseModel] | None:
    model: type[BaseModel] = Config
    for part in path:
        if isinstance(part, int):
            continue
        field = model.model_fields.get(part)
        if field is None:
            return None
        inner = [field.annotation, *get_args(field.annotation)]
        models = [each for each in inner if isinstance(each, type) and issubclass(each, BaseModel)]
        if not models:
            return None
        model = models[0]
    return model


def _known_keys(path: KeyPath) -> list[str]:
    model = _model_at(path)
    return list(model.model_fields) if model else []


def _description(path: KeyPath) -> str:
    model = _model_at(path[:-1])
    field = model.model_fields.get(str(path[-1])) if model else None
    return (field.description if field else None) or ""


def secret_of(secret: SecretStr | None) -> str:
    """The secret in clear, for the login alone; nothing when there is none."""
    return secret.get_secret_value() if secret else ""
