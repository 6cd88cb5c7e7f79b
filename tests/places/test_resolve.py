"""A report's place phrases resolved together."""

from __future__ import annotations

from dateline.model.place import PlaceRef
from dateline.model.span import Span
from dateline.places import Gazetteer, PlaceContext, resolve_places
from dateline.places.geometry import km_between


def resolve(
    gazetteer: Gazetteer, text: str, *phrases: str, context: PlaceContext | None = None
) -> list[PlaceRef]:
    """The references of phrases where they first stand in a text."""
    spans = [Span.of(text, text.index(p), text.index(p) + len(p)) for p in phrases]
    return list(resolve_places(text, spans, gazetteer, context=context or PlaceContext()))


def test_a_bare_name_is_the_town_and_a_kind_word_the_province(gazetteer: Gazetteer) -> None:
    town, province = resolve(
        gazetteer, "In Syria, Idlib was hit; Idlib province was calm.", "Idlib", "Idlib province"
    )
    assert (town.id, province.id) == ("c:idlib", "adm:idlib")


def test_countryside_is_the_division_shifted_its_way(gazetteer: Gazetteer) -> None:
    text = "Syria: clashes in the northern countryside of Hama."
    (ref,) = resolve(gazetteer, text, "the northern countryside of Hama")
    assert ref.id == "adm:hama" and ref.level == "region"
    assert ref.lat is not None and ref.lat > 35.3


def test_the_area_said_after_a_name_decides(gazetteer: Gazetteer) -> None:
    (ref,) = resolve(gazetteer, "A man was shot in Paris, Texas.", "Paris")
    assert ref.id == "c:paristx"


def test_the_best_known_namesake_is_meant_where_nothing_else_is_said(gazetteer: Gazetteer) -> None:
    (ref,) = resolve(gazetteer, "He flew to Paris.", "Paris")
    assert ref.id == "c:paris"


def test_the_other_places_of_a_report_decide_between_namesakes(gazetteer: Gazetteer) -> None:
    text = "In Syria, fighters left Latamneh, Latmeen and Buwaydah."
    refs = resolve(gazetteer, text, "Latamneh", "Latmeen", "Buwaydah")
    assert [r.id for r in refs] == ["c:lataminah", "c:latmin", "c:buwaydah1"]


def test_a_distance_and_direction_move_the_point(gazetteer: Gazetteer) -> None:
    (ref,) = resolve(
        gazetteer, "Sudan: an attack 18km northeast of El Fasher.", "18km northeast of El Fasher"
    )
    assert ref.level == "site" and ref.lat is not None and ref.lon is not None
    assert abs(km_between(13.6279, 25.3494, ref.lat, ref.lon) - 18) < 0.1
    assert ref.precision is not None and ref.precision >= 5


def test_a_road_lies_between_its_ends_and_says_how_surely(gazetteer: Gazetteer) -> None:
    text = "Syria: mines on the road between Saraqib and Ariha."
    (ref,) = resolve(gazetteer, text, "the road between Saraqib and Ariha")
    assert ref.lat is not None and 35.81 < ref.lat < 35.87
    assert ref.precision is not None and ref.precision >= 9


def test_a_part_of_a_country_is_a_region_of_honest_size(gazetteer: Gazetteer) -> None:
    (ref,) = resolve(gazetteer, "Raids in northern Syria.", "northern Syria")
    assert ref.level == "region" and ref.name == "northern Syria"
    assert ref.lat is not None and ref.lat > 35.0 and ref.precision is not None and ref.precision > 50


def test_an_unknown_name_keeps_its_words_and_the_area_around_it(gazetteer: Gazetteer) -> None:
    (ref,) = resolve(gazetteer, "Syria: they left Qwxzyrt in Idlib.", "Qwxzyrt in Idlib")
    assert (ref.id, ref.lat, ref.name) == (None, None, "Qwxzyrt")
    assert ref.admin == ("Idlib",) and ref.country == "SY"


def test_a_people_stands_for_its_country(gazetteer: Gazetteer) -> None:
    (ref,) = resolve(gazetteer, "The Syrian army moved.", "Syrian")
    assert ref.id == "iso:SY" and ref.level == "country"


def test_a_site_in_a_town_keeps_its_words_and_takes_the_towns_point(gazetteer: Gazetteer) -> None:
    (ref,) = resolve(gazetteer, "Syria: shells hit a market in Saraqib.", "a market in Saraqib")
    assert (ref.name, ref.level, ref.lat) == ("a market in Saraqib", "site", 35.8644)


def test_every_reference_says_why(gazetteer: Gazetteer) -> None:
    refs = resolve(gazetteer, "Syria: Latamneh, Hama and Nowherestan.", "Latamneh", "Hama", "Nowherestan")
    assert all(r.why for r in refs)


def test_the_same_report_gives_the_same_references(gazetteer: Gazetteer) -> None:
    text = "In Syria, fighters left Latamneh, Latmeen and Buwaydah near Hama."
    phrases = ("Latamneh", "Latmeen", "Buwaydah", "Hama")
    assert resolve(gazetteer, text, *phrases) == resolve(Gazetteer(gazetteer.path), text, *phrases)


def test_no_spans_give_no_references(gazetteer: Gazetteer) -> None:
    assert resolve_places("Nothing here.", [], gazetteer) == ()


def test_a_sound_alike_far_from_every_place_named_outright_is_not_taken(gazetteer: Gazetteer) -> None:
    near = "In Syria, fighters left Latmina and reached Damascus and Hama."
    far = "In Syria, fighters left Latmina and reached Damascus and Buwaydah."
    assert resolve(gazetteer, near, "Latmina", "Hama", "Damascus")[0].id == "c:lataminah"
    assert resolve(gazetteer, far, "Latmina", "Damascus")[0].id is None


def test_an_article_before_a_kind_word_is_no_name(gazetteer: Gazetteer) -> None:
    (ref,) = resolve(gazetteer, "In Syria, he was shot at a checkpoint.", "a checkpoint")
    assert (ref.id, ref.name) == (None, "a checkpoint")


def test_known_places_tell_the_country_that_a_report_does_not_name(gazetteer: Gazetteer) -> None:
    refs = resolve(
        gazetteer, "Fighters left Latmeen, Hama and Khan Sheikhoun.", "Latmeen", "Hama", "Khan Sheikhoun"
    )
    assert refs[0].country == "SY"


def test_a_small_namesake_far_off_in_a_country_never_named_is_not_taken(gazetteer: Gazetteer) -> None:
    paris, far = resolve(gazetteer, "France: bombs went off in Paris and in Saraqib.", "Paris", "Saraqib")
    assert paris.id is not None and far.id is None
    paris, named = resolve(gazetteer, "Bombs went off in Paris and in Saraqib, Syria.", "Paris", "Saraqib")
    assert named.country == "SY" and named.id is not None
