"""What the pages for readers say is so: links lead somewhere, commands and passphrases are the real ones."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from app import __version__
from app.domain.bodies import KINDS

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
LARGEST_PICTURE = 150_000
_LINK = re.compile(r"\]\(([^)#\s]+)|src=\"([^\"]+)\"")


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def links_of(page: Path) -> list[str]:
    found = [one or other for one, other in _LINK.findall(page.read_text("utf-8"))]
    return [link for link in found if not link.startswith(("https://", "http://"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_of_a_page_leads_to_a_file(page: Path) -> None:
    assert [link for link in links_of(page) if not (page.parent / link).exists()] == []


def test_every_picture_is_shown_and_none_is_heavy() -> None:
    pictures = {path.name for path in (ROOT / "docs" / "pictures").iterdir()}
    assert pictures == {Path(link).name for link in links_of(ROOT / "README.md") if "pictures/" in link}
    for name in pictures:
        data = (ROOT / "docs" / "pictures" / name).read_bytes()
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        assert len(data) <= LARGEST_PICTURE, name


def test_the_readme_tells_the_passphrases_of_the_demonstration() -> None:
    squad = json.loads(text_of("resources/demonstration/squad.json"))
    told = dict(re.findall(r"^\| (演示员.) \|[^|]+\| `([^`]+)` \|$", text_of("README.md"), re.MULTILINE))
    assert told == {officer["name"]: officer["passphrase"] for officer in squad["officers"]}


def test_every_target_that_the_readme_names_exists_and_the_other_way_round() -> None:
    named = set(re.findall(r"make ([a-z]+)\b", text_of("README.md")))
    targets = set(re.findall(r"^([a-z]+):.*## ", text_of("Makefile"), re.MULTILINE))
    assert named | {"help"} == targets


def test_every_folder_that_the_readme_names_exists() -> None:
    table = text_of("README.md").split("## Where things are")[1]
    named = [
        name
        for row in re.findall(r"^\| (`[^|]+`) \|", table, re.MULTILINE)
        for name in re.findall(r"`([^`]+)`", row)
    ]
    assert len(named) > 10
    assert [name for name in named if not (ROOT / name).is_dir()] == []


def test_the_changelog_speaks_of_this_version() -> None:
    assert f"## [{__version__}]" in text_of("CHANGELOG.md")


def test_the_index_lists_every_decision_once_and_in_order() -> None:
    pages = sorted(path.name for path in (ROOT / "docs" / "decisions").glob("0*.md"))
    assert re.findall(r"\]\((0[^)]+)\)", text_of("docs/decisions/README.md")) == pages
    assert [name[:4] for name in pages] == [f"{number:04d}" for number in range(1, len(pages) + 1)]
    for name in pages:
        page = text_of(f"docs/decisions/{name}")
        assert page.startswith(f"# {name[:4]} ")
        assert [
            part for part in ("**Context.**", "**Decision.**", "**Consequences.**") if part not in page
        ] == []


def test_the_architecture_lists_every_kind_of_entry_with_its_nature() -> None:
    rows = re.findall(
        r"^\| (`[a-z.`_ ]+) \|[^|]+\| (fact|intent) \|$", text_of("docs/architecture.md"), re.MULTILINE
    )
    listed: dict[str, str] = {}
    for names, nature in rows:
        first, *others = re.findall(r"`([^`]+)`", names)
        subject = first.split(".")[0]
        listed |= {name if name[0] != "." else subject + name: nature for name in (first, *others)}
    known = {kind: shape.nature.value for kind, shape in KINDS.items() if hasattr(shape, "nature")}
    assert listed == known


def test_one_term_of_the_glossary_has_one_word_and_one_word_one_term() -> None:
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$", text_of("docs/glossary.md"), re.MULTILINE)
    pairs = [(term.strip(), word.strip()) for term, word in rows if term.strip() not in ("term", "---")]
    assert len(pairs) > 100
    for column in zip(*pairs, strict=True):
        assert sorted({each for each in column if column.count(each) > 1}) == []
