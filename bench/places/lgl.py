"""The Local-Global Lexicon (LGL) as records: reports of local newspapers with their place names resolved."""

from __future__ import annotations

import tempfile
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name: code points start and end (exclusive), GeoNames id and coordinates where known."""

    start: int
    end: int
    phrase: str
    id: str | None
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True)
class LglReport:
    """One report and its place names."""

    id: str
    title: str
    domain: str
    text: str
    toponyms: tuple[Toponym, ...]


def read_lgl(path: Path) -> list[LglReport]:
    """Every report of the corpus, in its order."""
    return [_report(article) for article in ElementTree.parse(path).getroot()]


def _report(article: ElementTree.Element) -> LglReport:
    tops = tuple(_toponym(t) for t in article.find("toponyms") or ())
    said = {name: article.findtext(name) or "" for name in ("title", "domain", "text")}
    return LglReport(article.get("docid") or "", said["title"], said["domain"], said["text"], tops)


def _toponym(element: ElementTree.Element) -> Toponym:
    tag = element.find("gaztag")
    known = tag if tag is not None else ElementTree.Element("none")
    lat, lon = known.findtext("lat"), known.findtext("lon")
    return Toponym(
        start=int(element.findtext("start") or 0),
        end=int(element.findtext("end") or 0),
        phrase=element.findtext("phrase") or "",
        id=known.get("geonameid"),
        lat=float(lat) if lat else None,
        lon=float(lon) if lon else None,
    )


def cached_docs(reports: list[LglReport]) -> list[Any]:
    """The reports as the language model reads them, kept in the temporary folder between runs."""
    from spacy.tokens import DocBin

    from dateline.places.find import MODEL, language_model

    nlp = language_model()
    file = Path(tempfile.gettempdir()) / f"dateline-lgl-{MODEL}-{len(reports)}.spacy"
    if file.exists():
        return list(DocBin().from_disk(file).get_docs(nlp.vocab))
    docs = list(nlp.pipe(r.text for r in reports))
    bin_ = DocBin(attrs=["ORTH", "SPACY", "TAG", "ENT_IOB", "ENT_TYPE"])
    for doc in docs:
        bin_.add(doc)
    bin_.to_disk(file)
    return docs
