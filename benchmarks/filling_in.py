"""Filling in a case: the next question, and writing an answer

Bound: the next question within 0.2 seconds on the full catalogue. Measured while the facts of
the Zwolle case are answered one by one, from none to all.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.timing import seconds
from pps_advisor import load_case, load_catalogue
from pps_advisor.model.case.case import Answer
from pps_advisor.model.frozen import evolve
from pps_advisor.model.values import UNKNOWN
from pps_advisor.reading.case.edit import with_answers
from pps_advisor.reading.case.new import new_case
from pps_advisor.reasoning.influence.next_question import next_questions

CASE = Path("cases/zwolle-sociale-basis.yaml")


def measure() -> Iterator[str]:
    """The slowest and the middle next question, and an answer put into a file."""
    catalogue = load_catalogue()
    full = load_case(CASE, catalogue)
    given = {answer.question: answer for answer in full.answers}
    case, times = evolve(full, answers=()), []
    while True:
        start = time.perf_counter()
        todo = next_questions(case, catalogue, {answer.question for answer in case.answers})
        times.append(time.perf_counter() - start)
        if not todo:
            break
        answer = given.get(todo[0].question, Answer(todo[0].question, UNKNOWN))
        case = evolve(case, answers=(*case.answers, answer))
    times.sort()
    middle = times[len(times) // 2]
    yield f"{len(times)} next questions: slowest {times[-1]:.3f} s, middle {middle:.3f} s"
    yes = [Answer("governance.stuurgroep", "ja")]
    texts = {
        "a new case": new_case(catalogue, "x", "T", "G", full.reference_date),
        CASE.name: CASE.read_text(encoding="utf-8"),
    }
    for name, text in texts.items():
        taken = seconds(lambda text=text: with_answers(text, catalogue, yes))  # type: ignore[misc]
        yield f"an answer put into {name}: {taken * 1000:.1f} ms"
