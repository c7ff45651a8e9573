"""What the grammar of a claim tells: that it is denied, who did a deed, whose a plan is, why something failed."""

from __future__ import annotations

import re

from goodoffices.evidence.linking._likeness import stem, stems_of, terms, words

Frame = tuple[frozenset[str], frozenset[str]]
"""What it is about, and who is named."""

_NO = re.compile(
    r"\b(?:not|no|never|nobody|none|neither|nor|cannot)\b|n't\b|\b(?:refus|reject|den(?:y|ied|ies)|rul(?:e|ed|es) out)"
)
_IF = re.compile(r"\b(?:if|unless|until|without|whether)\b[^,;.]*")
_BY = re.compile(r"^(?P<what>.+?)\b(?:was|were|been|being|is|are)\b(?P<deed>[^,;.]*?)\bby (?P<who>[^,;.]+)")
_MADE = r"(?:proposed|drawn up|drew up|laid out|set out|written|drafted|put forward|authored)"
_NOUN = r"(?:plan|proposal|blueprint|road ?map|communiqu[eé]|draft|initiative|document|text|deal|accord|agreement)"
_MAKER = re.compile(
    rf"\b[A-Z][\w-]+['’]s?(?: [a-z-]+){{0,2}} {_NOUN}\b|\b{_NOUN}\b[^.;]{{0,60}}?\b{_MADE}\b[^.;]{{0,40}}"
    rf"|\b{_NOUN}\b[^.;]{{0,30}}? like [^.;]{{0,40}}"
)
_MAKING_CUE = re.compile(r"\b(?:proposed|drawn up|drafted|written|put forward|authored) by\b")
_PAPERS = frozenset({"PLAN", "AGREE", stem("draft"), stem("initiative"), stem("document"), stem("text")})
_TITLES = frozenset({"mr", "mrs", "ms", "dr", "president", "minister", "secretary", "general", "foreign", "state"})
_NAME = re.compile(r"(?<![.!?…] )(?<!^)\b[A-Z][^\W\d_]+")
_YEARS = stems_of("last year years")
_MATTERS = frozenset({"TALK", "AGREE", "PLAN", "TRUCE", "ELECTION", "RELEASE", "WITHDRAW"})
_FAILED = (
    r"(?:fail(?:ed|s)?|collapsed?|broke (?:down|off|up)|broken (?:down|off)|f[ea]ll(?:en)? (?:through|apart)|foundered|"
    r"stalled|unravell?ed|came to nothing|(?:was|were|been) (?:abandoned|cancelled|called off|suspended|broken off)|"
    r"(?:was|were) never (?:carried out|implemented|held|signed)|did not (?:take place|happen))"
)
_WHY = r"(?:because(?: of)?|owing to|due to|thanks to|on account of|over|after|when)"
_AMISS = re.compile(
    r"fail|collaps|bro[ck]|f[ae]ll|founder|stall|unravel|nothing|abandon|cancel|called off|suspend|never|not |wreck|"
    r"torpedo|sank|derail|scuttl|sabotag|doom|walked|blam|fault|fire|attack|str[iu]ck|shot|start|beg[au]n|provok|trigger|"
    r"viol|breach"
)
"""Where none of these stands, nothing failed and nobody began."""
_BECAUSE = re.compile(rf"(?P<what>[^.;]*?)\b{_FAILED}\b[^.;]*?\b{_WHY}\b (?P<why>[^.;]+)")
_WRECKED = re.compile(
    r"(?P<why>[^.;,]+?)\b (?:had |has |have )?(?:wrecked|torpedoed|sank|derailed|scuttled|sabotaged|doomed|broke off|"
    r"walked out of) (?P<what>[^.;,]+)"
)
_FAULT = re.compile(
    r"(?P<why>[^.;,]+?) (?:is|was|are|were) (?:to blame|at fault) for (?P<what>[^.;,]+)"
    r"|(?P<whom>[^.;,]+?) for (?P<that>(?:the )?(?:failure|collapse|breakdown|failed)[^.;,]+)"
)
_BEGAN = re.compile(
    r"(?P<who>[^.;,]+?) (?:had |has |have )?(?P<how>(?:opened fire|fired|attacked|struck|shot)[^.;,]*? first\b|"
    r"(?:started|began|provoked|triggered) (?:the |this )?"
    r"(?:war|fighting|firing|clash(?:es)?|violence|shooting|shelling|hostilities|battle)|"
    r"(?:broke|broken|violated|breached) (?:the |this |a )?(?:truce|ceasefire|cease-fire|armistice))"
)
_UNSAID = stems_of("side sides first forces troops army men fighters gunmen people had has have")


def negations(text: str) -> int:
    """Return how many words of a text deny."""
    return len(_NO.findall(_IF.sub(" ", text.casefold().replace("’", "'"))))


def deed(text: str) -> Frame | None:
    """Return what was done to and by whom, where the text says so in the passive."""
    found = _BY.search(text)
    if not found or not (what := terms(found["what"])):
        return None
    return what, terms(" ".join(found["who"].split()[:5]))


def paper(text: str, cue: str, speakers: str) -> Frame | None:
    """Return which plan or document a text is about, and the names that made it; a cue may say that the speaker did."""
    by_cue = bool(_MAKING_CUE.search(cue))
    about, made = terms(text), _MAKER.search(text)
    if not about & _PAPERS or not (by_cue or made):
        return None
    spoke = {stem(word) for word in words(speakers)}
    named = {stem(name.casefold()) for name in _NAME.findall(f"- {made[0] if made else ''}")} - _TITLES
    own = set() if made and _MAKING_CUE.search(made[0]) else spoke
    names = frozenset(spoke if by_cue else named - own)
    return (about - names - _YEARS, names) if names else None


def cause(text: str, cue: str) -> Frame | None:
    """Return what failed, of the things that can, and what or who is named as the cause."""
    blamed = cue.startswith("blam")
    if not _AMISS.search(text):
        return None
    for pattern in (_BECAUSE, _FAULT, _WRECKED):
        found = pattern.search(text)
        if found is None or (pattern is _FAULT and found["whom"] and not blamed):
            continue
        named = found.groupdict()
        what = terms(named["what"] or named.get("that") or "") & _MATTERS
        why = terms(named.get("why") or named.get("whom") or "") - _MATTERS
        return (what, why) if what and why else None
    return None


def beginner(text: str) -> Frame | None:
    """Return that somebody struck first or broke the truce, and who."""
    found = _BEGAN.search(text) if _AMISS.search(text) else None
    if found is None:
        return None
    about = "TRUCE" if re.match(r"br|viol", found["how"]) else "FIRST"
    who = terms(" ".join(found["who"].split()[-5:])) - _UNSAID
    return (frozenset({about}), who) if who else None
