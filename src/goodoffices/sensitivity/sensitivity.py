"""The whole answer of `sensitivity`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from goodoffices.case import CaseFile, Grounds
from goodoffices.progress import Progress, silent
from goodoffices.sensitivity.answer import Conclusion, SensitivityAnswer
from goodoffices.sensitivity.ask import Asker
from goodoffices.sensitivity.doubt import MOST_ENUMERATED, Doubt, doubt
from goodoffices.sensitivity.kept import Kept
from goodoffices.sensitivity.load_bearing import load_bearing
from goodoffices.sensitivity.narrowing import to_ask
from goodoffices.sensitivity.otherwise import otherwise
from goodoffices.sensitivity.overturning import overturning
from goodoffices.sensitivity.questions import QUESTIONS, UNANSWERED, Found, conclusions
from goodoffices.sensitivity.shares import Sample, enumerated, sampled

DRAWS, WITHIN, TRIES = 1000, 0.05, 300


def sensitivity(
    case: CaseFile,
    *,
    draws: int = DRAWS,
    seed: int = 0,
    within: float = WITHIN,
    tries: int = TRIES,
    exact_up_to: int = MOST_ENUMERATED,
    questions: Collection[str] | None = None,
    workers: int = 1,
    cluster: str | None = None,
    keep: Path | None = None,
    progress: Progress = silent,
) -> SensitivityAnswer:
    """Return how often each conclusion holds under the doubts on file, what carries it, and what to ask next.

    Parameters
    ----------
    case : CaseFile
        Its positions are held with their `confidence`, its intervals uniform between their ends, all independently.
    draws : int
        At most so many are drawn for the questions that need it.
    seed : int
        Of the draws; the same seed gives the same answer on any number of workers.
    within : float
        Draws end when no share of a conclusion of today can be further off than this, at 95 %; 0 spends all draws.
    tries : int
        How many sets of statements are tried, for each question, in search of the fewest that overturn a conclusion; 0:
        only for the verdict on convening, which needs no trials.
    exact_up_to : int
        Up to so many uncertain positions, where no interval counts, every combination is asked instead of drawn.
    questions : collection of str, optional
        Which of `QUESTIONS` to ask; all unless given.
    workers : int
        Processes on this machine.
    cluster : str, optional
        Address of a Dask scheduler whose workers are used instead.
    keep : Path, optional
        A file to which answers are added as they come in, and from which those there already are taken.
    progress : callable
        Told how much of a stretch of work is done.

    Returns
    -------
    SensitivityAnswer
        Shares are of draws under the analyst's own confidences, and say nothing else. Where every combination was asked
        they are exact.

    Raises
    ------
    MissingPartError
        If a cluster is named and Dask is not installed.
    FolderError
        If `keep` cannot be written.

    Notes
    -----
    Intervals are Wilson's [Wilson1927]_. Of more than a hundred deadlocks the first hundred count.

    Examples
    --------
    >>> from goodoffices.case import load
    >>> answer = sensitivity(load("examples/syria-2013"), questions=["convene"])
    >>> answer.exact, answer.conclusions[0].conclusion
    (True, 'does not convene')
    """
    asked = [name for name in QUESTIONS if questions is None or name in questions]
    now = {name: conclusions(name, case) for name in asked if QUESTIONS[name].applies(case)}
    now = {name: found for name, found in now.items() if UNANSWERED not in found}
    open_ = doubt(case)
    ask = Asker(
        case, workers=workers, cluster=cluster, kept=Kept(keep, case, seed) if keep else None, progress=progress
    )
    samples = {name: enumerated(open_, ask, name) for name in now if open_.is_enumerable(name, exact_up_to)}
    exact = len(samples) == len(now)
    drawn, narrow = sampled(
        open_, ask, {name: now[name] for name in now if name not in samples}, draws=draws, seed=seed, within=within
    )
    samples = {name: (samples | drawn)[name] for name in now}
    concluded = {name: tuple(_conclusions(case, open_, name, now[name], samples[name])) for name in now}
    carrying, asks = tuple(load_bearing(case, ask, now)), to_ask(case, open_, samples, now)
    overturned = (overturning(case, ask, name, now[name], tries=tries) for name in now)
    counts = {name: len(found) for name, found in concluded.items()}
    return SensitivityAnswer(
        draws=max((len(sample.found) for sample in (drawn or samples).values()), default=0),
        seed=seed,
        exact=exact,
        stopped="exact" if exact else "narrow enough" if narrow else "budget spent",
        uncertain=tuple(position.id for position in open_.positions),
        asked={name: len(sample.found) for name, sample in samples.items()},
        counts=counts | {"load_bearing": len(carrying), "ask_next": len(asks)},
        conclusions=tuple(one for found in concluded.values() for one in found),
        load_bearing=carrying,
        overturning={one: found for part in overturned for one, found in part.items()},
        ask_next=asks,
        left_out=tuple(name for name in asked if name not in now),
    )


def _conclusions(case: CaseFile, open_: Doubt, question: str, today: Found, sample: Sample) -> Iterator[Conclusion]:
    known = dict(_grounds_elsewhere(case, open_, question, today, sample)) | dict(today)
    shares = {one: sample.share(one) for one in known}
    ranked = [*today, *sorted(known.keys() - today.keys(), key=lambda one: (-shares[one][0], one))]
    for one in ranked:
        yield Conclusion(question, one, one in today, *shares[one], sample.exact, known[one])


def _grounds_elsewhere(
    case: CaseFile, open_: Doubt, question: str, today: Mapping[str, Grounds], sample: Sample
) -> Iterator[tuple[str, Grounds]]:
    """Yield what holds in some draw but not today, with its grounds in the first such draw."""
    seen = set(today)
    for held, amounts, found in zip(sample.held, sample.amounts, sample.found, strict=True):
        if new := found - seen:
            seen |= new
            there = conclusions(question, otherwise(case, open_.otherwise(question, held, amounts)))
            yield from ((one, there[one]) for one in new)
