"""Random cases as plain data, every feature of the case file in them."""

import itertools

from hypothesis import strategies as st

ISSUES = ["attends", "arms", "seat_1", "größe"]
PARTIES = ["north", "south", "un"]
LABELS = ["no", "yes", "leaves first", "1.10", "2013-05-06", "null", "~", "it's", "a: b", "#3", "true"]

texts = st.text("ab é日:#-'\"{}[],&*!|>%@`~\n\\", min_size=1, max_size=12).filter(str.strip)
dates = st.dates().map(str)
costs = st.one_of(
    st.integers(0, 20).map(str),
    st.integers(0, 9999).map(lambda n: f"{n / 1000:.3f}"),
    st.tuples(st.integers(0, 9), st.integers(0, 9)).map(
        lambda ends: {"low": str(min(ends)), "high": str(max(ends) + 1)}
    ),
)
shares = st.sampled_from(["0", "0.5", "0.875", "1"])


def some(**optional):
    return st.fixed_dictionaries({}, optional=optional)


@st.composite
def conditions(draw, values):
    name = draw(st.sampled_from(sorted(values)))
    label = draw(st.sampled_from(values[name]))
    quoted = '"' + label.replace("\\", "\\\\").replace('"', '\\"') + '"'
    atom = draw(st.sampled_from([f"{name} = {quoted}", f"not {name} = {quoted}", f"{name} in {{{quoted}}}"]))
    sign = draw(st.sampled_from(["", "and", "or", "->", "<->"]))
    return f"{atom} {sign} {draw(conditions(values))}" if sign else atom


@st.composite
def case_data(draw):  # noqa: C901 (one part a section)
    """Return a case as `_plain.to_data` would write it, or a little longer."""
    values = {
        name: draw(st.lists(st.sampled_from(LABELS), min_size=2, max_size=4, unique=True))
        for name in draw(st.lists(st.sampled_from(ISSUES), min_size=1, max_size=4, unique=True))
    }
    if draw(st.booleans()):
        values = dict(zip(values, itertools.repeat(["no", "yes"]), strict=False))
    parties = draw(st.permutations(PARTIES))[: draw(st.integers(1, 3))]
    condition = conditions(values)
    ids = iter(f"id{n}" for n in range(100))
    grounds = {"why": texts}

    def entry(required, **optional):
        made = draw(st.fixed_dictionaries(required, optional=grounds | optional))
        return ({"id": next(ids)} if draw(st.booleans()) else {}) | made

    held = {
        "cost": costs,
        "confidence": shares,
        "since": st.sampled_from(["2001-02-03", "2013-05-06"]),
        "until": st.sampled_from(["2013-05-06", "2031-12-31"]),
        "withdrawn": st.sampled_from(["true", "false"]),
        "private": st.sampled_from(["true", "false"]),
    }

    def several(make):
        return [make() for _ in range(draw(st.integers(0, 2)))]

    def one_or_more(names):
        chosen = draw(st.lists(st.sampled_from(names), min_size=1, max_size=len(names), unique=True))
        return chosen[0] if len(chosen) == 1 and draw(st.booleans()) else chosen

    def party(name):
        weighted = {"weight": st.integers(0, 9).map(str)} if draw(st.booleans()) else {}
        wants = several(lambda: entry({"that": condition} | weighted, **held))
        data = draw(
            some(
                name=texts,
                aliases=st.lists(texts.map(lambda text: f"{name} {text}"), max_size=2, unique=True),
                role=st.sampled_from(["side", "sponsor", "backer", "observer"]),
                reservation=st.sampled_from(["now", "5", "0.25", [{"state": {}, "chance": "1"}]]),
            )
        )
        data["refuses"] = several(lambda: entry({"that": condition}, **held))
        data["requires"] = several(lambda: entry({"step": condition, "only_if": condition}, **held))
        if draw(st.booleans()):
            data["ranking"] = several(state)
        else:
            data["wants"] = [want["that"] if list(want) == ["that"] else want for want in wants]
        if draw(st.booleans()):
            issue = draw(st.sampled_from(sorted(values)))
            data["worth"] = {issue: {value: draw(costs) for value in values[issue]} | {values[issue][0]: "7"}}
            data["weights"] = draw(st.sampled_from([{}, {issue: "2"}, {issue: "0.5"}]))
        return data

    def state():
        one = {issue: draw(st.sampled_from(labels)) for issue, labels in values.items()}
        if all(set(labels) == {"no", "yes"} for labels in values.values()) and draw(st.booleans()):
            return "".join(draw(st.sampled_from("YN-")) for _ in values)
        return draw(st.sampled_from([one, [one], [one, one]]))

    def issue(labels):
        cost = draw(st.dictionaries(st.sampled_from(labels), costs, max_size=2))
        data = draw(some(title=texts, now=st.sampled_from(labels)))
        return {"by": one_or_more(parties), "cost": cost, **data} | (
            {} if labels == ["no", "yes"] else {"values": labels}
        )

    data = {"goodoffices": "1", "title": draw(texts)} | draw(some(as_of=dates, goal=condition))
    data["parties"] = {name: party(name) for name in parties}
    data["issues"] = {name: issue(labels) for name, labels in values.items()}
    data["impossible"] = several(lambda: draw(st.one_of(condition, st.just(None))) or entry({"that": condition}))
    data["one_way"] = draw(st.sampled_from([[], [next(iter(values))], dict(values)]))
    data["alike"] = draw(st.lists(condition, max_size=2))
    positions = [
        found.get("id", f"{name}.{kind}.{n}") if isinstance(found, dict) else f"{name}.{kind}.{n}"
        for name, whole in data["parties"].items()
        for kind in ("refuses", "requires", "wants")
        for n, found in enumerate(whole.get(kind, []), 1)
    ]
    if positions:
        data["leverage"] = several(
            lambda: entry(
                {"by": st.sampled_from(parties), "on": st.sampled_from(positions)},
                cost=costs,
                private=held["private"],
                **{"if": condition},
            )
        )
    if draw(st.booleans()):
        data["transition"] = draw(transitions(parties, condition))
    return {key: value for key, value in data.items() if value not in ([], {})}


@st.composite
def transitions(draw, parties, condition):
    """Return a transition section."""
    people = [f"c{n}" for n in range(draw(st.integers(1, 4)))]
    offices = ["chair", "bench"][: draw(st.integers(1, 2))]
    towns = ["A", "B", "it's"]
    candidate = st.fixed_dictionaries(
        {"town": st.sampled_from(towns)},
        optional={
            "name": texts.map(str.strip),
            "nominated_by": st.sampled_from(parties),
            "offices": st.sampled_from([offices, offices[0], ";".join(offices)]),
            "means": condition,
            "größe": texts.map(str.strip),
        },
    )
    veto = st.one_of(
        st.sampled_from(people),
        st.fixed_dictionaries({"candidate": st.sampled_from(people)}, optional={"cost": costs, "why": texts}),
        st.fixed_dictionaries(
            {"that": st.sampled_from(["town = A", "town != B and id in {c0, c1}"])}, optional={"cost": costs}
        ),
    )
    of = st.just({"town": "A"})
    where = st.sampled_from([{}, {"in": offices[0]}, {"in": offices}])
    counted = st.one_of(
        *(
            st.fixed_dictionaries({kind: st.integers(0, 9).map(str), "of": of})
            for kind in ("at_least", "at_most", "exactly")
        ),
        st.fixed_dictionaries({"share": st.sampled_from([{"min": "0.25"}, {"min": "0", "max": "0.5"}]), "of": of}),
    )
    rules = st.tuples(counted, where, some(cost=costs, why=texts)).map(lambda parts: parts[0] | parts[1] | parts[2])
    balance = {"balance": st.just(["A", "B"]), "by": st.just("town")}
    rules = st.one_of(rules, st.fixed_dictionaries(balance, optional={"margin": st.integers(0, 3).map(str)}))
    if len(offices) > 1:
        pairs = st.sampled_from(["apart", "together"]).map(lambda kind: {kind: offices, "by": "town"})
        rules = st.one_of(rules, pairs)
    return {
        "consent_of": parties,
        "offices": [{"id": office} | draw(some(seats=st.integers(1, 9).map(str))) for office in offices],
        "candidates": [{"id": person} | draw(candidate) for person in people],
    } | draw(
        some(
            vetoes=st.dictionaries(st.sampled_from(parties), st.lists(veto, max_size=3)),
            rules=st.lists(rules, max_size=3),
            order=st.dictionaries(st.sampled_from(parties), st.permutations(people)),
        )
    )
