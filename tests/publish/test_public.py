"""Do no harm: what the public may not see is not in any file."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publish_records import kafr_zeita, make_event, make_record, write

from dateline.codebook import Codebook, load_codebook
from dateline.errors import PublishError
from dateline.model import Actor, Event, PlaceRef, SourceLink, Span
from dateline.publish import FORMATS, Context, Record, find_format
from dateline.publish.guarded import Guarded
from dateline.publish.public import MASK, is_sensitive, load_rules, make_mask, make_public

TEXT = "Soldiers shot Amal Haddou, a teacher, near Kafr Zeita clinic, neighbour Omar Sabil said. Amal died."


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load_codebook()


def span(words: str) -> Span:
    return Span.of(TEXT, TEXT.index(words), TEXT.index(words) + len(words))


def shooting(**values: Any) -> Event:
    """A shooting whose victim, place and witness are to be held back."""
    words = span("Kafr Zeita clinic")
    clinic = PlaceRef(words, words.text, "site", "geonames:9", 35.3741, 36.6021, 0.1, ("Hama",), "SY")
    known: dict[str, Any] = {
        "mentions": (span("shot Amal Haddou"),),
        "actors": (Actor(span("Soldiers"), "Military of Syria", "forces:SY", "SY"),),
        "targets": (Actor(span("Amal Haddou"), "Amal Haddou", why="'Amal Haddou' follows 'shot'"),),
        "places": (clinic,),
        "date": None,
        "toll": (),
        "weapons": (),
        "chains": ((SourceLink(span("Omar Sabil"), "Omar Sabil", "witness"),),),
    }
    return make_event("e1", "civilian_attack", "civilian_harm", **{**known, **values})


def shown(record: Record, book: Codebook) -> Record:
    return make_public(record, load_rules(), book)[0]


@pytest.mark.parametrize("name", [f for f in FORMATS if "parquet" not in f and f != "datapackage"])
def test_no_private_name_is_left_in_any_format(name: str, book: Codebook) -> None:
    url = "https://example.org/amal-haddou-killed"
    record = make_record(shooting(), text=TEXT, title="Amal Haddou killed", url=url)
    data, trace = write(Guarded(find_format(name), load_rules()), [record], codebook=book)
    everything = data.decode() + "".join(line.to_json() for line in trace)
    assert not any(part in everything for part in ("Amal", "Haddou", "Sabil", "amal-haddou", "clinic"))
    rules = {t.rule for t in trace if t.outcome == "held back"}
    assert rules == {"public: private person", "public: sensitive site"}


def test_public_actors_stay(book: Codebook) -> None:
    (event,) = shown(make_record(shooting(), text=TEXT), book).coded.events
    assert [a.name for a in event.actors] == ["Military of Syria"]


def test_masks_keep_every_offset(book: Codebook) -> None:
    public = shown(make_record(shooting(), text=TEXT), book)
    assert public.text is not None and len(public.text) == len(TEXT)
    for mention in public.coded.events[0].mentions:
        assert public.text[mention.start : mention.end] == mention.text


def test_a_sensitive_site_is_given_coarsely(book: Codebook) -> None:
    (event,) = shown(make_record(shooting(), text=TEXT), book).coded.events
    (place,) = event.places
    assert place.precision == 12 and place.id is None and place.level == "district"
    assert place.lat is not None and 0 < abs(place.lat - 35.3741) < 0.12


def test_a_town_is_no_sensitive_site() -> None:
    assert not is_sensitive(kafr_zeita(), load_rules())


@pytest.mark.parametrize("name", ["civilians", "Syrian civilians", "the villagers", "Russia", "protesters"])
def test_words_that_name_nobody_stay(name: str, book: Codebook) -> None:
    target = Actor(Span(0, len(name), name), name)
    record = make_record(make_event(targets=(target,), chains=()))
    assert shown(record, book) == record


def test_a_name_in_a_script_without_capitals_is_held_back(book: Codebook) -> None:
    target = Actor(Span(0, 4, "أحمد"), "أحمد")
    (event,) = shown(make_record(make_event(targets=(target,)), text=None), book).coded.events
    assert "أحمد" not in event.targets[0].name + event.targets[0].span.text


def test_a_source_that_asked_for_it_is_hidden(book: Codebook) -> None:
    rules = replace(load_rules(), hidden_sources=("morning post",))
    record, trace = make_public(make_record(make_event(), url="https://morningpost.example"), rules, book)
    assert record.coded.report.outlet == "[source held back]" and record.coded.report.url is None
    assert [t.rule for t in trace] == ["public: hidden source"]


@pytest.mark.parametrize("text", ["- a", "unknown: 1", "titles: 3", "coarsen_km: [1]", "a: b: c"])
def test_mistaken_rules_are_named(text: str, tmp_path: Path) -> None:
    path = tmp_path / "own.yml"
    path.write_text(text)
    with pytest.raises(PublishError, match="own.yml"):
        load_rules(path)


def test_a_project_s_own_rules_come_first(tmp_path: Path) -> None:
    path = tmp_path / "own.yml"
    path.write_text("coarsen_km: 50\n")
    assert load_rules(path).coarsen_km == 50 and load_rules(path).titles == load_rules().titles


@given(st.text(), st.lists(st.text(min_size=1, max_size=5), max_size=4))
def test_a_mask_keeps_the_length_and_masks_every_whole_word(text: str, words: list[str]) -> None:
    masked = make_mask(words)(text)
    assert len(masked) == len(text)
    assert all(m in (t, MASK) for m, t in zip(masked, text, strict=True))


def test_a_record_with_nothing_to_hold_back_is_unchanged(book: Codebook) -> None:
    record = make_record(make_event())
    assert make_public(record, load_rules(), book) == (record, [])
    assert Context().codebook.types == {}
