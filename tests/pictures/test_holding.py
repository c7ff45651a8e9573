"""Which states hold, drawn: every improvement an arrow, every equilibrium marked."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

from goodoffices import Case

HERE = Path(__file__).parents[1]
SVG = "{http://www.w3.org/2000/svg}"


def picture(folder: Path) -> ET.Element:
    case = Case.load(folder)
    return ET.fromstring(case.picture(case.stability()))


def test_a_small_case_is_drawn_as_a_graph_with_every_state_and_improvement() -> None:
    drawn = picture(HERE / "published" / "cuban")
    assert len(drawn.findall(f"{SVG}circle")) + len(drawn.findall(f"{SVG}rect")) == 12
    case = Case.load(HERE / "published" / "cuban")
    whole = case.stability()
    gains = sum(
        len(reason.improvements)
        for state in whole.states or ()
        for reason in case.why(state.state).reasons
        if reason.concept == "gmr"
    )
    arrows = len(drawn.findall(f"{SVG}line")) - len(whole.parties)
    assert arrows >= gains > 0
    words = [text.text or "" for text in drawn.findall(f"{SVG}text")]
    assert any("nash, gmr, smr, seq, sseq" in line for line in words)


def test_a_larger_case_is_told_as_a_table_of_its_equilibria() -> None:
    drawn = picture(HERE.parent / "examples" / "syria-2013")
    answer = Case.load(HERE.parent / "examples" / "syria-2013").stability()
    dots = len(drawn.findall(f"{SVG}circle"))
    assert dots == sum(found.count for found in answer.equilibria.values())


def test_notebooks_show_the_picture() -> None:
    case = Case.load(HERE / "published" / "cuban")
    assert case.picture(case.stability())._repr_svg_().startswith("<svg")
