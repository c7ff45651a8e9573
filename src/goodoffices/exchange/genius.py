"""Genius (Lin et al. 2014): a domain and a profile for each side, in XML; discrete issues.

Genius itself measures an evaluation by the best of its issue; other tools read the same files as written. Which is
meant has to be said. XML is read without a document type, so that a file can neither reach out nor grow.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from goodoffices.case import CaseFile
from goodoffices.errors import CaseError, ExchangeError, Problem, shorten
from goodoffices.exchange.additive import Additive, Profile, Scaling, case_of, read_bytes, scenario_of
from goodoffices.settle.worths import sides

Issues = tuple[tuple[str, tuple[str, ...]], ...]

_DEEPEST = 50


def read_genius(profiles: Sequence[str | Path], *, scaling: Scaling, title: str = "") -> CaseFile:
    """Return the case of Genius profiles, one file for each side.

    Parameters
    ----------
    profiles : sequence of path
        All of the same domain; the issues and the order of their values are those of the first. The file of the domain
        itself may be among them: it holds nothing that the profiles do not.
    scaling : {"by_maximum", "as_written"}
        How evaluations count: by the best of their issue, as Genius does, or as they are.
    title : str
        What the case is called; the name of the first file unless given.

    Raises
    ------
    CaseError
        If a file is no Genius profile of discrete issues, or is of another domain than the first.
    FolderError
        If a file cannot be read.
    ExchangeError
        If there are fewer than two profiles.
    """
    roots = {file: _parsed(file) for file in map(Path, profiles)}
    files = [file for file, root in roots.items() if root.tag != "negotiation_template"]
    if len(files) < 2:
        raise ExchangeError(f"{len(files)} profiles make no bargain; name one for each side")
    read = [_profile(file, roots[file]) for file in files]
    issues = read[0][0]
    for file, (others, _) in zip(files, read, strict=True):
        if {(name, frozenset(values)) for name, values in others} != {(n, frozenset(v)) for n, v in issues}:
            raise _mistake(file, f"its issues or values are not those of {files[0].name}")
    ordered = tuple(_in_order(issues, profile, others) for others, profile in read)
    return case_of(Additive(title or files[0].stem, issues, ordered), scaling)


def write_genius(case: CaseFile) -> dict[str, str]:
    """Return a case as Genius files, by name: the domain and a profile for each side.

    Both readings of the profiles agree: the best evaluation of every issue is 1.

    Raises
    ------
    CaseError
        If the case has what Genius cannot hold: rules, positions of sides, sides without worth.
    """
    scenario = scenario_of(case)
    none = [None] * len(scenario.issues)
    files = {"domain.xml": f"<negotiation_template>\n{_space(scenario, none)}</negotiation_template>\n"}
    for side, profile in zip(sides(case), scenario.profiles, strict=True):
        weights = "".join(f'<weight index="{n}" value="{w!r}"/>\n' for n, w in enumerate(profile.weights, start=1))
        rest = f'<discount_factor value="1.0"/>\n<reservation value="{profile.reservation!r}"/>\n'
        files[f"{side.id}.xml"] = _space(scenario, profile.evaluations, weights, rest)
    return files


def _space(
    scenario: Additive, evaluations: Sequence[Mapping[str, float] | None], weights: str = "", rest: str = ""
) -> str:
    issues = "".join(
        f'<issue index="{number}" etype="discrete" type="discrete" vtype="discrete" name={quoteattr(name)}>\n'
        f"{_items(values, table)}</issue>\n"
        for number, ((name, values), table) in enumerate(zip(scenario.issues, evaluations, strict=True), start=1)
    )
    objective = f'<objective index="0" etype="objective" type="objective" name={quoteattr(scenario.name)}>'
    body = f"{objective}\n{issues}{weights}</objective>\n{rest}"
    return f'<utility_space number_of_issues="{len(scenario.issues)}">\n{body}</utility_space>\n'


def _items(values: Sequence[str], table: Mapping[str, float] | None) -> str:
    lines = []
    for number, value in enumerate(values, start=1):
        evaluation = "" if table is None else f' evaluation="{table[value]!r}"'
        lines.append(f'<item index="{number}" value={quoteattr(value)}{evaluation}/>\n')
    return "".join(lines)


def _profile(file: Path, root: ET.Element) -> tuple[Issues, Profile]:
    issues, weights = [], {}
    for element in root.iter():
        if element.tag == "issue":
            issues.append((element, _table(file, element)))
        elif element.tag == "weight":
            weights[element.get("index")] = _number(file, element, "value")
    reservation = next((_number(file, element, "value") for element in root.iter("reservation")), None)
    names = [element.get("name", "") for element, _ in issues]
    if root.tag != "utility_space" or not issues or len(set(names)) < len(names):
        raise _mistake(file, "found no Genius profile; expected a utility_space with issues, each of its own name")
    missing = [name for (element, _), name in zip(issues, names, strict=True) if element.get("index") not in weights]
    if missing:
        raise _mistake(file, f"issue {shorten(missing[0])} has no weight; add it")
    evaluations = tuple(table for _, table in issues)
    shared = tuple((name, tuple(table)) for name, table in zip(names, evaluations, strict=True))
    return shared, Profile(
        file.stem, tuple(weights[element.get("index")] for element, _ in issues), evaluations, reservation
    )


def _table(file: Path, issue: ET.Element) -> dict[str, float]:
    name = shorten(issue.get("name", ""))
    kind = issue.get("vtype") or issue.get("type") or issue.get("etype")
    if kind != "discrete":
        raise _mistake(file, f"issue {name} is {kind or 'of no type'}; only discrete issues are read")
    table = {}
    for item in issue.iter("item"):
        value = item.get("value")
        if value is None or value in table:
            raise _mistake(file, f"issue {name}: every item needs a value of its own")
        table[value] = _number(file, item, "evaluation")
    if len(table) < 2:
        raise _mistake(file, f"issue {name} has {len(table)} values; an issue needs two or more")
    return table


def _number(file: Path, element: ET.Element, key: str) -> float:
    try:
        number = float(element.get(key, ""))
    except ValueError:
        number = math.nan
    if not abs(number) <= 1e9:
        raise _mistake(file, f"{element.tag} {key}: found {shorten(element.get(key))}; expected a number up to 1e9")
    return number


def _in_order(issues: Issues, profile: Profile, named: Issues) -> Profile:
    """Return a profile with its issues in the order of the first, and their values too."""
    place = {name: number for number, (name, _) in enumerate(named)}
    order = [place[name] for name, _ in issues]
    tables = tuple(
        {value: profile.evaluations[at][value] for value in values}
        for at, (_, values) in zip(order, issues, strict=True)
    )
    return Profile(profile.name, tuple(profile.weights[at] for at in order), tables, profile.reservation)


def _parsed(file: Path) -> ET.Element:
    """Return the root of an XML file that has no document type and does not nest without end."""
    builder, depth = ET.TreeBuilder(), 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise _mistake(file, f"it nests deeper than {_DEEPEST}; Genius files do not")
        builder.start(tag, attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(tag)

    def doctype(*_: object) -> None:
        raise _mistake(file, "it declares a document type, which is not read; take the DOCTYPE out")

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(read_bytes(file), True)
    except expat.ExpatError as error:
        problem = Problem(file.name, error.lineno, error.offset + 1, "", f"no XML: {expat.ErrorString(error.code)}")
        raise CaseError([problem]) from None
    return builder.close()


def _mistake(file: Path, message: str) -> CaseError:
    return CaseError([Problem(file.name, 1, 1, "", message)])
