"""The forecast's ends are reached within the intervals, and never left."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.errors import CaseError
from goodoffices.settle import Actor, Interval, forecast
from goodoffices.settle.forecast import read_actors

some = settings(max_examples=60, deadline=None)
HEAD = "actor,capability,position,salience\n"


def exact(x: float) -> Interval:
    return Interval(x, x, x)


def random_actors(rng: np.random.Generator) -> list[Actor]:
    def interval(low: float, high: float) -> Interval:
        one, other = sorted(rng.uniform(low, high, 2).round(2).tolist())
        return Interval((one + other) / 2, one, other)

    return [
        Actor(f"a{number}", interval(0.1, 1), interval(-5, 5), interval(0.1, 1)) for number in range(rng.integers(1, 4))
    ]


def ends_of(actor: Actor, which: int) -> Actor:
    parts = (actor.capability, actor.position, actor.salience)
    chosen = [exact(part.high if which >> place & 1 else part.low) for place, part in enumerate(parts)]
    return Actor(actor.actor, *chosen)


@given(st.integers(0, 2**32 - 1))
@some
def test_the_intervals_are_those_of_going_through_all_ends(seed: int) -> None:
    actors = random_actors(np.random.default_rng(seed))
    found = forecast(actors)
    corners = [
        forecast([ends_of(actor, number >> 3 * place & 7) for place, actor in enumerate(actors)])
        for number in range(8 ** len(actors))
    ]
    assert found.mean.low == pytest.approx(min(corner.mean.low for corner in corners))
    assert found.mean.high == pytest.approx(max(corner.mean.high for corner in corners))
    assert found.median.low == min(corner.median.low for corner in corners)
    assert found.median.high == max(corner.median.high for corner in corners)


def test_where_half_the_weight_lies_on_either_side_the_median_is_the_whole_gap() -> None:
    found = forecast([Actor("a", exact(1), exact(2), exact(1)), Actor("b", exact(1), exact(6), exact(1))])
    assert (found.median.low, found.median.value, found.median.high) == (2, 4, 6)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "a.csv:1:1: actor: there is no column 'actor'"),
        ("actor,capabilty,position,salience\n", "(did you mean 'capabilty'?)"),
        (HEAD, "no actor has both capability and salience"),
        (HEAD + "A,0,1,1\n", "no actor has both capability and salience"),
        (HEAD + "A,1,x,1\n", "a.csv:2:3: position: found 'x'; expected a number, or low..high"),
        (HEAD + "A,1,nan,1\n", "a.csv:2:3: position"),
        (HEAD + "A,1,2..1,1\n", "a.csv:2:3: position"),
        (HEAD + "A,-1,2,1\n", "a.csv:2:2: capability: found '-1'; expected a number, or low..high, from 0"),
        (HEAD + "A,1,2\n", "a.csv:2:4: salience: found ''"),
        (HEAD + ",1,2,1\n", "a.csv:2:1: actor: found nothing; expected a name"),
        (HEAD + f"{'A' * 200_000},1,2,1\n", "a.csv:1:1: field larger than field limit (131072)"),
    ],
)
def test_a_mistake_in_the_table_is_told_with_its_place(text: str, told: str) -> None:
    with pytest.raises(CaseError) as caught:
        read_actors(text, "a.csv")
    assert told in str(caught.value)


def test_columns_may_come_in_any_order_and_others_are_passed_over() -> None:
    (actor,) = read_actors("\ufeffSalience,note,ACTOR,capability,position\n0.5,x,A,2,-1..3\n\n")
    assert actor == Actor("A", exact(2), Interval(1, -1, 3), exact(0.5))
