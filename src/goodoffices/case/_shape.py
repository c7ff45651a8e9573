"""Plain located data → a form, with every mistake of shape in words.

What is wrong is cut out and the rest read again, so that mistakes of meaning in the rest come to light in the same run.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from goodoffices.case._located_yaml import Located, Path
from goodoffices.errors import shorten, unknown

FormT = TypeVar("FormT", bound=BaseModel)

_SHAPES = {"dict_type": "a mapping (key: value)", "model_type": "a mapping (key: value)", "list_type": "a list"}


def shape(located: Located, form: type[FormT]) -> tuple[FormT | None, Located]:
    """Return the form and the document it was read from; no form if a part it cannot do without is missing or broken."""
    required = [name for name, field in form.model_fields.items() if field.is_required()]
    if not isinstance(located.data, dict):
        found = "the file is empty" if located.data is None else f"found {_spelled(located.data)}"
        located.report(
            (), f"{found}; a mapping is expected here" + (f" with {', '.join(required)}" if required else "")
        )
        return None, located
    told = False
    while True:
        try:
            return form.model_validate(located.data), located
        except ValidationError as error:
            broken: set[Path] = set()
            for found in error.errors(include_url=False):
                path = _path(located.data, found["loc"])
                broken.add(path)
                # What a cut leaves incomplete was whole in the file: that is no mistake of its own.
                if not told or found["type"] != "missing":
                    at = located.keys.get(path) if found["type"] == "extra_forbidden" else None
                    located.report(path, _words(found, _value(located.data, path), form), at=at)
            told = True
            located = located.without(broken)
            if not isinstance(located.data, dict) or any(key not in located.data for key in required):
                return None, located


def _path(data: Any, loc: tuple[int | str, ...]) -> Path:
    """Follow a location of pydantic's as far as it runs through the file; shorthands and unions have parts of their own."""
    path: Path = ()
    for part in loc:
        if (isinstance(data, dict) and part in data) or (isinstance(data, list) and part in range(len(data))):
            data, path = data[part], (*path, part)
    return path


def _value(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data


def _words(found: Any, value: Any, form: type[BaseModel]) -> str:
    match found["type"]:
        case "missing":
            return f"'{found['loc'][-1]}' is missing; add it"
        case "extra_forbidden":
            return unknown("key", str(found["loc"][-1]), sorted(_keys_beside(form, found["loc"])))
        case "literal_error":
            return f"found {_spelled(value)}; allowed are {found['ctx']['expected']}"
        case "expected":
            return f"found {_spelled(value)}; {found['msg']}"
    return f"found {_spelled(value)}; expected {_SHAPES.get(found['type'], found['msg'])}"


def _spelled(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    return (
        "a mapping with " + (", ".join(map(shorten, value)) or "no keys") if isinstance(value, dict) else shorten(value)
    )


def _keys_beside(form: type[BaseModel], loc: tuple[int | str, ...]) -> Iterator[str]:
    """Yield the keys allowed where the last part of `loc` stands."""
    for part in loc[:-1]:
        named = {field.alias or name: field for name, field in form.model_fields.items()}
        if part in named:
            form = next(_forms_within(named[str(part)].annotation), form)
    yield from (field.alias or name for name, field in form.model_fields.items())


def _forms_within(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the forms that a type such as dict[str, list[Form]] is made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _forms_within(part)
