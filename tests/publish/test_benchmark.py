"""The benchmark's events through every format: each is accounted for in the trace."""

from functools import lru_cache
from importlib.util import find_spec

import pytest
from publish_bench import BENCH, read_benchmark
from publish_records import write

from dateline.codebook import load_codebook
from dateline.publish import FORMATS, Record, find_format

pytestmark = pytest.mark.skipif(not BENCH.exists(), reason="needs the benchmark in ../shared/bench")
DECIDED = ("written", "merged", "left out")


@lru_cache(maxsize=1)
def records() -> tuple[Record, ...]:
    return tuple(read_benchmark("dev.jsonl"))


@pytest.mark.parametrize("name", FORMATS)
def test_every_event_is_written_merged_or_left_out_with_a_reason(name: str) -> None:
    if "parquet" in name and find_spec("pyarrow") is None:
        pytest.skip("pyarrow is not installed here")
    _, trace = write(find_format(name), records(), codebook=load_codebook())
    told = {key for line in trace if line.outcome in DECIDED for key in line.events}
    assert told == {f"{r.coded.report.id}/{e.id}" for r in records() for e in r.coded.events}
    assert all(line.why and line.rule for line in trace)


@pytest.mark.parametrize("name", ["acled", "ucdp"])
def test_the_order_of_the_reports_changes_no_byte(name: str) -> None:
    format_, book = find_format(name), load_codebook()
    assert write(format_, records(), codebook=book)[0] == write(format_, records()[::-1], codebook=book)[0]
