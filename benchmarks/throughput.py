"""Cases per second on the real catalogue, with explanation (without the two optional stages)"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.timing import seconds
from pps_advisor import assess, load_case, load_catalogue
from pps_advisor.reasoning.inference.engines import durable_installed

CASE = "cases/den-haag-instapeconomie.yaml"
CASES = 100


def measure() -> Iterator[str]:
    """Cases a second for each engine, and the cost of the optional stages."""
    catalogue = load_catalogue()
    case = load_case(CASE, catalogue)
    yield f"{'engine':<34} {'cases/s':>8}"
    for engine in ("plain", "durable"):
        if engine == "durable" and not durable_installed():
            yield f"{engine:<34} not installed"
            continue

        def many(engine: str = engine) -> None:
            for _ in range(CASES):
                assess(case, catalogue, engine, draws=0, with_open_questions=False)

        yield f"{engine:<34} {CASES / seconds(many, 5):>8.0f}"
    stages = {
        "plain, with robustness": lambda: assess(
            case, catalogue, "plain", with_open_questions=False
        ),
        "plain, with open questions": lambda: assess(case, catalogue, "plain", draws=0),
    }
    for name, stage in stages.items():
        yield f"{name:<34} {1 / seconds(stage):>8.0f}"
