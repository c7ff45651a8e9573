"""Stub."""
from __future__ import annotations
from dataclasses import dataclass
from typing import Any
@dataclass
class Tie:
    spans: Any; confidence: Any; holder: Any; relation: Any; beneficiary: Any
def ties(*a: Any) -> list[Tie]: return []
