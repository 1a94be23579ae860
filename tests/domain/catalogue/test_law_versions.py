"""Which text of a law was in force on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.catalogue import Catalogue, Law, LawTimes, NotInCatalogue
from tests.domain.catalogue import make


def law_on(versions: Iterable[LawTimes], day: date) -> Law | None:
    """The text of a law that was in force on a day."""
    holding = [
        times.law for times in versions if (times.first or date.min) <= day <= (times.last or date.max)
    ]
    return holding[-1] if holding else None


def test_a_later_text_of_the_same_law_takes_over_on_its_first_day(catalogue: Catalogue) -> None:
    before, after = (
        law_on(catalogue.law_times("SH-MSW"), day) for day in (date(2026, 8, 14), date(2026, 8, 15))
    )
    assert before is not None and after is not None
    assert (before.id, after.id) == ("SH-MSW-2019", "SH-MSW-2026")


def test_a_repealed_law_ends_on_the_day_before_its_repeal_and_stays_readable(catalogue: Catalogue) -> None:
    assert law_on(catalogue.law_times("CN-SW"), date(2026, 8, 14)) == catalogue.law("CN-SW-2020")
    assert law_on(catalogue.law_times("CN-SW"), date(2026, 8, 15)) is None
    assert catalogue.law("CN-SW-2020").repealed_by == "CN-EEC-2026"


def test_before_the_first_text_there_was_no_law(catalogue: Catalogue) -> None:
    assert law_on(catalogue.law_times("CN-EEC"), date(2026, 8, 14)) is None


@given(st.lists(st.dates(date(2000, 1, 1), date(2030, 1, 1)), min_size=1, max_size=6, unique=True), st.data())
def test_on_each_day_the_newest_text_that_had_begun_is_the_law(
    starts: list[date], data: st.DataObject
) -> None:
    laws = [replace(make.LAW, id=f"SH-DEMO-{n}", effective=day) for n, day in enumerate(starts)]
    day = data.draw(st.dates(date(1999, 1, 1), date(2031, 1, 1)))
    began = [start for start in starts if start <= day]
    found = law_on(make.catalogue_of(laws=laws).law_times("SH-DEMO"), day)
    assert (found and found.effective) == (max(began) if began else None)


def test_every_version_of_a_law_is_kept_with_its_days(catalogue: Catalogue) -> None:
    old, new = catalogue.law_times("SH-MSW")
    assert (old.first, old.last) == (date(2019, 7, 1), new.first and new.first - timedelta(days=1))


def test_a_status_that_no_source_tells_is_marked(catalogue: Catalogue) -> None:
    benchmark = catalogue.law("SH-BM-MSW-2019")
    assert (benchmark.status, benchmark.in_force_confirmed) == ("待核", False)


def test_a_title_that_begins_with_a_title_is_not_bracketed_twice(catalogue: Catalogue) -> None:
    assert catalogue.law("SH-BM-MSW-2019").name == "《上海市生活垃圾管理条例》行政处罚裁量基准"
    assert catalogue.law("CN-APL-2021").name == "《中华人民共和国行政处罚法》"


def test_rows_that_a_release_lacks_are_named(catalogue: Catalogue) -> None:
    with pytest.raises(NotInCatalogue) as missing:
        catalogue.item("SH-CG-9999")
    assert missing.value.facts == {"row": "item", "id": "SH-CG-9999"}
    with pytest.raises(NotInCatalogue):
        catalogue.law("CN-NONE-1900")
    with pytest.raises(NotInCatalogue):
        catalogue.benchmark("BM-9999")
    with pytest.raises(NotInCatalogue):
        catalogue.batch("B1900-1")
