"""What the README and the documents promise runs."""

import re
from pathlib import Path

import pytest

PAGES = [Path("README.md"), *sorted(Path("docs").rglob("*.md"))]
BLOCKS = [
    pytest.param(block, id=f"{page}-{number}")
    for page in PAGES
    for number, block in enumerate(re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.S), start=1)
]


@pytest.mark.parametrize("block", BLOCKS)
def test_every_python_block_runs(block, capsys):
    exec(compile(block, "block", "exec"), {})
    assert capsys.readouterr().out or "print" not in block


def test_the_readme_shows_ten_lines_of_python():
    assert BLOCKS


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_file_a_page_points_to_exists(page):
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target
