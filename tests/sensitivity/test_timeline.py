"""From date to date: the course of the Syria conference, and which dates count."""

import datetime as dt
import re
from dataclasses import replace

import pytest

from goodoffices import Case
from goodoffices.brief.moving import picture
from goodoffices.sensitivity.timeline import dates


@pytest.fixture(scope="module")
def course() -> Case:
    return Case.load("examples/syria-course")


def test_a_timeline_has_a_moment_for_every_date_something_was_said_reported_begun_or_ended(course):
    assert [str(date) for date in dates(course.file)] == [
        "2013-05-07",  # announced; the American demand is last held
        "2013-05-08",  # the coalition answers
        "2013-05-29",  # its declaration
        "2013-06-22",  # Doha
        "2013-06-24",  # Damascus will come
        "2013-10-21",  # the president's remark
        "2013-10-22",  # London
        "2013-11-05",  # not in November
    ]


def test_every_moment_is_the_case_as_of_its_date(course):
    for moment in course.timeline().moments:
        there = course.at(moment.date).convene()
        assert moment.convenes == there.convenes
        assert moment.cost == there.packages[0].cost
        assert {one.positions for one in moment.stuck} == {one.positions for one in there.deadlocks}
        assert set(moment.positions) == set(there.positions)


def test_the_course_shows_when_it_came_closer_and_when_it_stuck_and_on_what(course):
    moments = {str(moment.date): moment for moment in course.timeline().moments}
    assert [moment.cost for moment in moments.values()] == [3, 5, 6, 8, 5, 5, 6, 9]
    closer = {one.name for one in moments["2013-06-24"].moved if one.after is None}
    assert {"no-seat-for-terrorists", "deadlock between no-seat-for-terrorists"} <= closer
    stuck = {one.name for one in moments["2013-06-22"].moved if one.before is None}
    assert {"arms-flow", "deadlock between arms-flow, no-arms-to-rebels"} <= stuck
    assert not any(moment.convenes for moment in moments.values())
    exit_and_power = [sum("no-handover" in one.positions for one in moment.stuck) for moment in moments.values()]
    assert exit_and_power == [0, 1, 1, 1, 1, 1, 1, 1], "the place of the president, throughout"
    assert not any(moment.agreement for moment in moments.values())


def test_the_course_tells_why_it_came_unstuck_and_why_it_stayed_stuck(course):
    moments = {str(moment.date): moment for moment in course.timeline().moments}
    loose = moments["2013-06-24"].unstuck
    assert [(one.positions, str(one.since), one.by) for one in loose] == [
        (("no-seat-for-terrorists",), "2013-05-07", ("no-seat-for-terrorists",))
    ]
    stuck = {one.positions: one for one in moments["2013-06-22"].stuck}
    arms = stuck["no-arms-to-rebels", "arms-flow"]
    assert (arms.by, arms.instead_of) == (("arms-flow",), ())
    assert str(stuck["no-handover", "exit-guaranteed"].since) == "2013-05-29"
    again = {one.positions: one for one in moments["2013-10-22"].stuck}["no-handover", "no-seat-beside-assad"]
    assert again.instead_of == ("no-handover", "exit-guaranteed")
    assert again.by == ("no-seat-beside-assad",)


def test_a_deadlock_stands_since_the_first_of_the_dates_on_which_it_did_without_a_break(course):
    moments = course.timeline().moments
    for number, moment in enumerate(moments):
        for one in moment.stuck:
            since = next(place for place, other in enumerate(moments) if other.date == one.since)
            assert all(one.positions in {two.positions for two in moments[n].stuck} for n in range(since, number + 1))
            assert since == 0 or one.positions not in {two.positions for two in moments[since - 1].stuck}


def test_what_moved_is_what_differs_from_the_date_before(course):
    held: set[str] = set()
    for moment in course.timeline().moments:
        for one in (one for one in moment.moved if one.question == "positions"):
            held = held - {one.name} if one.after is None else held | {one.name}
        assert held == {*moment.positions, *moment.interests}


def test_nothing_rests_on_what_had_not_been_said_yet(course):
    dossier = course.file.dossier
    interests = {name for held in course.file.positions if held.kind == "wants" for name in held.because}
    for moment in course.timeline().moments:
        for one in moment.moved:
            cited = [dossier.statements[name] for name in one.grounds.statements]
            late = {
                statement.id
                for statement in cited
                if (statement.said_on or dossier.reports[statement.report].published) > moment.date
            }
            assert late <= interests, "some are told of later only"


def test_a_case_without_dates_has_no_moments():
    case = Case.load("tests/published/prisoners")
    assert case.timeline().moments == ()
    assert "<svg" in picture(case.file, case.timeline())


def test_two_workers_tell_the_same_course(course):
    assert course.timeline(workers=2) == course.timeline()


def test_the_picture_has_a_lane_for_every_position_ever_held_and_a_column_for_every_date(course):
    found = course.timeline()
    svg = picture(course.file, found)
    ever = {name for moment in found.moments for name in moment.positions}
    assert all(f">{name}</text>" in svg for name in ever)
    assert "29 May 2013" in svg
    bars = re.findall(r"<title>([^<]*): held</title>", svg)
    assert sorted(bars) == sorted(ever), "each was held once, without a break"
    blocked = re.findall(r"<title>([^<]*): in a deadlock</title>", svg)
    assert set(blocked) == {name for moment in found.moments for one in moment.stuck for name in one.positions}


def test_a_position_taken_up_again_has_two_bars(course):
    parties = dict(course.file.parties)
    us = parties["us"]
    held = us.positions[0]
    again = replace(held, since=dt.date(2013, 10, 22), until=None)
    once = replace(held, id=f"{held.id}.once")
    parties["us"] = replace(us, positions=(replace(again, id="again"), once, *us.positions[1:]))
    case = Case(replace(course.file, parties=parties))
    assert len(re.findall("<title>again: held</title>", picture(case.file, case.timeline()))) == 1


def test_the_example_holds_no_quotation_and_only_invented_outlets(course):
    for report in course.file.dossier.reports.values():
        assert not re.search(r"[“”\"]", report.text)
    assert {report.outlet for report in course.file.dossier.reports.values()} == {
        "The Northquay Courier",
        "Lindmoor Gazette",
        "The Almery Review",
        "Port Eskil Herald",
    }
