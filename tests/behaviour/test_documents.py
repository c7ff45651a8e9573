"""What the README and the documents promise runs, and what the code cites is listed."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from goodoffices import Case
from goodoffices.case import load
from goodoffices.cli import app

PAGES = [Path("README.md"), *sorted(Path("docs").rglob("*.md"))]


def blocks(language):
    return [
        pytest.param(block, id=f"{page}-{number}")
        for page in PAGES
        for number, block in enumerate(re.findall(rf"```{language}\n(.*?)```", page.read_text("utf-8"), re.DOTALL))
    ]


@pytest.mark.parametrize("block", blocks("python"))
def test_every_python_block_runs(block, capsys):
    exec(compile(block, "block", "exec"), {})
    assert capsys.readouterr().out


@pytest.mark.parametrize("block", blocks("yaml"))
def test_every_case_shown_is_one(block, tmp_path):
    statements = sorted(set(re.findall(r"\bs\d\b", block)))
    report = "reports:\n  - {id: r, file: r.txt, title: A report}\nstatements:\n"
    entries = [
        f"  - {{id: {name}, report: r, kind: date, spans: [{{start: 0, end: 1}}], status: confirmed}}"
        for name in statements
    ]
    (tmp_path / "r.txt").write_text("x")
    (tmp_path / "statements.yaml").write_text(report + "\n".join(entries) + "\n")
    (tmp_path / "case.yaml").write_text(block)
    assert not load(tmp_path).warnings


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_file_a_page_points_to_exists(page):
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_every_key_cited_is_in_the_bibliography():
    listed = set(re.findall(r"^\| (\w+) \|", Path("docs/reference/bibliography.md").read_text("utf-8"), re.MULTILINE))
    cited = {
        key for file in Path("src").rglob("*.py") for key in re.findall(r"\[(\w+\d{4})\]_", file.read_text("utf-8"))
    }
    assert cited
    assert cited <= listed


COMMANDS = vars(get_command(app))["commands"]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_option_is_in_the_reference(name):
    page = Path("docs/reference/commands.md").read_text("utf-8")
    (row,) = re.findall(rf"^\| `{name}\b.*$", page, re.MULTILINE)
    shared = page[page.index("## What several") : page.index("## From reports")]
    for parameter in COMMANDS[name].params:
        if parameter.param_type_name == "option" and parameter.name != "help":
            assert re.search(rf"`{parameter.opts[0]}[` ]", row + shared), parameter.opts[0]


@pytest.mark.parametrize("name", ["convene", "settle", "transition", "stability", "sensitivity", "timeline"])
def test_every_key_of_an_answer_is_in_the_reference(name):
    page = Path("docs/reference/answers.md").read_text("utf-8")
    (part,) = re.findall(rf"^## {name}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    answer = getattr(Case.load("examples/syria-2013"), name)()
    assert re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE) == list(answer.to_dict())
