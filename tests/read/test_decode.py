"""Encodings and languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import UnreadableError
from dateline.read.decode import declared_in_markup, decode_text
from dateline.read.language import detect_language, language_code

TEXTS = {
    "en": "The “rebels” entered the town on Monday – it’s said that at least ten people were killed there.",
    "fr": "L’hôpital a été bombardé à l’aube : dix personnes ont été tuées, selon l’Observatoire.",
    "de": "Bei einem Luftangriff wurden am Montag zehn Menschen getötet, erklärte die örtliche Behörde.",
    "es": "Diez personas murieron en un ataque aéreo contra el mercado, según informó la policía de Málaga.",
    "cs": "Při útoku na město zahynulo nejméně deset lidí, uvedly v pondělí úřady a místní nemocnice.",
    "tr": "Saldırıda en az on kişi öldü, yetkililer pazartesi günü bölgeye takviye gönderildiğini açıkladı.",
    "ru": "Десять человек погибли при обстреле города в понедельник, сообщили местные власти и врачи.",
    "ar": "قتل عشرة أشخاص على الأقل في غارة جوية استهدفت سوقا في المدينة يوم الاثنين، وفق مصادر طبية",
    "he": "לפחות עשרה בני אדם נהרגו בתקיפה אווירית על השוק בעיר ביום שני, כך מסרו גורמים רפואיים",
    "zh": "据当地医院和人权观察站说，星期一对该市市场的空袭造成至少十人死亡，二十多人受伤，其中包括儿童。",
    "ja": "月曜日に市場が空爆され、少なくとも十人が死亡したと地元の病院と当局が発表した。",
    "ko": "월요일 시장에 대한 공습으로 최소 열 명이 숨졌다고 현지 병원과 당국이 밝혔다. ",
}
OLD = [
    ("en", "cp1252"),
    ("fr", "cp1252"),
    ("de", "cp1252"),
    ("es", "cp1252"),
    ("cs", "cp1250"),
    ("tr", "cp1254"),
    ("ru", "cp1251"),
    ("ru", "koi8-r"),
    ("ar", "cp1256"),
    ("he", "cp1255"),
    ("zh", "gb18030"),
    ("zh", "big5"),
    ("ja", "shift_jis"),
    ("ja", "euc_jp"),
    ("ko", "euc_kr"),
]


@pytest.mark.parametrize(("language", "encoding"), OLD)
def test_an_undeclared_old_encoding_is_found(language: str, encoding: str) -> None:
    text = TEXTS[language].replace("据当地", "據當地") if encoding == "big5" else TEXTS[language]
    data = text.encode(encoding, "ignore")
    assert decode_text(data)[0] == data.decode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_unicode_is_found_with_and_without_its_mark(encoding: str) -> None:
    assert decode_text(TEXTS["fr"].encode(encoding))[0] == TEXTS["fr"]


def test_a_declared_encoding_counts_before_utf_8() -> None:
    data = "Ã©tÃ©".encode()
    assert decode_text(data, "windows-1252")[0] == data.decode("cp1252")
    assert decode_text(data)[0] == "Ã©tÃ©"


@pytest.mark.parametrize("declared", ["utf-8", "no-such-thing", "rot13", "zlib", "ascii", None])
def test_a_wrong_declaration_does_no_harm(declared: str | None) -> None:
    assert decode_text(TEXTS["ru"].encode("cp1251"), declared)[0] == TEXTS["ru"]


def test_a_broken_byte_in_utf_8_costs_only_its_character() -> None:
    data = (TEXTS["ru"] * 5).encode()
    text = decode_text(data[:50] + b"\xff" + data[50:])[0]
    assert text.count("\ufffd") <= 2 and text.endswith(TEXTS["ru"])


def test_pages_labelled_latin_1_are_windows_1252() -> None:
    page = b'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">\x93no\x94'
    assert decode_text(page, declared_in_markup(page))[0].endswith("“no”")


@given(st.binary())
def test_any_bytes_give_text_or_a_reason(data: bytes) -> None:
    try:
        text, encoding = decode_text(data)
    except UnreadableError as error:
        assert error.message
    else:
        assert isinstance(text, str) and encoding


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    assert decode_text(f"a{text}".encode())[0] == f"a{text}"


@pytest.mark.parametrize("language", list(TEXTS))
def test_a_sentence_is_enough_to_tell_a_language(language: str) -> None:
    assert detect_language(TEXTS[language]) == language


@pytest.mark.parametrize(
    "text",
    ["", "Clashes in Gorom", "Gorom, Belawa, Kafr Nah, Tell Dar, Ain Sef, Deir Mar, Bir Alim", "12 " * 60],
)
def test_a_text_too_short_or_of_names_has_no_language(text: str) -> None:
    assert detect_language(text) is None


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en-GB", "en"), ("AR", "ar"), ("zh_Hans", "zh"), ("English", None), ("", None), (None, None)],
)
def test_a_language_tag_gives_its_primary_code(tag: str | None, code: str | None) -> None:
    assert language_code(tag) == code
