"""Cases from the literature give the equilibria found for them elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodoffices.case import State, load
from goodoffices.stability import CONCEPTS, StabilityAnswer, stability

HERE = Path(__file__).parent


def answer(name: str) -> StabilityAnswer:
    return stability(load(HERE / name))


def letters(state: State) -> str:
    return "".join({"yes": "Y", "no": "N"}[value] for value in state.values())


def equilibria(found: StabilityAnswer) -> dict[str, list[str]]:
    return {concept: sorted(map(letters, found.equilibria[concept].states)) for concept in CONCEPTS}


def expected(**states: str) -> dict[str, list[str]]:
    return {concept: sorted(listed.split()) for concept, listed in states.items()}


def test_the_cuban_missile_crisis_has_its_five_sets_of_equilibria() -> None:
    """GMCR+ (github.com/onp/gmcr-py), Examples/Cuban.gmcr; a reference solver by Fang, Hipel & Kilgour (1993)."""
    found = answer("cuban")
    assert found.feasible == 12
    assert equilibria(found) == expected(
        nash="YNYN",
        gmr="NNNN YNNN NYNN NNYN YNYN NYYN YYYN",
        smr="NNNN YNNN NYNN NNYN YNYN NYYN YYYN",
        seq="NNYN YNYN NYYN",
        sseq="NNYN YNYN NYYN",
    )


def test_elmira_with_each_abandonment_apart_has_its_five_sets_of_equilibria() -> None:
    """GMCR+ (github.com/onp/gmcr-py), Examples/Elmira.gmcr; a reference solver by Fang, Hipel & Kilgour (1993)."""
    found = answer("elmira")
    assert found.feasible == 12
    assert equilibria(found) == expected(
        nash="NNNYN YNNYN NYNNY YNYNY NNNYY YNNYY",
        gmr="NYNNN YNYNN NNNYN YNNYN NYNNY YNYNY NNNYY YNNYY",
        smr="NYNNN YNYNN NNNYN YNNYN NYNNY YNYNY NNNYY YNNYY",
        seq="NNNYN YNNYN NYNNY YNYNY NNNYY YNNYY",
        sseq="NNNYN YNNYN NYNNY YNYNY NNNYY YNNYY",
    )


ELMIRA = ("NYNNN", "YYNNN", "NNYNN", "YNYNN", "NYNNY", "YYNNY", "NNYNY", "YNYNY", "NNNYN")
"""The nine states, as the literature numbers them."""


def numbered(numbers: str) -> list[str]:
    return sorted(ELMIRA[int(number) - 1] for number in numbers)


def test_elmira_with_all_abandonments_alike_has_the_equilibria_of_the_literature() -> None:
    """Xu's matrix script (2007) for moves and payoffs; 5, 8, 9 strong, 1 and 4 by gmr and smr (Fang et al. 1993)."""
    found = answer("elmira_9_states")
    assert found.feasible == 9
    both = {"nash": "589", "gmr": "14589", "smr": "14589", "seq": "589", "sseq": "589"}
    assert equilibria(found) == {concept: numbered(numbers) for concept, numbers in both.items()}


@pytest.mark.parametrize(
    ("concepts", "moe", "uniroyal", "local"),
    [
        (("nash",), "123456789", "14589", "56789"),
        (("gmr", "smr"), "123456789", "14589", "123456789"),
        (("seq", "sseq"), "123456789", "14589", "2356789"),
    ],
)
def test_elmira_is_stable_for_whom_the_definitions_say(
    concepts: tuple[str, ...], moe: str, uniroyal: str, local: str
) -> None:
    """Xu's matrix script (2007) for moves and payoffs; a reference solver by Fang, Hipel & Kilgour (1993), ch. 3."""
    states = answer("elmira_9_states").states
    assert states
    for concept in concepts:
        for party, numbers in {"moe": moe, "uniroyal": uniroyal, "local": local}.items():
            assert sorted(letters(s.state) for s in states if party in s.stable[concept]) == numbered(numbers)


def test_the_moves_of_elmira_are_those_of_the_literature() -> None:
    """Xu's matrix script (2007), its arcs by party."""
    model = answer("elmira_9_states").model
    node = {letters(model.state(n)): ELMIRA.index(letters(model.state(n))) + 1 for n in range(len(model))}
    arcs = {
        steps.by[0]: sorted(
            (node[letters(model.state(int(a)))], node[letters(model.state(int(b)))])
            for a, b in zip(*model.moves_from(steps, model.node[model.representatives]), strict=True)
        )
        for steps in model.moves
    }
    assert arcs == {
        "moe": [(1, 2), (3, 4), (5, 6), (7, 8)],
        "uniroyal": [(1, 3), (1, 9), (2, 4), (2, 9), (3, 9), (4, 9), (5, 7), (5, 9), (6, 8), (6, 9), (7, 9), (8, 9)],
        "local": [(1, 5), (2, 6), (3, 7), (4, 8), (5, 1), (6, 2), (7, 3), (8, 4)],
    }


def test_improvements_lead_elmira_to_the_stalemate_but_not_on_to_the_settlement() -> None:
    """Xu's matrix script (2007): from 5 to 8 MoE or Uniroyal would first have to take a step that is worse for it."""
    ways = {letters(way.to): way for way in answer("elmira_9_states").ways}
    assert [step.by for step in ways["NYNNY"].steps] == [("local",)]
    assert ways["NYNNY"].by_improvements
    assert len(ways["YNYNY"].steps) == 3
    assert not ways["YNYNY"].by_improvements


def test_the_prisoners_dilemma_is_a_dilemma_only_for_nash() -> None:
    """GMCR+ (github.com/onp/gmcr-py), Examples/Prisoners.gmcr; Fang, Hipel & Kilgour (1993), ch. 3."""
    found = answer("prisoners")
    assert equilibria(found) == expected(nash="NN", gmr="NN YY", smr="NN YY", seq="NN YY", sseq="NN YY")


def test_syria_and_iraq_have_their_five_sets_of_equilibria() -> None:
    """GMCR+ (github.com/onp/gmcr-py), examples/SyriaIraq.gmcr; a reference solver by Fang, Hipel & Kilgour (1993)."""
    found = answer("syria_iraq")
    assert found.feasible == 6
    assert equilibria(found) == expected(nash="NYY", gmr="NNN NYY", smr="NYY", seq="NYY", sseq="NYY")
