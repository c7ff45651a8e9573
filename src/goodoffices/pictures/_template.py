"""Fill one of the SVG templates beside this file."""

from __future__ import annotations

import functools

from jinja2 import Environment, PackageLoader, StrictUndefined


@functools.cache
def _environment() -> Environment:
    loader = PackageLoader("goodoffices.pictures")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def draw(template: str, **values: object) -> str:
    """Return the filled template."""
    return _environment().get_template(template).render(values)
