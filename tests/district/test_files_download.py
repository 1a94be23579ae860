"""Originals come down to their street alone, and only those that an applied entry of the case names."""

from __future__ import annotations

import httpx
import pytest

from app.district.district import District
from app.domain import bodies
from app.domain.bodies import EvidenceAdded
from app.domain.entry import Entry
from app.domain.verdict import Outcome
from tests.district.conftest import OTHER_STREET, Setting
from tests.district.laptop import Laptop, altered, other_signature
from tests.district.sending import FILM, TUS, Sending, hex_of, kept
from tests.district.story import Story


@pytest.fixture
def story(laptop: Laptop) -> Story:
    """A case that the district knows."""
    found = Story(laptop)
    laptop.push(found.docket())
    return found


@pytest.fixture
def film(story: Story) -> Sending:
    """A film that is kept, and named by an applied entry of its case."""
    sending = Sending(story.laptop, story.case, FILM)
    sending.send()
    assert story.laptop.outcomes(added(story, FILM)) == [Outcome.APPLIED]
    return sending


def added(story: Story, data: bytes, name: str = "e-1") -> Entry:
    return story.say(
        EvidenceAdded(name, f"sha256:{hex_of(data)}", len(data), "video/mp4", "录像", "scene"), "09:16"
    )


def unlike(answer: httpx.Response) -> tuple[int, bytes, dict[str, str]]:
    """Everything of an answer by which two could be told apart."""
    fields = {name: value for name, value in answer.headers.items() if name != "fieldcase-time"}
    return answer.status_code, answer.content, fields


def test_a_film_comes_down_whole_with_its_hash_as_its_tag(film: Sending, setting: Setting) -> None:
    for laptop in (film.laptop, setting.laptop("SF-SFJD-02")):
        answer = film.fetch(laptop)
        assert (answer.status_code, answer.content) == (200, FILM)
        assert answer.headers["ETag"] == f'"{film.sha256}"'
        assert answer.headers["Content-Length"] == str(len(FILM))
        assert answer.headers["Accept-Ranges"] == "bytes"
        assert "content-encoding" not in answer.headers


def test_one_range_comes_down_by_itself(film: Sending) -> None:
    size = len(FILM)
    for told, start, stop in (
        ("bytes=0-0", 0, 1),
        ("bytes=100-199", 100, 200),
        ("bytes=5000-", 5000, size),
        ("Bytes=5119-9999", 5119, size),
        ("bytes=-20", size - 20, size),
        ("bytes=-9999", 0, size),
    ):
        answer = film.fetch(Range=told)
        assert (answer.status_code, answer.content) == (206, FILM[start:stop]), told
        assert answer.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{size}"
        assert answer.headers["Content-Length"] == str(stop - start)


def test_a_range_of_another_form_or_of_another_file_is_passed_over(film: Sending) -> None:
    for told in ("bytes=0-1,4-5", "bytes=9-3", "bytes=-", "bytes=a-b", "pages=1-2", "bytes 0-1"):
        assert film.fetch(Range=told).content == FILM
    for tag in ('"0"', f'W/"{film.sha256}"', film.sha256, "Thu, 06 Aug 2026 02:30:00 GMT"):
        answer = film.fetch(Range="bytes=10-", If_Range=tag)
        assert (answer.status_code, answer.content) == (200, FILM)
    answer = film.fetch(Range="bytes=10-", If_Range=f'"{film.sha256}"')
    assert (answer.status_code, answer.content) == (206, FILM[10:])


def test_a_range_behind_the_end_tells_how_long_the_file_is(film: Sending) -> None:
    for told in (f"bytes={len(FILM)}-", "bytes=99999-100000", "bytes=-0"):
        answer = film.fetch(Range=told)
        assert (answer.status_code, answer.json()["code"]) == (416, "request.malformed")
        assert answer.headers["Content-Range"] == f"bytes */{len(FILM)}"


def test_an_original_comes_down_once_it_is_named_and_once_it_is_proven(story: Story) -> None:
    film = Sending(story.laptop, story.case, FILM)
    film.begin()
    film.patch(0, FILM[:-1])
    nothing = unlike(film.fetch())
    assert nothing[:2] == (404, b'{"code": "evidence.unknown", "facts": {}}')
    story.laptop.push(added(story, FILM))
    assert unlike(film.fetch()) == nothing
    film.send()
    assert film.fetch().content == FILM
    unnamed = Sending(story.laptop, story.case, FILM[1:])
    unnamed.send()
    assert unlike(unnamed.fetch()) == nothing


def test_the_frozen_bytes_of_a_paper_come_down_too(story: Story) -> None:
    paper = Sending(story.laptop, story.case, b"%PDF-1.7 frozen", "paper")
    paper.send()
    issue = bodies.DocumentIssued(
        "D20-1", "D20", "沪示示城管当罚字〔2026〕第0001号", "当罚", 2026, 1, "ab" * 8,
        f"sha256:{paper.sha256}", len(paper.data), 1, 3, "",
    )  # fmt: skip
    assert paper.fetch().status_code == 404
    assert story.laptop.outcomes(story.say(issue, "09:52")) == [Outcome.APPLIED]
    assert paper.fetch().content == paper.data


def test_an_entry_that_was_refused_opens_nothing(story: Story) -> None:
    film = Sending(story.laptop, story.case, FILM)
    film.send()
    entry = added(story, FILM)
    wrong = altered(entry, officer=other_signature(altered(entry)["officer"]))
    assert story.laptop.outcomes(wrong) == [Outcome.REFUSED]
    assert film.fetch().status_code == 404


def test_an_original_is_of_its_case_alone(film: Sending) -> None:
    other = Story(film.laptop, 2)
    film.laptop.push(other.docket(), added(other, FILM))
    assert Sending(film.laptop, other.case, FILM).fetch().status_code == 404
    assert film.fetch().status_code == 200


def test_I11_a_laptop_of_another_street_gets_nothing_by_case_hash_or_address(
    district: District, setting: Setting, film: Sending, story: Story
) -> None:
    stranger = setting.laptop("LJZ-01", OTHER_STREET)
    nothing = unlike(stranger.call("GET", f"/v1/evidence/{Story(stranger).case}/{'0' * 64}"))
    assert nothing[0] == 404
    theirs = Story(stranger, case=story.case)
    asked = [film.fetch(stranger), film.fetch(stranger, Range="bytes=0-0")]
    stranger.push(theirs.docket(), added(theirs, FILM))
    asked += [film.fetch(stranger), film.fetch(stranger, If_Range=f'"{film.sha256}"')]
    assert {str(unlike(each)) for each in asked} == {str(nothing)}
    mine = Sending(stranger, film.case, FILM, place=film.place)
    unknown = Sending(stranger, film.case, FILM, place=film.place[:-8] + "00000000")
    for known, never in (
        (mine.look(), unknown.look()),
        (mine.patch(0, b"x"), unknown.patch(0, b"x")),
        (mine.end(), unknown.end()),
        (mine.ask_receipt(), unknown.ask_receipt()),
    ):
        assert unlike(known) == unlike(never)
        assert known.status_code == 404
    assert mine.begin() == 0
    assert mine.place != film.place
    assert kept(district, film).read_bytes() == FILM


def test_I11_a_foreign_case_and_one_that_never_was_are_sought_in_the_same_way(
    district: District, setting: Setting, film: Sending, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy import event

    stranger = setting.laptop("LJZ-01", OTHER_STREET)
    asked: list[str] = []
    event.listen(
        district.engine, "before_cursor_execute", lambda *told: asked.append(told[2].split(" WHERE")[0])
    )
    never = Sending(stranger, Story(stranger).case, b"never was")
    statements = []
    for each in (film, never):
        asked.clear()
        each.fetch(stranger)
        statements.append(list(asked))
    assert statements[0] == statements[1]
    assert any("FROM upload" in each for each in statements[0])


def test_a_name_that_is_no_hash_is_nothing(film: Sending) -> None:
    for name in (film.sha256.upper(), film.sha256[:-1], f"sha256:{film.sha256}", "%", "..", "a/b"):
        answer = film.laptop.call("GET", f"/v1/evidence/{film.case}/{name}")
        assert answer.status_code == 404


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("POST", "/v1/uploads"),
        ("HEAD", "/v1/uploads/{address}"),
        ("PATCH", "/v1/uploads/{address}"),
        ("DELETE", "/v1/uploads/{address}"),
        ("GET", "/v1/uploads/{address}/receipt"),
        ("GET", "/v1/evidence/{case}/{sha256}"),
    ],
)
def test_without_a_token_nobody_sends_or_gets_a_file(film: Sending, method: str, address: str) -> None:
    path = address.format(address=film.address, case=film.case, sha256=film.sha256)
    for header, code in ((None, "token.missing"), ("Bearer x", "token.refused")):
        headers = TUS if header is None else {**TUS, "Authorization": header}
        answer = film.laptop.http.request(method, path, headers=headers)
        assert answer.status_code == 401
        assert method == "HEAD" or answer.json() == {"code": code, "facts": {}}
