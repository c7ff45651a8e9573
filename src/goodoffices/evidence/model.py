"""An optional second reader: any endpoint that speaks OpenAI's chat completions proposes statements.

Nothing leaves the machine unless the user names an endpoint. What comes back is a proposal and no more: `accepted`
believes only what the report bears out. The key is read from the environment and stands in no error and no repr.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from typing import Any
from urllib.parse import urlsplit

from goodoffices.case.statements import Report
from goodoffices.errors import MissingPartError, ModelError
from goodoffices.evidence._prompt import PROMPT
from goodoffices.evidence.accepted import Rejection, accepted
from goodoffices.evidence.linking._found import text_of

__all__ = ["KEY", "PROMPT", "Rejection", "accepted", "extractor", "propose"]

KEY = "GOODOFFICES_MODEL_KEY"
"""The environment variable that holds the key."""
_PART = 12_000
"""About so many letters are sent at once, whole paragraphs."""
_LARGEST = 4_000_000


def extractor(name: str) -> str:
    """Return how statements proposed by a model are marked: its name, and which prompt it was given."""
    return f"model {name}, prompt {hashlib.sha256(PROMPT.encode()).hexdigest()[:8]}"


def propose(url: str, name: str, report: Report, key: str | None = None, *, seconds: float = 120) -> list[Any]:
    """Return what a model proposes for a report, unchecked: give it to `accepted`.

    Parameters
    ----------
    url : str
        The endpoint, as `https://host/v1`; `/chat/completions` is added.
    name : str
        The model's name there.
    report : Report
        Only its body regions are sent.
    key : str, optional
        Sent as a bearer token; the environment's GOODOFFICES_MODEL_KEY if not given.
    seconds : float
        How long one answer may take in all.

    Raises
    ------
    ModelError
        If the endpoint cannot be reached, answers too late, too much, half, or not as asked. Neither key nor answer
        stands in its message.
    MissingPartError
        If httpx is not installed.
    """
    secret = key if key is not None else os.environ.get(KEY, "")
    address = urlsplit(url)
    if address.scheme not in {"http", "https"} or not address.hostname:
        raise ModelError("the endpoint is no http address; write it as https://host/v1")
    where = f"{address.scheme}://{address.hostname}" + (f":{address.port}" if address.port else "") + address.path
    found: list[Any] = []
    for part in _parts(report):
        body = {
            "model": name,
            "temperature": 0,
            "messages": [
                {"role": "system", "content": PROMPT},
                {"role": "user", "content": json.dumps({"report": part}, ensure_ascii=False)},
            ],
        }
        found += _statements(_answer(url, body, secret, where, seconds), secret, where)
    return found


def _parts(report: Report) -> list[str]:
    parts = [""]
    for body in text_of(report).bodies:
        paragraph = report.text[body.start : body.end]
        if parts[-1] and len(parts[-1]) + len(paragraph) > _PART:
            parts.append("")
        parts[-1] += paragraph
    return [part for part in parts if part.strip()]


def _answer(url: str, body: dict[str, Any], secret: str, where: str, seconds: float) -> bytes:
    """Return the bytes of an answer; redirects are not followed, for the key must not travel on."""
    try:
        import httpx
    except ImportError:
        message = "a language model needs httpx; install it with: pip install 'goodoffices[evidence]'"
        raise MissingPartError(message) from None
    target = url.rstrip("/")
    target += "" if target.endswith("/chat/completions") else "/chat/completions"
    until = time.monotonic() + seconds
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    received = bytearray()
    try:
        with (
            httpx.Client(timeout=min(seconds, 30), follow_redirects=False) as client,
            client.stream("POST", target, json=body, headers=headers) as response,
        ):
            if response.status_code != 200:
                raise ModelError(f"{where}: answered with status {response.status_code}; check address, name and key")
            for piece in response.iter_bytes():
                received += piece
                if len(received) > _LARGEST:
                    raise ModelError(f"{where}: the answer is larger than {_LARGEST:,} bytes; nothing of it is used")
                if time.monotonic() > until:
                    raise ModelError(f"{where}: no whole answer within {seconds:g} seconds; nothing of it is used")
    except httpx.TimeoutException:
        raise ModelError(f"{where}: no answer in time; try again, or another model") from None
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise ModelError(f"{where}: no whole answer ({type(error).__name__}); check that it runs there") from None
    return bytes(received)


def _statements(answer: bytes, secret: str, where: str) -> list[Any]:
    """Return the list in an answer; half an answer is none."""
    try:
        text = answer.decode("utf-8")
        whole = json.loads(text.replace(secret, "[key]") if secret else text)
        choice = whole["choices"][0]
        content = choice["message"]["content"]
        if choice.get("finish_reason") in {"length", "content_filter"}:
            raise ModelError(f"{where}: the answer was cut off; nothing of it is used")
        fenced = re.fullmatch(r"\s*```(?:json)?\s*\n(.*)\n\s*```\s*", content, re.DOTALL)
        found = json.loads(fenced[1] if fenced else content)
        listed = found["statements"] if isinstance(found, dict) else found
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError, LookupError, TypeError, AttributeError):
        raise ModelError(f"{where}: the answer is not the JSON asked for; nothing of it is used") from None
    if not isinstance(listed, list):
        raise ModelError(f"{where}: the answer holds no list of statements; nothing of it is used")
    return listed
