"""Incident types of lower-case documents against coded events."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.bench.lower_case import as_reports, load_kinds, recall_by_kind, sample, told_kinds
from dateline.codebook import load_codebook

KINDS = {"kidnapping": frozenset({"abduction"}), "bombing": frozenset({"explosive_device", "shelling"})}


def document(name: str, *kinds: str) -> dict[str, Any]:
    return {"docid": name, "doctext": "…", "templates": [{"incident_type": kind} for kind in kinds]}


def record(name: str, *types: str) -> dict[str, Any]:
    return {"report": {"id": name}, "events": [{"type": type_} for type_ in types]}


def test_every_type_that_may_stand_for_an_incident_is_one_of_the_codebook() -> None:
    assert frozenset().union(*load_kinds().values()) <= load_codebook().types.keys()


def test_a_template_of_two_types_tells_of_both() -> None:
    assert told_kinds(document("a", "bombing / kidnapping"), KINDS) == {"bombing", "kidnapping"}


def test_recall_counts_documents_whose_incident_has_a_fitting_event() -> None:
    documents = [document("a", "kidnapping"), document("b", "kidnapping"), document("c", "bombing")]
    rows = recall_by_kind(
        documents, [record("a", "abduction"), record("b", "protest"), record("c", "shelling")], KINDS
    )
    assert rows["kidnapping"] == {"documents": 2, "recall": 0.5, "elsewhere": 0.0}
    assert rows["all"]["recall"] == pytest.approx(2 / 3)


def test_a_coder_that_puts_a_type_everywhere_is_found_out_elsewhere() -> None:
    documents = [document("a", "kidnapping"), document("b", "bombing")]
    rows = recall_by_kind(documents, [record(name, "abduction") for name in "ab"], KINDS)
    assert (rows["kidnapping"]["recall"], rows["kidnapping"]["elsewhere"]) == (1.0, 1.0)


def test_a_type_no_document_tells_of_has_no_recall() -> None:
    assert recall_by_kind([document("a", "bombing")], [], KINDS)["kidnapping"]["recall"] is None


def test_a_sample_is_spread_over_the_documents_that_tell_of_something() -> None:
    documents = [document(str(i), *(["bombing"] if i % 2 else [])) for i in range(20)]
    assert [d["docid"] for d in sample(documents, KINDS, 5)] == ["1", "5", "9", "13", "17"]
    assert len(sample(documents, KINDS, 100)) == 10


def test_documents_go_in_as_reports_without_their_templates() -> None:
    assert as_reports([document("a", "bombing")]) == [{"id": "a", "text": "…"}]
