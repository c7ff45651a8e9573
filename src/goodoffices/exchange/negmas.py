"""NegMAS: a scenario folder, the outcome space in one YAML or JSON file and a utility function for each side in others.

Additive utility over discrete issues, which NegMAS adds up as written.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from goodoffices.case import CaseFile
from goodoffices.errors import CaseError, FolderError, Problem, shorten
from goodoffices.exchange.additive import Additive, Profile, case_of, read_bytes, scenario_of
from goodoffices.settle.worths import sides

_MOST = 10_000
_ADDITIVE = ("LinearAdditiveUtilityFunction", "LinearUtilityAggregationFunction")

Issues = tuple[tuple[str, tuple[Any, ...]], ...]


def read_negmas(folder: str | Path) -> CaseFile:
    """Return the case of a NegMAS scenario folder.

    Parameters
    ----------
    folder : path
        Of the files in it, the one with `issues` is the outcome space, those with `type` are the sides in the order of
        their names; files whose name begins with `_` are passed over.

    Returns
    -------
    CaseFile
        Worth is that of the scenario on another scale, from at least 0 to 1, and the reservation with it.

    Raises
    ------
    CaseError
        If the folder holds something else, such as utility that is not additive.
    FolderError
        If it cannot be read.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise FolderError(f"{folder}: there is no such folder")
    kinds = (".yml", ".yaml", ".json")
    files = sorted(f for f in folder.iterdir() if f.suffix in kinds and not f.name.startswith("_"))
    found = {file: _data(file) for file in files}
    spaces = [file for file, data in found.items() if "issues" in data]
    if len(spaces) != 1 or len(found) < 3:
        wording = f"{len(spaces)} outcome spaces and {len(found) - len(spaces)} sides; expected one, and two or more"
        raise _mistake(folder, f"found {wording}")
    issues = tuple(_issue(spaces[0], entry) for entry in _list(spaces[0], found[spaces[0]], "issues"))
    profiles = [_profile(file, data, issues) for file, data in found.items() if file not in spaces]
    named = tuple((name, tuple(map(str, values))) for name, values in issues)
    return case_of(Additive(str(found[spaces[0]].get("name") or folder.name), named, tuple(profiles)), "as_written")


def write_negmas(case: CaseFile) -> dict[str, str]:
    """Return a case as the files of a NegMAS scenario folder, by name.

    Raises
    ------
    CaseError
        If the case has what a scenario cannot hold: rules, positions of sides, sides without worth.
    """
    scenario = scenario_of(case)
    issues = [{"name": name, "type": "CategoricalIssue", "values": list(values)} for name, values in scenario.issues]
    space = {"type": "DiscreteCartesianOutcomeSpace", "name": scenario.name, "issues": issues}
    files = {"domain.yml": _text(space)}
    for side, profile in zip(sides(case), scenario.profiles, strict=True):
        tables = [{"type": "TableFun", "mapping": dict(table)} for table in profile.evaluations]
        function = {
            "type": _ADDITIVE[0],
            "name": profile.name,
            "reserved_value": profile.reservation,
            "values": tables,
            "weights": list(profile.weights),
        }
        files[f"side_{side.id}.yml"] = _text(function)
    return files


def _text(data: Mapping[str, Any]) -> str:
    """Return data as YAML that is JSON too: with all text in quotes, `no` stays a word to readers of any version."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _data(file: Path) -> dict[str, Any]:
    try:
        data = YAML(typ="safe", pure=True).load(read_bytes(file).decode("utf-8-sig"))
    except (YAMLError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise _mistake(file, f"no YAML: {shorten(error, 200)}") from None
    if not isinstance(data, dict):
        raise _mistake(file, "expected a mapping (key: value)")
    return data


def _list(file: Path, data: Mapping[str, Any], key: str) -> list[Any]:
    found = data.get(key)
    if not isinstance(found, list) or not found:
        raise _mistake(file, f"{key}: found {shorten(found)}; expected a list")
    return found


def _issue(file: Path, entry: Any) -> tuple[str, tuple[Any, ...]]:
    if not isinstance(entry, dict) or "name" not in entry:
        raise _mistake(file, f"found {shorten(entry)}; expected an issue with name and values")
    name, values = str(entry["name"]), entry.get("values")
    match values:
        case [int(low), int(high)] if entry.get("type") == "ContiguousIssue" and 0 < high - low < _MOST:
            return name, tuple(range(low, high + 1))
        case [_, _, *_] if entry.get("type") != "ContinuousIssue" and len(set(map(str, values))) == len(values):
            return name, tuple(values)
    raise _mistake(file, f"issue {shorten(name)}: found {shorten(values)}; expected two or more different values")


def _profile(file: Path, data: Mapping[str, Any], issues: Issues) -> Profile:
    kind = str(data.get("type")).rpartition(".")[2]
    if kind not in _ADDITIVE:
        raise _mistake(file, f"found utility of type {shorten(kind)}; only {_ADDITIVE[0]} is read")
    values = _list(file, data, "values")
    weights = data.get("weights") or [1.0] * len(issues)
    if not len(values) == len(weights) == len(issues):
        raise _mistake(file, f"{len(values)} values and {len(weights)} weights for {len(issues)} issues; give one each")
    tables = [_table(file, function, issue) for function, issue in zip(values, issues, strict=True)]
    reserved = data.get("reserved_value")
    open_end = reserved is None or reserved == -math.inf
    bias = _number(file, data.get("bias") or 0)
    return Profile(
        str(data.get("name") or file.stem),
        tuple(_number(file, weight) for weight in weights),
        tuple(tables),
        None if open_end else _number(file, reserved) - bias,
    )


def _table(file: Path, function: Any, issue: tuple[str, tuple[Any, ...]]) -> dict[str, float]:
    """Return the evaluation of every value by a value function: a table, or a line over numbers."""
    name, values = issue
    kind = str(function.get("type")).rpartition(".")[2] if isinstance(function, dict) else ""
    if kind == "TableFun" and isinstance(function.get("mapping"), dict):
        mapping = {str(value): evaluation for value, evaluation in function["mapping"].items()}
        missing = [value for value in values if str(value) not in mapping]
        if missing:
            raise _mistake(file, f"issue {shorten(name)}: value {shorten(missing[0])} has no evaluation")
        return {str(value): _number(file, mapping[str(value)]) for value in values}
    if kind not in ("AffineFun", "LinearFun", "IdentityFun", "ConstFun"):
        raise _mistake(file, f"issue {shorten(name)}: found {shorten(kind)}; only tables and lines are read")
    slope = _number(file, {"IdentityFun": 1, "ConstFun": 0}.get(kind, function.get("slope", 1)))
    bias = _number(file, function.get("bias", 0))
    return {str(value): (slope * _number(file, value) if slope else 0.0) + bias for value in values}


def _number(file: Path, found: Any) -> float:
    if isinstance(found, bool) or not isinstance(found, (int, float)) or not abs(found) <= 1e9:
        raise _mistake(file, f"found {shorten(found)}; expected a number up to 1e9")
    return float(found)


def _mistake(file: Path, message: str) -> CaseError:
    return CaseError([Problem(file.name, 1, 1, "", message)])
