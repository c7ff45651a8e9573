"""Every mistake in a case folder gets its own message, with a place and a remedy; all of a folder come at once."""

import functools
import hashlib
import re
import socket
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from goodoffices.case import load
from goodoffices.errors import CaseError, FolderError, Problem

CASE = """\
goodoffices: 1
title: A ford
as_of: 2031-03-03
goal: a_comes and b_comes
hoped_date: [s2]
parties:
  a:
    name: Aland
    aliases: [the Alanders]
    role: side
    refuses:
      - {id: no-toll, that: toll = high, cost: 3, confidence: 0.9, because: [s1]}
    requires:
      - {id: first, step: a_comes, only_if: b_comes, since: 2031-01-01, until: 2031-12-31}
    wants: [toll = none, not guard]
    worth: {toll: {none: 5, low: 3, high: 0}}
    weights: {toll: 1}
    reservation: 1
  b:
    wants:
      - {that: guard, weight: 2}
      - {that: a_comes, weight: 1, withdrawn: false}
  c: {role: sponsor}
issues:
  a_comes: {by: a}
  b_comes: {by: b}
  toll: {by: [a, b], values: [none, low, high], now: low, cost: {none: 2}}
  guard: {by: c}
impossible:
  - {id: r1, that: guard and toll = none}
one_way: [guard]
alike: [not a_comes and not b_comes]
leverage:
  - {id: l1, by: c, on: no-toll, cost: 1, if: not guard, because: [s1]}
transition:
  consent_of: [a, b]
  offices: [{id: chair}, {id: bench, seats: 2}]
  candidates: candidates.csv
  vetoes: {a: [c3], b: [{that: town = A, cost: 2}]}
  rules:
    - {at_least: 1, of: {town: B}, in: bench}
    - {apart: [chair, bench], by: town}
  order: {a: [c1, c2], b: [c2]}
"""

TABLE = """\
id,name,nominated_by,offices,means,town
c1,Una,a,,,A
c2,Ole,b,chair;bench,,B
c3,Pia,,bench,guard,B
"""

REPORT = "Aland will refuse a high toll. The ford opens on 3 May.\nShare this.\n"

STATEMENTS = f"""\
reports:
  - id: post
    file: post.txt
    title: The ford
    genre: news
    sha256: {hashlib.sha256(REPORT.encode()).hexdigest()}
    regions: [{{start: 0, end: 56, role: body}}, {{start: 56, end: 68, role: page tools}}]
statements:
  - id: s1
    report: post
    kind: position
    spans: [{{start: 0, end: 29}}]
    words: Aland will refuse a high toll
    holder: {{text: Aland, party: a, candidates: [a, b]}}
    status: confirmed
  - {{id: s2, report: post, kind: date, spans: [{{start: 49, end: 54}}], date: 2031-05-03, status: confirmed}}
  - {{id: s3, report: post, kind: figure, spans: [{{start: 31, end: 54}}], low: 1, high: 2, status: rejected}}
links:
  - {{id: dispute, kind: contradiction, members: [s1, s2]}}
"""

RANKED = """\
goodoffices: 1
title: Two gates
parties:
  b: {role: backer}
  a: {ranking: [YN, [NN, {east: no, west: yes}], YY]}
issues:
  east: {by: a}
  west: {by: a}
"""

FILES = {"case.yaml": CASE, "statements.yaml": STATEMENTS, "candidates.csv": TABLE, "post.txt": REPORT}


@dataclass(frozen=True)
class Mistake:
    """What is wrong, the files that are not as above (`‸` marks where the problem is to be shown), and what is said."""

    name: str
    files: dict[str, str | bytes]
    words: tuple[str, ...]

    def __str__(self):
        return self.name


def wrong(name: str, files: dict[str, str | bytes], *words: str) -> Mistake:
    return Mistake(name, files, words)


def instead(old: str, new: str, *, file: str = "case.yaml", text: str | None = None) -> dict[str, str | bytes]:
    """Return the file with a stretch of text replaced where it stands first."""
    whole = text or FILES[file]
    assert old in whole, old
    return {file: whole.replace(old, new, 1)}


def said(old: str, new: str) -> dict[str, str | bytes]:
    return instead(old, new, file="statements.yaml")


def listed(old: str, new: str) -> dict[str, str | bytes]:
    return instead(old, new, file="candidates.csv")


def ranked(old: str, new: str) -> dict[str, str | bytes]:
    return instead(old, new, text=RANKED)


def whole(text: str | bytes) -> dict[str, str | bytes]:
    return {"case.yaml": text}


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join(['*' + old] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)

MISTAKES = [
    # The file as such
    wrong("an empty file", whole(""), "the file is empty", "goodoffices, title, parties, issues"),
    wrong("a binary file", whole(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "binary", "text file in UTF-8"),
    wrong("UTF-16 with a mark", whole(CASE.encode("utf-16")), "UTF-16", "save it as UTF-8"),
    wrong("Latin-1", whole(CASE.replace("Aland", "Åland").encode("latin-1")), "0xc5 is not UTF-8", "save the file as"),
    wrong("fifty megabytes", whole(b"#" * 50_000_000), "more than 5,000,000 bytes", "right file"),
    wrong("too many values", whole("[" + "a," * 200_001 + "]"), "more than 200,000 values", "split it"),
    wrong("deep nesting", whole("[" * 41 + "‸" + "[]" + "]" * 41), "nests deeper than 40", "check it"),
    wrong("a YAML bomb", whole(BOMB), "with its aliases written out, the file holds more than 200,000 values"),
    wrong("an alias inside itself", instead("[toll = none, not guard]", "&x [toll = none, ‸*x]"), "'*x' names no '&x'"),
    wrong("an alias of nothing", instead("role: sponsor", "role: ‸*whose"), "'*whose' names no", "write the value out"),
    wrong("a second document", whole(CASE + "‸---\ntitle: Another\n"), "second document", "remove the '---'"),
    wrong("a tab", instead("  b:\n    wants:", "  b:\n‸\twants:"), "not readable as YAML", "spaces, not tabs"),
    wrong("a bell", instead("A ford", "A ‸\x07ford"), "control character (U+0007)", "remove it"),
    wrong("an escaped bell", instead("A ford", '‸"A \\aford"'), "unprintable character (U+0007)", "remove its escape"),
    wrong("half a character", instead("Aland", '‸"\\ud800"'), "U+D800", "remove its escape"),
    wrong("an impossible character", instead("    name: Aland", '    name‸: "\\UFFFFFFFF"'), "names no character",
          "check what follows"),
    wrong("an unknown escape", instead("Aland", '"A\\‸q"'), "unknown escape", "single quotes"),
    wrong("a quotation mark left open", instead("title: A ford", 'title: ‸"A ford'), "close the quotation mark"),
    wrong("a bracket left open", instead("[toll = none, not guard]", "[toll = none, not guard"), "close the bracket"),
    wrong("a colon in bare text", instead("A ford", "A ford‸: the talks"), "put text that holds ': ' in quotes"),
    wrong("a reserved letter", instead("A ford", "‸@ford"), "cannot start any token", "put the text in quotes"),
    wrong("lines that do not line up", instead("    role: side", "   ‸role: side"), "indented like its neighbours"),
    wrong("a tag", instead("A ford", "‸!!binary A ford"), "tag", "is not used here; remove it"),
    wrong("a list as a key", instead("title: A ford", "‸[a, b]: A ford"), "a key must be text", "write it out"),
    wrong("a key twice", instead("title: A ford", "title: A ford\n‸title: B"),
          "stands twice, first at 2:1", "keep one"),
    wrong("YAML of another version", whole("%YAML 1.3\n---\n" + CASE), "another version", "remove it"),
    # The form
    wrong("a list for a case", whole("‸- goodoffices: 1\n"), "found a list of 1", "expected a mapping"),
    wrong("text for a case", whole("‸Aland and Bland"), "found 'Aland and Bland'", "expected a mapping"),
    wrong("no title", instead("title: A ford\n", ""), "'title' is missing; add it"),
    wrong("an unknown version", instead("goodoffices: 1", "goodoffices: ‸2"), "version '2'", "reads version 1"),
    wrong("an unknown key", instead("as_of:", "‸as_off:"), "unknown key 'as_off'", "did you mean 'as_of'?"),
    wrong("an unknown key of a party", instead("role: sponsor", "‸roll: sponsor"), "did you mean 'role'?"),
    wrong("a party that is nothing", instead("c: {role: sponsor}", "‸c:"), "found nothing", "expected a mapping"),
    wrong("a party that is text", instead("{role: sponsor}", "‸mediator"),
          "found 'mediator'", "a mapping (key: value)"),
    wrong("no issues", whole("goodoffices: 1\ntitle: x\nparties: {a: {}, b: {}}\nissues: ‸{}\n"),
          "there are no issues; add at least one"),
    wrong("a title that is a list", instead("A ford", "‸[A, ford]"), "found a list of 2", "expected text"),
    wrong("a title that is nothing", instead("title: A ford", "‸title:"), "found nothing", "expected text"),
    wrong("positions that are a mapping", instead("[toll = none, not guard]", "‸{first: toll = none}"),
          "'first'", "list"),
    wrong("grounds that are text", instead("0.9, because: [s1]", "0.9, because: ‸s1"), "write it in brackets: [s1]"),
    wrong("a want that is a list", instead("[toll = none, not guard]", "[‸[guard]]"), "an expression, or {that: …}"),
    wrong("an unknown role", instead("role: side", "role: ‸sides"), "'side', 'sponsor', 'backer' or 'observer'",
          "did you mean 'side'?"),
    wrong("a requirement without step", instead("step: a_comes, ", "").copy(), "'step' is missing; add it"),
    wrong("a day that is none", instead("as_of: 2031-03-03", "as_of: ‸2031-02-30"), "2031-02-30", "YYYY-MM-DD"),
    wrong("a day in words", instead("since: 2031-01-01", "since: ‸January"), "'January'", "YYYY-MM-DD"),
    wrong("since after until", instead("since: 2031-01-01", "since: ‸2032-01-01"), "after until 2031-12-31", "swap"),
    # Numbers
    wrong("a negative cost", instead("cost: 3", "cost: ‸-3"), "found '-3'", "not negative"),
    wrong("a cost in words", instead("cost: 3", "cost: ‸three"), "found 'three'", "a number"),
    wrong("no number", instead("cost: 3", "cost: ‸.nan"), "'.nan'", "between -1e9 and 1e9"),
    wrong("an endless cost", instead("cost: 3", "cost: ‸.inf"), "'.inf'", "between -1e9 and 1e9"),
    wrong("a cost too large", instead("cost: 3", "cost: ‸1e400"), "'1e400'", "between -1e9 and 1e9"),
    wrong("four decimals", instead("cost: 3", "cost: ‸0.0001"), "'0.0001'", "at most 3 decimals"),
    wrong("true for a cost", instead("cost: 3", "cost: ‸true"), "'true'", "a number"),
    wrong("an interval upside down", instead("cost: 3", "cost: ‸{low: 4, high: 2}"), "low ≤ high"),
    wrong("an interval with one end", instead("cost: 3", "cost: ‸{low: 4}"), "{low: …, high: …}"),
    wrong("a confidence above one", instead("confidence: 0.9", "confidence: ‸9"), "'9'", "from 0 to 1"),
    wrong("a maybe", instead("withdrawn: false", "withdrawn: ‸maybe"), "'maybe'", "true or false"),
    wrong("a reservation in words", instead("reservation: 1", "reservation: ‸little"), "'little'", "'now'"),
    wrong("chances that do not add up", instead("reservation: 1", "reservation: ‸[{state: {guard: yes}, chance: 0.4}]"),
          "add up to 0.4", "mend them"),
    wrong("a chance of an unknown state", instead("reservation: 1", "reservation: [{state: {‸gard: yes}, chance: 1}]"),
          "unknown issue 'gard'", "did you mean 'guard'?"),
    wrong("a negative weight of an issue", instead("weights: {toll: 1}", "weights: {toll: ‸-1}"), "not negative"),
    wrong("weights that are nothing", instead("weights: {toll: 1}", "weights: ‸{toll: 0}"), "add up to 0", "more"),
    wrong("a weight without worth", instead("weights: {toll: 1}", "weights: {toll: 1, ‸guard: 1}"),
          "add it under worth"),
    wrong("worth without a weight", instead("high: 0}}", "high: 0}, guard: {no: 0, yes: 1}}").copy() | {}, "no weight"),
    wrong("worth of nothing", instead("{none: 5, low: 3, high: 0}", "‸{none: 0, low: 0, high: -1}"),
          "cannot be weighed"),
    wrong("worth of some values", instead("low: 3, high: 0", "high: 0"), "'low' without worth", "leave the issue out"),
    wrong("worth of an unknown value", instead("low: 3, high: 0", "low: 3, high: 0, ‸huge: 1"), "unknown value 'huge'"),
    # Names and conditions
    wrong("an issue called and", instead("  guard: {by: c}", "  guard: {by: c}\n  ‸and: {by: c}"), "'and' cannot name"),
    wrong("a party with a blank", instead("  c: {role: sponsor}", "  c: {role: sponsor}\n  ‸the un: {}"), "a party"),
    wrong("an unknown issue", instead("goal: a_comes and b_comes", "goal: a_comes and ‸b_come"), "issues are 'a_comes'",
          "did you mean 'b_comes'?"),
    wrong("an unknown value", instead("that: toll = high", "that: toll = ‸hihg"), "values are 'none', 'low', 'high'",
          "did you mean 'high'?"),
    wrong("an issue that is no yes or no", instead("only_if: b_comes", "only_if: ‸toll"), "write toll = value"),
    wrong("a condition cut short", instead("if: not guard", "if: not guard and‸"), "ends too early", "a name"),
    wrong("an empty condition", instead("[not a_comes and not b_comes]", "[‸'']"), "the expression is empty"),
    wrong("a value of several words", instead("[toll = none, not guard]", "[toll = very ‸high]"), "needs quotes"),
    wrong("a word too many", instead("[toll = none, not guard]", "[not guard ‸toll]"), "unexpected 'toll'", "'and'"),
    wrong("a bracket too few", instead("goal: a_comes and b_comes", "goal: (a_comes and b_comes‸"), "')' is expected"),
    wrong("a quote left open in a condition", instead("that: toll = high", "that: toll = ‸'high"),
          "close the quotation"),
    wrong("a sign that is none", instead("goal: a_comes and b_comes", "goal: a_comes ‸& b_comes"),
          "cannot read '& b_comes'"),
    wrong("a condition too deep", instead("a_comes and b_comes", "‸" + "not " * 120 + "guard"),
          "deeper than 100", "split"),
    wrong("a condition too long", instead("a_comes and b_comes", "‸" + "guard or " * 3000 + "guard"), "at most 20000"),
    wrong("a folded condition", instead("goal: a_comes and b_comes", "goal: ‸>\n  a_comes and\n  b_come"),
          "column 13 of 'a_comes and b_come'", "unknown issue"),
    wrong("an unknown decider", instead("guard: {by: c}", "guard: {by: ‸d}"), "unknown party 'd'", "parties are 'a'"),
    wrong("no decider", instead("guard: {by: c}", "guard: {by: ‸[]}"), "nobody decides", "name a party"),
    wrong("a decider twice", instead("by: [a, b]", "by: [a, ‸a]"), "named twice; once is enough"),
    wrong("one value only", instead("guard: {by: c}", "guard: {by: c, values: ‸[no]}"), "two or more values"),
    wrong("a value twice", instead("[none, low, high]", "[none, low, high, ‸low]"), "value 'low' stands twice"),
    wrong("an unknown now", instead("now: low", "now: ‸lower"), "unknown value 'lower'", "did you mean 'low'?"),
    wrong("a cost of an unknown value", instead("cost: {none: 2}", "cost: {‸nothing: 2}"), "unknown value 'nothing'"),
    wrong("an unknown one-way issue", instead("one_way: [guard]", "one_way: [‸gate]"), "unknown issue 'gate'"),
    wrong("a direction with a value missing", instead("one_way: [guard]", "one_way: {toll: ‸[none, low]}"),
          "each of its values once"),
    wrong("a one-way issue twice", instead("one_way: [guard]", "one_way: [guard, ‸guard]"),
          "issue 'guard' is named twice"),
    wrong("a one-way that is a list", instead("one_way: [guard]", "one_way: [‸[guard]]"), "an issue, or {issue:"),
    wrong("an id twice", instead("id: r1", "id: ‸no-toll"), "already taken by parties.a.refuses[0]", "choose another"),
    wrong("an id with a blank", instead("id: r1", "id: ‸rule one"), "cannot be an id", "use letters, digits"),
    wrong("an id that is kept", instead("id: r1", "id: ‸a.wants.7"), "kept for entries without an id"),
    wrong("wants and a ranking", instead("    wants: [toll", "    ranking: ‸[]\n    wants: [toll"),
          "either wants or a ranking"),
    wrong("a weight on some wants", instead("{that: a_comes, weight: 1,", "‸{that: a_comes,"),
          "give all a weight, or none"),
    wrong("leverage by nobody known", instead("by: c, on", "by: ‸un, on"), "unknown party 'un'", "parties are"),
    wrong("leverage on nothing known", instead("on: no-toll", "on: ‸no-tol"),
          "unknown position", "did you mean 'no-toll'?"),
    # Rankings
    wrong("letters too few", ranked("[YN,", "[‸Y,"), "1 letters for 2 issues", "in this order: east, west"),
    wrong("letters for other values", instead("    wants: [toll = none, not guard]", "    ranking: [‸YYYY]"),
          "'toll' is not; write a mapping"),
    wrong("letters that are none", ranked("[YN,", "[‸JN,"), "found 'JN'", "Y, N and -"),
    wrong("a state with an issue missing", ranked("{east: no, west: yes}", "‸{east: no}"), "add 'west'"),
    wrong("a state of unknown issues", ranked("{east: no, west: yes}", "{east: no, west: yes, ‸south: no}"), "'south'"),
    wrong("a state of unknown values", ranked("{east: no, west: yes}", "{east: ‸open, west: yes}"),
          "values are 'no', 'yes'"),
    # Statements and reports
    wrong("an unknown statement", instead("hoped_date: [s2]", "hoped_date: [‸s22]"),
          "statements are 's1'", "did you mean"),
    wrong("no statements at all", {**instead("if: not guard, because: [s1]", "if: not guard, because: [‸s9]",
          text=CASE.replace("hoped_date: [s2]\n", "").replace(", because: [s1]}\n    requires", "}\n    requires")),
          "statements.yaml": "reports: []\n"}, "unknown statement 's9'; there are no statements here"),
    wrong("a rejected statement", instead("hoped_date: [s2]", "hoped_date: [‸s3]"), "'s3' was rejected", "confirm it"),
    wrong("a statement twice", instead("hoped_date: [s2]", "hoped_date: [s2, ‸s2]"), "statement 's2' is named twice"),
    wrong("an empty statements file", {"statements.yaml": ""}, "empty", "reports, statements, links, questions"),
    wrong("a statements file that is broken", {"statements.yaml": "reports: ‸[a\n"}, "close the bracket"),
    wrong("a report that is not there", said("file: post.txt", "file: ‸psot.txt"),
          "no file 'psot.txt'", "mend the name"),
    wrong("a report outside the folder", said("file: post.txt", "file: ‸../post.txt"),
          "lies outside the case's folder"),
    wrong("a report by its full path", said("file: post.txt", "file: ‸/etc/hostname"), "outside", "into the folder"),
    wrong("a report with an impossible name", said("post.txt", f"‸{'x' * 300}"), "cannot be read", "check the name"),
    wrong("a report too large", {**said("file: post.txt", "file: ‸big.txt"), "big.txt": b"x" * 5_000_001},
          "more than 5,000,000 bytes", "take a smaller file"),
    wrong("a report in Latin-1", {**instead("file: post.txt", "file: ‸old.txt", file="statements.yaml",
          text=re.sub("    sha256: .*\n", "", STATEMENTS)), "old.txt": REPORT.replace("A", "Å").encode("latin-1")},
          "byte 0 of 'old.txt' is not UTF-8", "save the report"),
    wrong("a report that changed", {**said("sha256: ", "sha256: ‸"), "post.txt": REPORT.replace("Share", "Print")},
          "changed since it was read", "restore it, or read it again"),
    wrong("a report's id twice", said("statements:\n", "  - {id: ‸post, file: post.txt, title: x}\nstatements:\n"),
          "give each of the reports its own"),
    wrong("an unknown genre", said("genre: news", "genre: ‸new"),
          "expected 'news', 'analysis'", "did you mean 'news'?"),
    wrong("an unknown part of a report", said("role: page tools", "role: ‸footer"), "'masthead'"),
    wrong("a part outside the report", said("{start: 56, end: 68, role: page tools}",
          "‸{start: 56, end: 99, role: body}"),
          "56 to 99 is no stretch", "end ≤ 68"),
    wrong("a span outside the report", said("{start: 0, end: 29}", "‸{start: 0, end: 290}"), "0 to 290", "end ≤ 68"),
    wrong("a span before the report", said("{start: 0, end: 29}", "‸{start: -4, end: 29}"), "-4 to 29", "0 ≤ start"),
    wrong("a span that is empty", said("{start: 0, end: 29}", "‸{start: 29, end: 29}"), "29 to 29", "start < end"),
    wrong("a span in fractions", said("{start: 0, end: 29}", "{start: ‸0.5, end: 29}"), "'0.5'", "a whole number"),
    wrong("a span without an end", said("{start: 0, end: 29}", "‸{start: 0}"), "'end' is missing; add it"),
    wrong("no span", said("[{start: 0, end: 29}]", "‸[]"), "at least one span", "add {start: …, end: …}"),
    wrong("words that are not there", said("words: Aland will", "words: ‸Aland may"), "the report reads 'Aland will",
          "mend the spans or the words"),
    wrong("an unknown report", said("report: post\n", "report: ‸pots\n"),
          "unknown report 'pots'", "did you mean 'post'?"),
    wrong("an unknown kind", said("kind: date", "kind: ‸dates"), "'quote'", "did you mean 'date'?"),
    wrong("an unknown status", said("status: rejected", "status: ‸doubted"), "'drafted', 'confirmed' or 'rejected'"),
    wrong("an unknown holder", said("party: a,", "party: ‸aa,"), "unknown party 'aa'"),
    wrong("an unknown candidate for holder", said("candidates: [a, b]", "candidates: [a, ‸z]"), "unknown party 'z'"),
    wrong("a figure upside down", said("low: 1, high: 2", "low: ‸3, high: 2"), "low 3 lies above high 2", "swap"),
    wrong("a statement's id twice", said("id: s3,", "id: ‸s2,"), "give each of the statements its own"),
    wrong("an unknown kind of link", said("kind: contradiction", "kind: ‸quarrel"), "'figures_differ'"),
    wrong("a link to nothing known", said("members: [s1, s2]", "members: [s1, ‸s4]"), "unknown statement 's4'"),
    wrong("a link of one with itself", said("members: [s1, s2]", "members: [s1, ‸s1]"), "'s1' is named twice"),
    wrong("a link of one", said("members: [s1, s2]", "members: ‸[s1]"), "needs two statements"),
    # The transition
    wrong("nobody to consent", instead("consent_of: [a, b]", "consent_of: ‸[]",
          text=re.sub("  (vetoes|order): .*\n", "", CASE)), "the parties whose consent"),
    wrong("no office", instead("offices: [{id: chair}, {id: bench, seats: 2}]", "offices: [{id: chair}, {id: ‸chair}]",
          text=re.sub("  rules:\n.*\n.*\n", "", CASE)) | {"candidates.csv": "id,town\nc1,A\nc2,B\nc3,B\n"},
          "give each of the offices its own"),
    wrong("an office without seats", instead("seats: 2", "seats: ‸0"), "without seats", "at least one"),
    wrong("seats in words", instead("seats: 2", "seats: ‸two"), "'two'", "a whole number from 0"),
    wrong("a veto by an outsider", instead("vetoes: {a: [c3],", "vetoes: {‸c: [c3],"),
          "unknown party 'c'", "are 'a', 'b'"),
    wrong("a veto of nobody known", instead("vetoes: {a: [c3],", "vetoes: {a: [‸c33],"), "unknown candidate 'c33'"),
    wrong("a veto of nothing", instead("{that: town = A, cost: 2}", "‸{cost: 2}"), "{candidate: …} or {that: …}"),
    wrong("a veto over an unknown column", instead("that: town = A", "that: ‸twon = A"), "unknown column 'twon'"),
    wrong("a rule of no kind", instead("{at_least: 1, of: {town: B}, in: bench}", "‸{of: {town: B}}"),
          "one of at_least"),
    wrong("a rule of two kinds", instead("{at_least: 1, of", "‸{at_least: 1, at_most: 2, of"),
          "one of at_least", "'at_most'"),
    wrong("a rule without a column", instead("{apart: [chair, bench], by: town}", "‸{apart: [chair, bench]}"),
          "'by' beside"),
    wrong("a rule in an unknown office", instead("in: bench", "in: ‸benhc"), "offices are", "did you mean 'bench'?"),
    wrong("a rule of an unknown column", instead("of: {town: B}", "of: {‸city: B}"), "unknown column 'city'"),
    wrong("a rule for one office", instead("apart: [chair, bench]", "apart: ‸[chair]"), "needs two offices or more"),
    wrong("a balance of one", instead("apart: [chair, bench], by: town", "balance: ‸[A], by: town"),
          "needs two values or more"),
    wrong("a balance of one with itself", instead("apart: [chair, bench], by: town", "balance: [A, ‸A], by: town"),
          "'A' is named twice"),
    wrong("a balance by an unknown column", instead("apart: [chair, bench], by: town", "balance: [A, B], by: ‸tonw"),
          "unknown column 'tonw'"),
    wrong("a balance in an unknown office", instead("apart: [chair, bench], by: town",
          "balance: [A, B], by: town, in: ‸bensh"), "unknown office 'bensh'"),
    wrong("a balance of a column's value", instead("{apart: [chair, bench], by: town}",
          "‸{balance: [A, B], of: {town: A}}"), "if wanted 'by', 'in', 'margin' beside 'balance'"),
    wrong("a margin below nothing", instead("apart: [chair, bench], by: town",
          "balance: [A, B], by: town, margin: ‸-1"), "a whole number from 0"),
    wrong("a share upside down", instead("at_least: 1, of", "share: ‸{min: 0.6, max: 0.5}, of"),
          "min 0.6 lies above max 0.5"),
    wrong("a ranking of nobody known", instead("order: {a: [c1, c2],", "order: {a: [c1, ‸x2],"),
          "unknown candidate 'x2'"),
    wrong("a candidate ranked twice", instead("order: {a: [c1, c2],", "order: {a: [c1, ‸c1],"), "'c1' is named twice"),
    wrong("a table that is not there", instead("candidates.csv", "‸list.csv"), "no file 'list.csv'"),
    wrong("a table of nobody", {**instead("candidates.csv", "‸candidates.csv"), "candidates.csv": "id,name\n"},
          "there are no candidates; add one"),
    wrong("a table with semicolons", {"candidates.csv": "‸" + TABLE.replace(";", "+").replace(",", ";")},
          "separate columns by commas, not by ';'"),
    wrong("a candidate without an id", listed("c3,Pia", "‸,Pia"), "'id' is missing; add it"),
    wrong("a table without ids", listed("id,name", "‸no,name"), "column 'id' is missing; add it"),
    wrong("a table without names of columns", {"candidates.csv": "‸"}, "must name the columns"),
    wrong("a column without a name", listed("means,town", "means,"), "column 6 has no name"),
    wrong("a column twice", listed("means,town", "means,name"), "column 'name' stands twice"),
    wrong("a line too short", listed("c1,Una,a,,,A", "‸c1,Una"),
          "2 cells for 6 columns", "in quotes if it holds commas"),
    wrong("a quote left open in a table", listed("Una", '"Una'), "not readable as CSV", "quotation marks"),
    wrong("a control character in a table", listed("Una", "U‸\x1bna"), "U+001B", "remove it"),
    wrong("a candidate twice", listed("c3,Pia", "‸c2,Ole,b,,,B\nc3,Pia"), "give each of the candidates its own"),
    wrong("a candidate of nobody", listed("c1,Una,a", "c1,Una,‸zz"), "unknown party 'zz'"),
    wrong("a candidate for no office", listed("chair;bench", "‸chair;banch"), "unknown office 'banch'"),
    wrong("a candidate that means nothing known", listed("bench,guard", "bench,‸gurad"), "did you mean 'guard'?"),
]  # fmt: skip

REMEDY = re.compile(
    r"\b(add|check|choose|close|confirm|expected|give|indent|keep|leave|mend|name|put|remove|rename|restore|save|split|"
    r"swap|take|use|write|once is enough|needs quotes|right file|(is|are) '|needs? \w+|must|there are no)\b|are '"
)


def made(folder: Path, mistake: Mistake) -> tuple[str, int, int]:
    """Write the folder; return where the problem is to be shown."""
    place = ("", 1, 1)
    for name, content in (FILES | mistake.files).items():
        if name in mistake.files and not place[0]:
            place = (name, 1, 1)
        if isinstance(content, str) and "‸" in content:
            before = content[: content.index("‸")]
            place = (name, before.count("\n") + 1, len(before) - before.rfind("\n"))
        raw = content if isinstance(content, bytes) else content.replace("‸", "").encode()
        (folder / name).write_bytes(raw)
    return place


@functools.cache
def told(mistake: str) -> list[Problem]:
    """Return the problems of a mistake, by its name."""
    (found,) = (one for one in MISTAKES if one.name == mistake)
    with tempfile.TemporaryDirectory() as folder:
        made(Path(folder), found)
        return problems(Path(folder))


def problems(folder: Path) -> list[Problem]:
    with pytest.raises(CaseError) as caught:
        load(folder)
    return [problem for problem in caught.value.problems if problem.severity == "error"]


@pytest.mark.parametrize("mistake", MISTAKES, ids=str)
def test_a_mistake_is_told_alone_with_its_place_and_what_to_do(mistake, tmp_path):
    file, line, column = made(tmp_path, mistake)
    found = told(mistake.name)
    assert len(found) == 1, "\n".join(map(str, found))
    (problem,) = found
    for words in mistake.words:
        assert words in problem.message
    assert Path(problem.file).name == file
    if any(isinstance(text, str) and "‸" in text for text in mistake.files.values()):
        assert (problem.line, problem.column) == (line, column)
    assert REMEDY.search(problem.message)
    assert not problem.message.endswith(".")
    assert not re.match(r"[A-Z][a-z]", problem.message)
    assert "\n" not in str(problem)


def test_the_folder_without_mistakes_loads(tmp_path):
    made(tmp_path, wrong("nothing", {}))
    assert load(tmp_path).warnings == ()
    made(tmp_path, wrong("nothing", whole(RANKED)))
    load(tmp_path)


def test_no_two_mistakes_are_told_alike() -> None:
    names: dict[str, list[str]] = {}
    for mistake in MISTAKES:
        names.setdefault(told(mistake.name)[0].message, []).append(mistake.name)
    assert len(MISTAKES) >= 70
    assert [alike for alike in names.values() if len(alike) > 1] == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("# nothing yet\n", "the file is empty"),
        (CASE.encode("utf-16-le"), "UTF-16"),
        (CASE.encode("utf-16-be"), "UTF-16"),
        (b"\x7fELF\x02\x01\x01\0\0", "binary"),
        (CASE.replace("A ford", "A\0ford"), "binary"),
        ("goodoffices: 1\ntitle: 'x\n", "close the quotation mark"),
        ("title: [a, b\nparties: {}\n", "close the bracket"),
        ("- - - -\n" * 3, "expected a mapping"),
        ("{" * 10_000, "a key must be text"),
        ("&a [*a]", "write the value out"),
        ("&a {b: *a}", "write the value out"),
        ("? [a]\n: b\n", "a key must be text"),
        ("*a : b\n", "a key must be text"),
        ("\x85", "expected a mapping"),
        ("%YAML 99.1\n---\na: b\n", "not readable as YAML"),
        ("%TAG ! !\n%TAG ! !\n---\na: b\n", "not readable as YAML"),
        ("a: b\n...\nc: d\n", "a second document starts here"),
        ('"\\xD"', "not readable as YAML"),
        ('"\\U00110000"', "names no character"),
        ("a: !<tag> b\n", "'goodoffices' is missing"),
        ("'" * 999, "close the quotation mark"),
    ],
)
def test_other_files_that_are_no_case_are_told_too(content, words, tmp_path):
    made(tmp_path, wrong("", whole(content)))
    assert words in problems(tmp_path)[0].message


def test_twelve_mistakes_of_one_folder_come_at_once_and_in_order(tmp_path):
    text = CASE
    for old, new in [
        ("goodoffices: 1", "goodoffices: 7"),
        ("as_of: 2031-03-03", "as_of: today"),
        ("goal: a_comes and b_comes", "goal: a_comes und b_comes"),
        ("role: side", "role: king"),
        ("cost: 3", "cost: -3"),
        ("only_if: b_comes", "only_if: b_come"),
        ("reservation: 1", "reservation: one"),
        ("weight: 2", "weight: two"),
        ("now: low", "now: lowest"),
        ("one_way: [guard]", "one_way: [gard]"),
        ("on: no-toll", "on: toll-free"),
        ("seats: 2", "seats: many"),
    ]:
        text = text.replace(old, new, 1)
    made(tmp_path, wrong("", {**whole(text), **said("status: rejected", "status: unsure")}))
    found = problems(tmp_path)
    assert len(found) == 13
    places = [(problem.file, problem.line, problem.column) for problem in found]
    assert places == sorted(places)
    assert len(set(places)) == 13


def test_a_file_wrong_in_every_line_is_told_by_its_first_two_hundred_mistakes(tmp_path):
    made(tmp_path, wrong("", whole(CASE + "".join(f"key_{n}: x\n" for n in range(1000)))))
    found = problems(tmp_path)
    assert len(found) == 201
    assert any("mend these first" in problem.message for problem in found)


def test_one_mistake_does_not_bring_forth_others(tmp_path):
    """Names of broken entries are known all the same."""
    text = CASE.replace("{id: no-toll, that: toll = high, cost: 3,", "{id: no-toll, that: toll = high, cost: three,")
    text = text.replace(
        "toll: {by: [a, b], values: [none, low, high],", "toll: {by: [a, b], values: [none, low, [high]],"
    )
    text = text.replace("name: Aland", "name: [Aland]")
    statements = STATEMENTS.replace("kind: date", "kind: day")
    made(tmp_path, wrong("", {"case.yaml": text, "statements.yaml": statements}))
    assert len(problems(tmp_path)) == 4


def nowhere(folder: Path) -> Path:
    return folder / "nowhere"


def no_case(folder: Path) -> Path:
    return folder


def a_folder_for_a_file(folder: Path) -> Path:
    (folder / "case.yaml").mkdir()
    return folder


def a_link_to_nothing(folder: Path) -> Path:
    (folder / "case.yaml").symlink_to(folder / "gone.yaml")
    return folder


def a_link_to_itself(folder: Path) -> Path:
    (folder / "case.yaml").symlink_to(folder / "case.yaml")
    return folder


def a_socket(folder: Path) -> Path:
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(folder / "case.yaml"))
    return folder


def an_unreadable_file(folder: Path) -> Path:
    """The memory of this process: a file whose first byte nobody can read, root neither."""
    if not Path("/proc/self/mem").exists():
        pytest.skip("needs /proc")
    (folder / "case.yaml").symlink_to("/proc/self/mem")
    return folder


def a_forbidden_file(folder: Path) -> Path:
    (folder / "case.yaml").write_text(CASE)
    (folder / "case.yaml").chmod(0)
    if _is_readable(folder / "case.yaml"):
        pytest.skip("this user may read everything")
    return folder


def a_name_with_a_null(folder: Path) -> Path:
    return folder / "case\0.yaml"


def a_name_too_long(folder: Path) -> Path:
    return folder / ("x" * 5000)


def statements_that_are_a_folder(folder: Path) -> Path:
    made(folder, wrong("", {}))
    (folder / "statements.yaml").unlink()
    (folder / "statements.yaml").mkdir()
    return folder


def statements_that_link_to_nothing(folder: Path) -> Path:
    made(folder, wrong("", {}))
    (folder / "statements.yaml").unlink()
    (folder / "statements.yaml").symlink_to(folder / "gone.yaml")
    return folder


def _is_readable(file: Path) -> bool:
    try:
        return bool(file.read_bytes())
    except OSError:
        return False


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (nowhere, "there is no such file or folder; name a case's folder"),
        (no_case, "there is no case.yaml in this folder; name a case's folder, or make one: goodoffices new DIR"),
        (a_folder_for_a_file, "is no file that can be read; put the case there"),
        (a_link_to_nothing, "is no file that can be read"),
        (a_link_to_itself, "is no file that can be read"),
        (a_socket, "is no file that can be read"),
        (an_unreadable_file, "cannot be read (Input/output error); check the path and its permissions"),
        (a_forbidden_file, "cannot be read (Permission denied); check the path and its permissions"),
        (a_name_with_a_null, "there is no such file or folder"),
        (a_name_too_long, "cannot be read (File name too long)"),
        (statements_that_are_a_folder, "statements.yaml: cannot be read (Is a directory)"),
        (statements_that_link_to_nothing, "statements.yaml: cannot be read (No such file or directory)"),
    ],
)
def test_a_folder_that_cannot_be_read_is_told_with_what_to_do(make, words, tmp_path):
    with pytest.raises(FolderError) as caught:
        load(make(tmp_path))
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda file: file.symlink_to("../away.txt"), "lies outside the case's folder"),
        (lambda file: file.symlink_to("post.txt"), "there is no file 'post.txt'"),
        (lambda file: file.mkdir(), "there is no file 'post.txt'"),
    ],
    ids=["a link out of the folder", "a link to itself", "a folder"],
)
def test_a_report_that_is_no_file_of_the_folder_is_told(make, words, tmp_path):
    folder = tmp_path / "case"
    folder.mkdir()
    (tmp_path / "away.txt").write_text(REPORT)
    made(folder, wrong("", {}))
    (folder / "post.txt").unlink()
    make(folder / "post.txt")
    (problem,) = problems(folder)
    assert words in problem.message
    assert (Path(problem.file).name, problem.line, problem.column) == ("statements.yaml", 3, 11)
