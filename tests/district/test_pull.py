"""The pull: everything of the street in the district's order, each entry once, and digests to compare."""

from __future__ import annotations

import pytest

from app.crypto.entries import entry_verifier
from app.crypto.signing import verify
from app.domain.verdict import Outcome
from app.ports.keys import SignatureTag
from app.wire.changes import read_fetched
from app.wire.cursors import Cursor, write_cursor
from app.wire.digests import Line, bucket_of, digest_of
from app.wire.statements import device_certificate, grant, read_statement
from tests.district.conftest import Setting
from tests.district.laptop import Laptop, altered
from tests.district.story import Story
from tests.district.test_settling import held_place, settle


@pytest.fixture
def second(setting: Setting) -> Laptop:
    return setting.laptop("SF-SFJD-02")


def test_own_entries_come_back_as_verdicts_alone(laptop: Laptop) -> None:
    entries = Story(laptop).begin()
    laptop.push(*entries)
    changes = laptop.pull()
    assert [laptop.read(each.verdict).entry for each in changes] == [each.id for each in entries]
    assert [each.entry for each in changes] == [None] * len(entries)


def test_another_laptop_of_the_street_gets_every_entry_whole_and_can_prove_it(
    laptop: Laptop, second: Laptop
) -> None:
    entries = Story(laptop).begin()
    laptop.push(*entries)
    standing = second.standing()
    certificates = [
        device_certificate(
            read_statement(each.encode(), SignatureTag.DEVICE_CERTIFICATE, second.district, verify)
        )
        for each in standing["devices"]
    ]
    grants = [
        grant(read_statement(each.encode(), SignatureTag.GRANT, second.district, verify))
        for each in standing["grants"]
    ]
    check = entry_verifier(
        {each.device: each.public_key for each in certificates}.get,
        {each.id: each.public_key for each in grants}.get,
    )
    received = [each.entry.entry() for each in second.pull() if each.entry is not None]
    assert received == entries
    assert [check(each) for each in received] == [None] * len(entries)


@pytest.mark.parametrize("limit", [1, 3, 1000])
def test_pages_of_any_size_bring_the_same_in_the_same_order(
    laptop: Laptop, second: Laptop, limit: int
) -> None:
    laptop.push(*Story(laptop).begin())
    whole = second.pull()
    found, page = [], second.page(limit=limit)
    found += page.changes
    while page.more:
        page = second.page(page.cursor, limit)
        assert len(page.changes) <= limit
        found += page.changes
    assert tuple(found) == whole


def test_a_cursor_at_the_end_brings_only_what_is_new(laptop: Laptop, second: Laptop) -> None:
    story = Story(laptop)
    laptop.push(*story.begin())
    page = second.page()
    assert not page.more
    again = second.page(page.cursor)
    assert (again.changes, again.more, again.cursor) == ((), False, page.cursor)
    laptop.push(story.set("party.phone", "000-1"))
    assert len(second.page(page.cursor).changes) == 1


def test_a_page_ends_before_it_grows_too_large(laptop: Laptop, second: Laptop) -> None:
    from app.domain.bodies import Unknown

    at = "2026-08-06T09:30:00+08:00"
    for _ in range(25):
        laptop.push(*[laptop.make(Unknown("note.made", {"n": "字" * 20_000}), None, at) for _ in range(4)])
    page = second.page()
    assert page.more and 60 < len(page.changes) < 100
    rest = second.page(page.cursor)
    assert len(page.changes) + len(rest.changes) == 100


def test_a_held_entry_comes_once_and_its_final_verdict_without_it(
    laptop: Laptop, second: Laptop, setting: Setting
) -> None:
    story, _, held = held_place(laptop, second)
    third = setting.laptop("SF-SFJD-03")
    page = third.page()
    brought = {third.read(each.verdict).entry: each.entry for each in page.changes}
    assert brought[held.id] is not None
    laptop.push(settle(story, held))
    later = third.page(page.cursor).changes
    assert [(third.read(each.verdict).entry == held.id, each.entry is None) for each in later] == [
        (False, False),
        (True, True),
    ]
    whole = [each for each in third.pull() if third.read(each.verdict).entry == held.id]
    assert [each.entry is None for each in whole] == [False, True]


def test_of_a_refused_entry_the_others_get_the_header_alone(laptop: Laptop, second: Laptop) -> None:
    story = Story(laptop)
    laptop.push(story.docket())
    bad = story.set("act.place", "示范路01弄")
    laptop.push(altered(bad, body='{"x":1}'))
    (change,) = [each for each in second.pull() if second.read(each.verdict).entry == bad.id]
    assert second.read(change.verdict).outcome is Outcome.REFUSED
    assert change.entry is not None
    assert (change.entry.header, change.entry.body, change.entry.salt) == (bad.header_bytes, None, None)


@pytest.mark.parametrize("cursor", ["x", "é", "A" * 2000])
def test_what_is_no_cursor_is_malformed(laptop: Laptop, cursor: str) -> None:
    answer = laptop.call("GET", "/v1/changes", params={"cursor": cursor})
    assert (answer.status_code, answer.json()) == (
        400,
        {"code": "request.malformed", "facts": {"field": "cursor"}},
    )


def test_a_cursor_of_another_epoch_scope_or_future_is_stale(laptop: Laptop) -> None:
    epoch = laptop.page().epoch
    for cursor in (
        Cursor("other", "DEMO-SFJD/1", 0),
        Cursor(epoch, "DEMO-LJZ/1", 0),
        Cursor(epoch, "DEMO-SFJD/1", 9),
    ):
        answer = laptop.call("GET", "/v1/changes", params={"cursor": write_cursor(cursor)})
        assert (answer.status_code, answer.json()["code"]) == (409, "cursor.stale")


@pytest.mark.parametrize("limit", ["0", "1001", "-1", "ten", "1.5", "９"])
def test_a_limit_beyond_its_bounds_is_malformed(laptop: Laptop, limit: str) -> None:
    answer = laptop.call("GET", "/v1/changes", params={"limit": limit})
    assert (answer.status_code, answer.json()["facts"]) == (400, {"field": "limit"})


# Digests.


def lines_of(laptop: Laptop, upto: int) -> dict[str, list[Line]]:
    """What a laptop reckons by itself from what it pulled."""
    newest: dict[str, Line] = {}
    cases: dict[str, str | None] = {each.id: each.header.case for each in laptop.chain}
    for change in laptop.pull():
        said = laptop.read(change.verdict)
        if change.entry is not None:
            cases[said.entry] = change.entry.entry().header.case
        if said.commit_seq <= upto:
            newest[said.entry] = Line(said.entry, said.commit_seq, said.outcome.value)
    found: dict[str, list[Line]] = {}
    for entry, line in newest.items():
        found.setdefault(bucket_of(cases[entry]), []).append(line)
    return found


def test_I5_digests_are_what_every_laptop_reckons_for_itself(laptop: Laptop, second: Laptop) -> None:
    story, _, held = held_place(laptop, second)
    other = Story(second, 2)
    second.push(*other.begin(), second.make(other_note(), None, "2026-08-06T09:30:00+08:00"))
    laptop.push(settle(story, held))
    newest = len(laptop.pull())
    for upto in (3, newest - 1, newest):
        answer = laptop.call("GET", "/v1/digests", params={"upto": upto}).json()
        mine = {bucket: digest_of(lines) for bucket, lines in lines_of(second, upto).items()}
        assert answer == {"epoch": laptop.page().epoch, "upto": upto, "buckets": mine}
    assert "none" in mine


def other_note() -> object:
    from app.domain.bodies import Unknown

    return Unknown("note.made", {})


def test_a_bucket_tells_its_lines(laptop: Laptop, second: Laptop) -> None:
    story = Story(laptop)
    laptop.push(*story.begin())
    bucket, upto = bucket_of(story.case), len(laptop.pull())
    answer = second.call("GET", f"/v1/buckets/{bucket}", params={"upto": upto}).json()
    expected = sorted(lines_of(second, upto)[bucket], key=lambda line: line.text)
    assert answer == {"lines": [[each.entry, each.commit_seq, each.outcome] for each in expected]}
    assert second.call("GET", "/v1/buckets/none").json() == {"lines": []}


def test_digests_without_a_place_are_of_the_newest(laptop: Laptop) -> None:
    laptop.push(*Story(laptop).begin())
    newest = len(laptop.pull())
    assert laptop.call("GET", "/v1/digests").json()["upto"] == newest
    assert laptop.call("GET", "/v1/digests", params={"upto": 2**53 - 1}).json()["upto"] == newest


@pytest.mark.parametrize("bucket", ["0", "AA", "zz", "nones", "..", "000"])
def test_what_is_no_bucket_is_malformed(laptop: Laptop, bucket: str) -> None:
    assert laptop.call("GET", f"/v1/buckets/{bucket}").status_code in (400, 404)


def test_entries_are_fetched_by_their_ids_always_whole(laptop: Laptop) -> None:
    entries = Story(laptop).begin()
    laptop.push(*entries)
    wanted = [entries[3].id, entries[1].id, "sha256:" + "0" * 64]
    answer = laptop.call("POST", "/v1/entries/fetch", json={"ids": wanted})
    changes = read_fetched(answer.content)
    assert [each.entry.entry() for each in changes if each.entry is not None] == [entries[1], entries[3]]


@pytest.mark.parametrize("body", [{"ids": "x"}, {"ids": [1]}, {}, {"ids": None}])
def test_a_fetch_of_another_shape_is_malformed(laptop: Laptop, body: object) -> None:
    answer = laptop.call("POST", "/v1/entries/fetch", json=body)
    assert (answer.status_code, answer.json()["facts"]) == (400, {"field": "ids"})


def test_at_most_sixty_four_entries_are_fetched(laptop: Laptop) -> None:
    answer = laptop.call("POST", "/v1/entries/fetch", json={"ids": ["x"] * 65})
    assert (answer.status_code, answer.json()["code"]) == (413, "request.too_large")
