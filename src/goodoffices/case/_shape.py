"""Plain located data → a form, with every mistake of shape in words.

What is wrong is cut out and the rest read again, so that mistakes of meaning in the rest come to light in the same run.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError

from goodoffices.case._located_yaml import Located, Path
from goodoffices.errors import shorten, unknown

FormT = TypeVar("FormT", bound=BaseModel)

_SHAPES = {
    "dict_type": "a mapping (key: value)",
    "model_type": "a mapping (key: value)",
    "list_type": "a list",
}


def shape(located: Located, form: type[FormT]) -> tuple[FormT | None, Located]:
    """Return the form and the document it was read from.

    There is no form if the document is none, or if a part that the form cannot do without is missing or broken.
    """
    required = [name for name, field in form.model_fields.items() if field.is_required()]
    if not isinstance(located.data, dict):
        found = "the file is empty" if located.data is None else f"found {_spelled(located.data)}"
        keys = ", ".join(required or form.model_fields)
        located.report((), f"{found}; expected a mapping with {keys}")
        return None, located
    told = False
    while True:
        try:
            return form.model_validate(located.data), located
        except ValidationError as error:
            broken: set[Path] = set()
            for detail in error.errors(include_url=False, include_context=True):
                path = _path(located.data, detail["loc"])
                broken.add(path)
                # What a cut leaves incomplete was whole in the file: that is no mistake of its own.
                if not told or detail["type"] != "missing":
                    at = located.keys.get(path) if detail["type"] == "extra_forbidden" else None
                    located.report(path, _words(detail, _value(located.data, path), form), at=at)
        told = True
        located = located.without(broken)
        if any(key not in located.data for key in required):
            return None, located


def _path(data: Any, loc: tuple[int | str, ...]) -> Path:
    """Follow pydantic's location as far as it runs through the file; shorthands and unions have parts of their own."""
    path: Path = ()
    for part in loc:
        if (isinstance(data, dict) and part in data) or (isinstance(data, list) and part in range(len(data))):
            data, path = data[part], (*path, part)  # type: ignore[index]
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
            return _choice(value, found["ctx"]["expected"])
        case "list_type" if isinstance(value, str):
            return (
                f"found {_spelled(value)}; expected a list, so write it in brackets: [{' '.join(value.split())[:20]}]"
            )
        case "expected":
            return f"found {_spelled(value)}; {found['msg']}"
    return f"found {_spelled(value)}; expected {_SHAPES.get(found['type'], found['msg'])}"


def _choice(value: Any, expected: str) -> str:
    near = difflib.get_close_matches(str(value), re.findall("'([^']*)'", expected), n=1)
    return f"found {_spelled(value)}; expected {expected}" + (f" (did you mean '{near[0]}'?)" if near else "")


def _spelled(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if isinstance(value, dict):
        return "a mapping with " + (
            ", ".join(map(shorten, list(value)[:5])) + (", …" if len(value) > 5 else "") or "no keys"
        )
    return shorten(value)


def _keys_beside(form: type[BaseModel], loc: tuple[int | str, ...]) -> Iterator[str]:
    """Yield the keys allowed where the last part of `loc` stands."""
    parts = iter(loc[:-1])
    for part in parts:
        named = {field.alias or name: field for name, field in form.model_fields.items()}
        if part in named:
            annotation = named[str(part)].annotation
            form = next(_forms_within(annotation), form)
            if get_origin(annotation) is dict:
                next(parts, None)  # a name of the user's
    yield from (field.alias or name for name, field in form.model_fields.items())


def _forms_within(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the forms that a type such as dict[str, list[Form]] is made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _forms_within(part)
