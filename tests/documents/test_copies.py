"""An issue freezes one PDF: its copies differ in the strip alone, two issues in what tells them apart."""

from __future__ import annotations

import hashlib
import io
import re

import pypdf
import pytest
from pypdf.generic import ContentStream

from app.documents.printing import Press
from tests.documents.conftest import Issue, Read
from tests.documents.demo import NUMBERS, PAPER, VALUES


def operations(pdf: bytes, page: int) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    stream = ContentStream(reader.pages[page].get_contents(), reader)
    return [f"{operands} {operator!r}" for operands, operator in stream.operations]


def differing(one: list[str], other: list[str]) -> list[str]:
    return [line for line in one if line not in other] + [line for line in other if line not in one]


def test_the_three_copies_of_a_decision_differ_in_their_strip_alone(issue: Issue, read: Read) -> None:
    pdf = issue("D20").pdf
    texts = [read(pdf, "-raw", "-f", str(page), "-l", str(page)) for page in (1, 2, 3)]
    flat = [re.sub(r"\s", "", text) for text in texts]
    strips = ["第一联送达当事人", "第二联代收银行", "第三联存档"]
    assert [text.removesuffix(strip) for text, strip in zip(flat, strips, strict=True)] == [
        flat[0].removesuffix(strips[0])
    ] * 3


def test_the_two_copies_of_an_order_are_the_same_page_twice(issue: Issue) -> None:
    rendered = issue("D08")
    assert (rendered.pages, rendered.copies) == (2, 2)
    assert operations(rendered.pdf, 0) == operations(rendered.pdf, 1)


@pytest.mark.parametrize(
    ("form", "pages", "copies"), [("D08", 2, 2), ("D09", 1, 1), ("D10", 1, 1), ("D20", 3, 3)]
)
def test_all_copies_are_pages_of_one_pdf_with_one_hash(
    issue: Issue, form: str, pages: int, copies: int
) -> None:
    rendered = issue(form)
    assert (rendered.pages, rendered.copies) == (pages, copies)
    assert len(pypdf.PdfReader(io.BytesIO(rendered.pdf)).pages) == pages
    assert rendered.sha256 == f"sha256:{hashlib.sha256(rendered.pdf).hexdigest()}"


@pytest.mark.parametrize("form", sorted(VALUES))
def test_the_same_input_gives_the_same_bytes(press: Press, form: str) -> None:
    fresh = Press(press.forms, press.fonts)
    first = press.issue(form, VALUES[form], NUMBERS[form], PAPER)
    assert fresh.issue(form, VALUES[form], NUMBERS[form], PAPER) == first


def test_two_issues_of_one_decision_differ_in_the_qr_code_alone(issue: Issue) -> None:
    one, other = issue("D20", paper="0" * 16), issue("D20", paper="f" * 16)
    assert one.sha256 != other.sha256
    assert one.check_codes == other.check_codes
    changed = differing(operations(one.pdf, 0), operations(other.pdf, 0))
    assert changed and all(line.endswith("b're'") for line in changed)


def test_the_file_knows_its_title_and_nothing_of_machine_person_or_hour(issue: Issue) -> None:
    pdf = issue("D20").pdf
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert reader.metadata == {"/Title": f"当场行政处罚决定书 {NUMBERS['D20']}", "/Producer": "Fieldcase"}
    assert not re.search(rb"Date|Author|/tmp|/home|reportlab\.|anonymous", pdf)
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/PrintScaling"] == "/None"
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"


@pytest.mark.parametrize("form", sorted(VALUES))
def test_every_face_is_embedded_as_a_truetype_subset_with_a_map_to_unicode(issue: Issue, form: str) -> None:
    reader = pypdf.PdfReader(io.BytesIO(issue(form, {"party.name": "王𬭎"}).pdf))
    for page in reader.pages:
        fonts = page["/Resources"]["/Font"].values()
        assert len(fonts) >= 3
        for font in (reference.get_object() for reference in fonts):
            descendant = font["/DescendantFonts"][0].get_object()
            assert descendant["/Subtype"] == "/CIDFontType2"
            assert "/FontFile2" in descendant["/FontDescriptor"]
            assert re.fullmatch(r"/[A-Z]{6}\+[\w-]+", font["/BaseFont"])
            assert b"beginbfchar" in font["/ToUnicode"].get_data()


def test_the_map_to_unicode_writes_what_lies_beyond_ffff_as_utf16(issue: Issue) -> None:
    reader = pypdf.PdfReader(io.BytesIO(issue("D20", {"party.name": "王𬭎"}).pdf))
    maps = [
        font.get_object()["/ToUnicode"].get_data() for font in reader.pages[0]["/Resources"]["/Font"].values()
    ]
    pair = "𬭎".encode("utf-16-be").hex().upper().encode()
    assert sum(data.count(b"> <" + pair + b">") for data in maps) == 1
    assert all(re.fullmatch(rb"(?:[0-9A-F]{4}|[0-9A-F]{8})", code) for data in maps for code in codes(data))


def codes(data: bytes) -> list[bytes]:
    return re.findall(rb"^<[0-9A-F]{4}> <([0-9A-F]+)>$", data, re.MULTILINE)
