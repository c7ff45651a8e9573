"""Fill one of the HTML templates beside this file."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from goodoffices.brief import wording


def filled(template: str, **values: object) -> str:
    """Return the filled template."""
    environment = Environment(
        loader=PackageLoader("goodoffices.brief"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = wording.day
    return environment.get_template(template).render(values)
