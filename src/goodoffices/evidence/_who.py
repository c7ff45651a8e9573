"""The words that name a speaker → a `Voice`: who it is, how that was found out, or the candidates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from goodoffices.case.statements import Voice
from goodoffices.evidence._cast import NICKED, Cast, Person
from goodoffices.evidence._groups import group_voice, plain, state_named
from goodoffices.evidence._heard import Heard, is_plural
from goodoffices.evidence._known import bare, by_code, papers, table
from goodoffices.evidence._words import classes

_PLURAL = frozenset(["they", "them", "their", "these", "those", "both"])
_HE = frozenset(["he", "him", "his", "she", "her"])
_COMPANY = re.compile(r"(.+?),? and (?:its|his|her|their) (?:\w+ )?(?:allies|ally|supporters|partners|backers|friends)")


def _without_creed(low: str) -> str:
    """Return "shia iran" as "iran"."""
    first, _, rest = low.partition(" ")
    return rest if first in classes()["creed"] and rest in table() else low


class Identifier:
    """Resolves phrases of one report in reading order."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.heard = Heard()
        self._persons: dict[str, Person] = {}
        self._kept: dict[int, Heard] = {}

    def keep(self, passage: int) -> None:
        """Keep who had been heard when a passage began."""
        self._kept[passage] = self.heard.copy()

    def go_to(self, passage: int) -> None:
        """Go back to who had been heard when a passage began."""
        self.heard = self._kept.get(passage, self.heard)

    def note(self, voice: Voice | None, *, spoke: bool) -> None:
        """Remember who spoke or acted, so that a pronoun can point to them."""
        if voice is None or voice.name is None:
            return
        heard = self.heard
        if voice.how == "anonymous":
            heard.unnamed[:] = [voice, *(other for other in heard.unnamed if other.name != voice.name)][:4]
        if voice.name in self._persons:
            heard.people[:] = [voice, *(other for other in heard.people if other.name != voice.name)][:4]
        else:
            if is_plural(voice):
                heard.several[:] = [voice, *(other for other in heard.several if other.name != voice.name)][:4]
            heard.bodies[:] = [voice, *(other for other in heard.bodies if other.name != voice.name)][:4]
        if spoke:
            heard.speaker = voice

    def mention(self, words: str) -> None:
        """Remember somebody the report only names: a pronoun points there where nobody who spoke or acted fits."""
        person = self.cast.person(words) if bare(words) not in table() else None
        if person is None or any(voice.name == person.full for voice in self.heard.people):
            return
        self._persons[person.full] = person
        self.heard.people.append(Voice(words, person.full, self._party_of(person), "named"))

    def set_side_by_side(self, named: Iterable[str], *, spoken: bool) -> None:
        """Remember which states and bodies a sentence names where none of them speaks in it."""
        # A dateline's place in capitals ("MINSK, 4 March") is nobody who acts.
        known = (table().get(bare(words)) for words in named if len(words) < 4 or not words.isupper())
        bodies = dict.fromkeys(k.name for k in known if k and k.kind in ("state", "capital", "seat", "body", "force"))
        self.heard.rivals = tuple(bodies) if len(bodies) > 1 and not spoken else ()

    def is_person(self, voice: Voice | None) -> bool:
        """Whether a voice is a person known by name."""
        return voice is not None and voice.name in self._persons

    def state_of(self, voice: Voice | None) -> str | None:
        """Return the state a person speaks for, if the report says so."""
        person = self._persons.get(voice.name or "") if voice else None
        return person.state if person else None

    def voice(self, words: str) -> Voice:
        """Return who a phrase names; `name` is None where that would be a guess."""
        text = " ".join(words.split())
        if nicked := NICKED.search(text):
            return replace(self.voice(text[: nicked.end(1)] + text[nicked.start(2) - 1 :]), text=text)
        if reflexive := re.fullmatch(r"(.+) (?:itself|himself|herself|themselves)", text):
            return replace(self.voice(reflexive[1]), text=text)
        if company := _COMPANY.fullmatch(text):
            return replace(self.voice(company[1]), text=text)
        low = _without_creed(bare(text))
        if low in _HE | _PLURAL | {"it", "its", "we", "i"}:
            return self._pronoun(text, low)
        return (
            self._party(text)
            or self._joint(text)
            or self._personal(text)
            or self._state(text, low)
            or self._body(text, low)
            or self._titled(text)
            or self._possessed(text, low)
            or self._document(text, low)
            or self._both(text, low)
            or self._anonymous(text, low)
            or group_voice(text, low, self.cast, self.voice)
            or Voice(text, plain(text), None, "named")
        )

    def _pronoun(self, text: str, low: str) -> Voice:
        heard = self.heard
        pools = {
            "it": heard.bodies,
            "its": heard.bodies,
            "they": heard.several,
            "them": heard.several,
            "their": heard.several,
            "these": heard.several,
        }
        pool = heard.people if low in _HE else pools.get(low, heard.several)
        fitting = [voice for voice in pool if low not in ("he", "his", "him", "she", "her") or self._may_be(voice, low)]
        if low in ("it", "its") and heard.rivals:
            return Voice(text, None, None, "pronoun", heard.rivals)
        if low in ("it", "its") and heard.speaker is not None and heard.speaker in fitting:
            fitting = [heard.speaker, *(voice for voice in fitting if voice is not heard.speaker)]
        if not fitting and low in _HE and heard.speaker is not None and heard.speaker.how == "anonymous":
            return Voice(text, heard.speaker.name, heard.speaker.party, "pronoun", heard.speaker.candidates)
        if not fitting:
            names = dict.fromkeys(v.party or v.name or "" for v in (*heard.people, *heard.bodies))
            return Voice(text, None, None, "pronoun", tuple(filter(None, names)))
        found = fitting[0]
        if found.name in self._persons:
            self._persons.setdefault(found.name or "", self._persons[found.name])
        return Voice(text, found.name, found.party, "pronoun", found.candidates)

    def pronoun_for(self, words: str, subject: Voice) -> Voice:
        """Return whom a pronoun means in a sentence whose subject stands before it."""
        low = bare(words)
        if low in _HE and self.is_person(subject) and self._may_be(subject, low):
            return Voice(words, subject.name, subject.party, "pronoun", subject.candidates)
        return self.voice(words)

    def _may_be(self, voice: Voice, low: str) -> bool:
        person = self._persons.get(voice.name or "")
        if person is None or person.woman is None:
            return True
        return person.woman == (low in ("she", "her"))

    def _party(self, text: str) -> Voice | None:
        name = self.cast.party(words=text)
        if name is None:
            return None
        known = table().get(bare(text))
        how = "metonym" if known and known.kind in ("capital", "seat") else "named"
        return Voice(text, self.cast.parties[name].name, name, how)

    def _joint(self, text: str) -> Voice | None:
        parts = [part for part in re.split(r",? and (?:the )?|, (?:the )?", re.sub(r"^[Bb]oth ", "", text)) if part]
        if len(parts) < 2 or len(parts) > 6 or " and " not in text:
            return None
        if re.search(r"^(?:U\.S\.|[A-Z]\w+) and [A-Z]\w+ [a-z]+$", text):  # "British and French officials": one group
            return None
        found = [self.voice(part) for part in parts]
        if not all(
            v.name
            and (
                v.party
                or v.how in ("metonym", "pronoun")
                or v.name in self._persons
                or bare(v.text or "") in table()
                or (v.how == "named" and (v.text or "")[:1].isupper())
            )
            for v in found
        ):
            known = [v for v in found if v.party or v.name in self._persons or bare(v.text or "") in table()]
            if len(known) < len(found):
                return None
        name = ", ".join(str(v.name) for v in found[:-1]) + f" and {found[-1].name}"
        parties = tuple(dict.fromkeys(v.party for v in found if v.party))
        return Voice(
            text, name, parties[0] if len(parties) == 1 else None, "joint", parties if len(parties) > 1 else ()
        )

    def _both(self, text: str, low: str) -> Voice | None:
        """Read "the two men", "both leaders" as the two who were named together, or the only two heard so far."""
        words = low.split(" ")
        if len(words) != 2 or words[0] not in ("two", "both") or words[1] not in classes()["two_noun"]:
            return None
        together = next((v for v in self.heard.several if v.how == "joint" and str(v.name).count(" and ") == 1), None)
        if together is not None:
            return replace(together, text=text)
        people = self.heard.people
        if len(people) != 2 or words[1] in ("countries", "governments", "sides", "parties", "delegations"):
            names = tuple(filter(None, (voice.party or voice.name for voice in people)))
            return Voice(text, None, None, "pronoun", names)
        parties = tuple(dict.fromkeys(voice.party for voice in people if voice.party))
        name = f"{people[1].name} and {people[0].name}"
        return Voice(text, name, None, "joint", parties if len(parties) > 1 else ())

    def _personal(self, text: str) -> Voice | None:
        apposed = re.search(
            r"[a-z][\w’']*, (?:the (?:late|former|veteran|exiled) )?"
            r"((?:[A-ZÀ-Þ][\w\u0300-\u036f’'.-]*|al-[A-Z]\w+)(?: [A-ZÀ-Þa-z][\w\u0300-\u036f’'.-]*)"
            r"{0,4})$",
            text,
        )
        head = apposed[1] if apposed else re.split(r",| who | of the | at the | in the ", text)[0]
        run = re.findall(
            r"(?:[A-ZÀ-Þ][\w\u0300-\u036f’'.-]*|(?:al|el)-[A-Z][\w’'-]*)(?: (?:(?:van|von|de|del|bin|"
            r"ibn|al|el|der) )*(?:[A-ZÀ-Þ][\w\u0300-\u036f’'.-]*|(?:al|el)-[A-Z][\w’'-]*))*",
            head,
        )
        if not run or (re.search(r"[’']s \w", head) and head.rstrip().split(" ")[-1][:1].islower()):
            return None
        words = run[-1]
        if not head.rstrip().endswith(words):
            return None
        person = self.cast.person(words)
        if person is None or (bare(words) in table() and len(person.full.split(" ")) < 2):
            return None
        if bare(text) in table():
            return None
        state = person.state or state_named(text[: -len(words)] if text.endswith(words) else "")
        person.state = state
        party = self._party_of(person)
        self._persons[person.full] = person
        return Voice(text, person.full, party, "named")

    def _state(self, text: str, low: str) -> Voice | None:
        known = table().get(low)
        if known is None or known.kind not in ("state", "capital", "seat"):
            return None
        how = "named" if known.kind == "state" else "metonym"
        return Voice(text, known.name, self.cast.party(state=known.state), how)

    def _body(self, text: str, low: str) -> Voice | None:
        known = table().get(low) or table().get(re.sub(r"^.*[’']s ", "", low))
        if known is None and len(low.split(" ")) > 2:
            ends = (table().get(low.split(" ", cut)[-1]) for cut in (1, 2))
            known = next((k for k in ends if k is not None and k.kind in ("body", "force") and " " in k.name), None)
        if known is not None and known.kind in ("body", "force", "paper"):
            return Voice(text, known.name, self.cast.party(words=known.name), "named")
        short = self.cast.acronyms.get(text.removeprefix("the ").removeprefix("The "))
        if short:
            return Voice(text, short, self.cast.party(words=short) or self.cast.party(words=text), "named")
        own = re.sub(r"^.*[’']s? ", "", low)
        paper = next((known for words, known in papers().items() if own.startswith(words + " ")), None)
        return Voice(text, paper.name, None, "named") if paper else None

    def _titled(self, text: str) -> Voice | None:
        low = bare(text)
        if low.split(" ")[-1] not in classes()["person_title"]:
            return None
        person = self.cast.titled(text)
        if person is None:
            return None
        person.state = person.state or state_named(text)
        self._persons[person.full] = person
        return Voice(text, person.full, self._party_of(person), "title")

    def _party_of(self, person: Person) -> str | None:
        named = self.cast.party(words=person.full) or self.cast.party(words=person.last)
        return (
            named
            or (self.cast.party(words=person.body) if person.body else None)
            or self.cast.party(state=person.state)
        )

    def _possessed(self, text: str, low: str) -> Voice | None:
        """Read "his statement" and "X's remarks" as their owner's words, "his country" as the state of who speaks."""
        words = low.split(" ")
        if (
            len(words) > 1
            and words[0] in ("his", "her", "their", "its")
            and words[-1] in classes()["document_noun"] | {"comments", "aides", "account"}
        ):
            owner = self._pronoun(text, words[0])
            return Voice(text, owner.name, owner.party, "document", owner.candidates)
        if words[0] in ("his", "her", "my", "our") and words[-1] in (
            "country",
            "nation",
            "government",
            "side",
            "group",
            "people",
        ):
            person = self._persons.get((self.heard.speaker.name if self.heard.speaker else "") or "")
            state = person.state if person else None
            if state:
                return Voice(text, by_code()[state].name, self.cast.party(state=state), "title")
        match = re.fullmatch(r"(.+?)[’'](?:s )?(?:[\w-]+ ){0,2}?([\w-]+)", text)
        if match and match[2].lower() in classes()["document_noun"]:
            owner = self.voice(match[1])
            return Voice(text, owner.name, owner.party, "document", owner.candidates) if owner.name else None
        return None

    def _document(self, text: str, low: str) -> Voice | None:
        words = low.split(" ")
        head = next((word for word in words if word in classes()["document_noun"]), None)
        if head is None or (
            words[-1] not in classes()["document_noun"]
            and " of " not in low
            and " by " not in low
            and " in " not in low
            and " seen " not in low
        ):
            return None
        speaker = self.heard.speaker
        issued = (
            (speaker.party or speaker.name,)
            if speaker and words[0] == head and head in ("statement", "declaration")
            else ()
        )
        return Voice(text, plain(text), None, "document", tuple(filter(None, issued)))

    def _anonymous(self, text: str, low: str) -> Voice | None:
        words = re.split(r"[ -]", re.split(r" (?:of|in|at|for|from|with|close|who|familiar|near) ", low)[0])
        if not words or words[-1] not in classes()["anonymous_noun"]:
            return None
        state = state_named(text)
        party = (
            self.cast.party(state=state)
            if words[-1]
            in (
                "official",
                "officials",
                "spokesman",
                "spokeswoman",
                "spokesperson",
                "diplomat",
                "diplomats",
                "envoy",
                "negotiator",
                "negotiators",
            )
            else None
        )
        before = next((v for v in self.heard.unnamed if str(v.name).split(" ")[-1] == words[-1]), None)
        if len(words) == 1 and text[:4].lower() == "the " and before is not None:
            return replace(before, text=text)  # "the diplomat": the one who spoke before
        return Voice(text, plain(text), party, "anonymous")


def names(voices: Iterable[Voice | None]) -> tuple[str, ...]:
    """Return the names of voices, each once."""
    return tuple(dict.fromkeys(voice.name for voice in voices if voice and voice.name))
