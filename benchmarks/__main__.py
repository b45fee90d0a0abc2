"""Print every measurement: `python -m benchmarks`."""

from __future__ import annotations

from benchmarks import (
    filling,
    filling_in,
    growth,
    memo,
    plugins,
    reading,
    survey,
    throughput,
    what_if,
    whole_process,
)


def main() -> None:
    for part in (
        whole_process,
        memo,
        filling,
        reading,
        filling_in,
        survey,
        throughput,
        what_if,
        growth,
        plugins,
    ):
        print(f"\n{part.__doc__.splitlines()[0]}\n")
        for line in part.measure():
            print(f"  {line}")


if __name__ == "__main__":
    main()
