"""If they come, what could they agree on? The packages none can better, fair points among them, and ways there.

Read `answer.py` (what is answered), `settle.py` (what can be asked), `points.py` (the fair points), `_open.py` and
`worths.py` (the packages there are, and what they are worth), `_merge.py` and `_undominated.py` (the frontier),
`_counts.py`, `_ordinal.py` (without worth), `_text.py` and `_trades.py` (ways to it); `forecast.py` stands by itself.
"""

from goodoffices.settle.answer import Change, Outcome, Pressure, SettleAnswer, Step, Text, Trade
from goodoffices.settle.forecast import Actor, ForecastAnswer, Interval, forecast
from goodoffices.settle.settle import settle

__all__ = [
    "Actor",
    "Change",
    "ForecastAnswer",
    "Interval",
    "Outcome",
    "Pressure",
    "SettleAnswer",
    "Step",
    "Text",
    "Trade",
    "forecast",
    "settle",
]
