"""Conditions: what they mean, how they bind, and where a mistake in one stands."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.case.expressions import (
    And,
    Iff,
    Is,
    Not,
    Or,
    atoms,
    equals,
    holds,
    names,
)
from goodoffices.case.parse import parse
from goodoffices.errors import ExpressionError

NAMES = ["a", "b", "peace", "größe", "not_so", "inner", "order1"]
VALUES = ["yes", "no", "1", "leaves first", 'say "x"', "it's", "back\\slash", "2031-03-03", "", "and"]

values = st.sampled_from(VALUES)
leaves = st.builds(
    lambda name, found: Is(name, tuple(found)), st.sampled_from(NAMES), st.lists(values, min_size=1, max_size=3)
)


def combined(parts):
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Not, parts), st.builds(And, several), st.builds(Or, several), st.builds(Iff, parts, parts)
    )


nodes = st.recursive(leaves, combined, max_leaves=12)


def quoted(value, style):
    if style == "bare" and re.fullmatch(r"\w+", value):
        return value
    mark = "'" if style == "single" else '"'
    return mark + value.replace("\\", "\\\\").replace(mark, "\\" + mark) + mark


def printed(node, style="double"):
    """Write a tree with every bracket, so that its text needs no precedence."""
    match node:
        case Is(name, ("yes",)) if style == "bare":
            return name
        case Is(name, (value,)):
            return f"{name} = {quoted(value, style)}"
        case Is(name, several):
            return f"{name} in {{{', '.join(quoted(value, style) for value in several)}}}"
        case Not(part):
            return f"not ({printed(part, style)})"
        case And(parts):
            return " and ".join(f"({printed(part, style)})" for part in parts)
        case Or(parts):
            return " or ".join(f"({printed(part, style)})" for part in parts)
        case Iff(left, right):
            return f"({printed(left, style)}) <-> ({printed(right, style)})"


def in_python(node):
    """Write a tree as Python, as an independent reading of it."""
    match node:
        case Is(name, several):
            return f"(state[{name!r}] in {several!r})"
        case Not(part):
            return f"(not {in_python(part)})"
        case And(parts):
            return "(" + " and ".join(map(in_python, parts)) + ")"
        case Or(parts):
            return "(" + " or ".join(map(in_python, parts)) + ")"
        case Iff(left, right):
            return f"({in_python(left)} == {in_python(right)})"


@given(nodes, st.sampled_from(["bare", "single", "double"]))
def test_what_is_printed_reads_back(node, style):
    assert parse(printed(node, style)).node == node


@given(nodes, st.fixed_dictionaries(dict.fromkeys(NAMES, values)))
def test_a_condition_holds_where_python_says_so(node, state):
    assert holds(parse(printed(node)).node, state) == eval(in_python(node), {"state": state})


@given(st.lists(st.sampled_from(["a", "b", "not a", "not b"]), min_size=1, max_size=6), st.data())
def test_and_binds_before_or_and_not_before_both_as_in_python(parts, data):
    signs = [data.draw(st.sampled_from(["and", "or"])) for _ in parts[1:]]
    text = " ".join([parts[0], *(f"{sign} {part}" for sign, part in zip(signs, parts[1:], strict=True))])
    for a in (True, False):
        for b in (True, False):
            state = {"a": "yes" if a else "no", "b": "yes" if b else "no"}
            assert holds(parse(text).node, state) == eval(text, {"a": a, "b": b})


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("a or b -> c", "(a or b) -> c"),
        ("a -> b or c", "a -> (b or c)"),
        ("a -> b -> c", "a -> (b -> c)"),
        ("a -> b <-> c", "(a -> b) <-> c"),
        ("a <-> b <-> c", "(a <-> b) <-> c"),
        ("not a -> b", "(not a) -> b"),
        ("not not a", "not (not a)"),
        ("a -> b", "not a or b"),
        ("a != b", "not a = b"),
        ("a", "a = yes"),
        ("a='x'", 'a = "x"'),
        ("a in{x,y}", "a in { x , y }"),
        ("not(a)and(b)", "not a and b"),
        ("a\n  and b\t", "a and b"),
        ("a = 'it\\'s'", 'a = "it\'s"'),
    ],
)
def test_two_ways_to_write_one_condition(text, meaning):
    assert parse(text).node == parse(meaning).node


def test_implication_fails_only_where_its_end_does():
    node = parse("a -> b").node
    truth = {(a, b): holds(node, {"a": a, "b": b}) for a in ("yes", "no") for b in ("yes", "no")}
    assert [pair for pair, true in truth.items() if not true] == [("yes", "no")]


@pytest.mark.parametrize("name", ["android", "origin", "nothing", "income", "straße", "_x", "日本", "a1"])
def test_a_name_may_begin_like_a_keyword_or_in_any_script(name):
    assert parse(name).node == Is(name, ("yes",))
    assert parse(f"not {name} and {name}").node == And((Not(Is(name, ("yes",))), Is(name, ("yes",))))


@pytest.mark.parametrize("value", ["and", "not", "1", "2031", "Yes", "in"])
def test_a_bare_value_may_be_any_word(value):
    assert parse(f"a = {value}").node == Is("a", (value,))


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20))
def test_any_value_can_be_written(value):
    written = equals("a", value)
    assert parse(written.text) == written
    assert parse(written.text).node == Is("a", (value,))


def test_it_tells_what_it_speaks_of_and_where():
    node = parse("peace and not (a in {x, 'y z'} or peace = no)").node
    assert names(node) == {"peace", "a"}
    assert [(atom.name, atom.values, atom.columns) for atom in atoms(node)] == [
        ("peace", ("yes",), (1,)),
        ("a", ("x", "y z"), (16, 22, 25)),
        ("peace", ("no",), (35, 43)),
    ]


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("", 1, "the expression is empty"),
        ("  ", 3, "the expression is empty"),
        ("a and", 6, "ends too early; a name, 'not' or '(' is expected here"),
        ("a =", 4, "ends too early; a value is expected here"),
        ("(a", 3, "or ')' is expected here"),
        ("a)", 2, "unexpected ')'; 'and', 'or', '->', '<->' or the end is expected"),
        ("a b", 3, "unexpected 'b'"),
        ("a andb", 3, "unexpected 'andb'"),
        ("and", 1, "unexpected 'and'"),
        ("1a", 1, "unexpected '1a'; a name"),
        ("a = leaves first", 12, "a value of several words needs quotes"),
        ("a in x", 6, "'{' is expected here: issue in {a, b}"),
        ("a in {x y}", 9, "',' or '}' is expected here"),
        ("a in {}", 7, "a value is expected here"),
        ("a = 'x", 5, "close the quotation mark"),
        ("a & b", 3, "cannot read '& b'"),
        ("a == b", 4, "unexpected '='"),
        ("a -> ", 6, "ends too early"),
        ("a = (b)", 5, "a value is expected here"),
        ("x" * 20_001, 1, "at most 20000 are read; split it"),
        ("(" * 200 + "a" + ")" * 200 + " b", 403, "unexpected 'b'"),
        ("not " * 150 + "a", 1, "nests deeper than 100; split it"),
    ],
)
def test_a_mistake_is_told_with_its_column(text, column, words):
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert caught.value.column == column
    assert words in caught.value.message


def test_brackets_alone_do_not_make_a_condition_deep():
    assert parse("(" * 500 + "a" + ")" * 500).node == Is("a", ("yes",))


@given(st.text("ab ()andornti=!-><{},'\"\\1é\n", max_size=40))
def test_any_text_is_a_condition_or_a_mistake_with_a_column_within_it(text):
    try:
        parse(text)
    except ExpressionError as error:
        told = error
    else:
        return
    assert 1 <= told.column <= len(text) + 1
    assert "\n" not in told.message
