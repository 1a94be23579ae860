"""Finding an item while typing: words, articles, codes, initials."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.catalogue import Catalogue
from app.domain.catalogue.search import CatalogueSearch


def found(search: CatalogueSearch, query: str) -> list[str]:
    return [hit.code for hit in search.find(query)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("0002", "SH-CG-0002"),
        ("SH-CG-0002", "SH-CG-0002"),
        ("sh-cg-0002", "SH-CG-0002"),
        ("个人混合投放", "SH-CG-0002"),
        ("湿垃圾", "SH-CG-0002"),
        ("hhtf", "SH-CG-0002"),
        ("HHTF", "SH-CG-0002"),
        ("ｇｒｈｈ", "SH-CG-0002"),
        ("露天烧烤", "SH-CG-0022"),
        ("占路设摊", "SH-CG-0065"),
        ("混投 个人", "SH-CG-0002"),
    ],
)
def test_what_officers_type_finds_what_they_mean(search: CatalogueSearch, query: str, first: str) -> None:
    assert found(search, query)[0] == first


def test_one_character_finds_every_name_that_has_it(search: CatalogueSearch, catalogue: Catalogue) -> None:
    named = {item.code for item in catalogue.items if "犬" in item.name}
    assert named <= set(found(search, "犬"))


@pytest.mark.parametrize("query", ["第五十七条第二款", "57条2款", "第57条第2款", "五十七条第二款"])
def test_an_article_is_found_in_figures_and_in_words(search: CatalogueSearch, query: str) -> None:
    assert "SH-CG-0002" in found(search, query)


def test_a_law_is_found_by_its_title_and_by_initials(search: CatalogueSearch) -> None:
    assert "SH-CG-0002" in found(search, "生活垃圾管理条例")
    assert "SH-CG-0002" in found(search, "shljgltl")


def test_a_field_is_found_by_its_name(search: CatalogueSearch, catalogue: Catalogue) -> None:
    assert {item.code for item in (one for one in catalogue.items if one.domain == "DOG")} <= set(
        found(search, "养犬")
    )


def test_letters_that_every_code_begins_with_are_taken_for_initials(search: CatalogueSearch) -> None:
    assert len(found(search, "sh")) < len(found(search, "sh-cg-0"))
    assert {span.field for hit in search.find("sh") for span in hit.spans}.isdisjoint({"code"})


def test_every_word_of_the_query_must_be_found(search: CatalogueSearch) -> None:
    assert set(found(search, "垃圾 单位")) <= set(found(search, "垃圾")) & set(found(search, "单位"))
    assert found(search, "垃圾 没有这个词") == []


def test_a_name_that_begins_with_the_word_stands_before_one_that_holds_it(search: CatalogueSearch) -> None:
    hits = search.find("单位")
    assert [hit.rank for hit in hits] == sorted(hit.rank for hit in hits)
    assert hits[0].code == "SH-CG-0001"


def test_nothing_typed_shows_the_whole_list_in_its_order(
    search: CatalogueSearch, catalogue: Catalogue
) -> None:
    assert found(search, "  ") == [item.code for item in catalogue.items]


def test_a_search_can_be_kept_to_one_field(search: CatalogueSearch, catalogue: Catalogue) -> None:
    hits = search.find("垃圾", allowed=lambda item: item.domain == "DOG")
    assert {catalogue.item(hit.code).domain for hit in hits} == {"DOG"}


def test_the_hit_is_shown_where_it_stands(search: CatalogueSearch) -> None:
    (span,) = search.find("混投")[0].spans
    assert (span.field, span.text[span.start : span.end]) == ("name", "混投")


def test_initials_point_at_the_characters_they_stand_for(search: CatalogueSearch) -> None:
    (span,) = search.find("hhtf")[0].spans
    assert span.text[span.start : span.end] == "混合投放"


@given(st.text(max_size=30))
def test_whatever_is_typed_gives_spans_inside_their_texts(search: CatalogueSearch, query: str) -> None:
    for hit in search.find(query):
        for span in hit.spans:
            assert 0 <= span.start < span.end <= len(span.text)


@given(st.text(alphabet="垃圾单位个人hljdw0157条款 ", max_size=8))
def test_the_same_query_always_gives_the_same_order(
    search: CatalogueSearch, catalogue: Catalogue, query: str
) -> None:
    assert search.find(query) == CatalogueSearch(catalogue).find(query)


def test_a_key_stroke_is_answered_at_once(search: CatalogueSearch) -> None:
    queries = ("垃圾", "hl", "第五十七条", "占路设摊", "单位 道路")
    begun = time.perf_counter()
    for query in queries:
        search.find(query)
    assert (time.perf_counter() - begun) / len(queries) < 0.05
