"""Stores as released programs left them: how one is written, and what must be read back from it for ever.

``python -m tests.migrations.golden`` writes the store of the newest version. It is run once for a version,
before its release; a released file is never written again.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

from app.crypto.signing import SigningKey
from app.domain.bodies import (
    ActConfirmed,
    Body,
    DocumentIssued,
    DocumentServed,
    EvidenceAdded,
    FieldSet,
    MoneyTaken,
    StepTaken,
    Unknown,
)
from app.domain.findings import Finding, Findings, Judgement, Severity
from app.ports.vault import SealedBlob
from app.ports.work import CaseFilter, TimelineRow
from app.storage.engine import reading
from app.storage.files import MARKS, STORE, Store
from app.storage.schema import VERSION
from app.wire.findings import write_findings
from tests.domain.make import RELEASE, ChainMaker
from tests.storage.make import BLOCK, case_id, docketed, named, new_store, save

FOLDER = Path(__file__).parents[1] / "golden" / "stores"
PARTIES = ("演示当事人王𬭎", "示范餐饮有限公司")


WARNED = Judgement(
    "fieldcase golden",
    RELEASE,
    "2026-08-01",
    "2026-08-06T09:12:00+08:00",
    Findings(
        (
            Finding(
                "history.not_first",
                Severity.WARN,
                ("《中华人民共和国行政处罚法》第五条",),
                "P",
                {"months": 24, "last": "2026-01-05", "named": ("甲", "乙"), "known": True, "none": None},
            ),
        )
    ),
)


def golden_maker() -> ChainMaker:
    """The device and the officer of all golden stores; their keys are no secret."""
    return ChainMaker(SigningKey.load(b"d" * 32), SigningKey.load(b"o" * 32))


def write(folder: Path) -> Store:
    """A store with two cases and something in every table."""
    maker = golden_maker()
    store = new_store(folder, maker)
    with store.work() as work:
        work.numbers.add_block(BLOCK)
        work.numbers.take("责改", 2026)
        work.numbers.void("责改", 2026, 2)
        work.blobs.add(SealedBlob("0" * 32, "sha256:" + "a" * 64, 10, 90))
        work.settings.put("enrolment.district", "演示区")
        work.drafts.put("case/scene", '{"scene.narrative":"草稿"}')
        work.commit()
    for number, party in enumerate(PARTIES, 1):
        save(store, maker, _bodies(number, party), case_id(number))
    save(store, maker, [Unknown("drone.flown", {"height": 12})], case_id(1))
    with store.work() as work:
        work.journal.append(maker.add(FieldSet("act.repeat", None, "first"), case=case_id(1)), WARNED)
        work.commit()
    return store


def _bodies(number: int, party: str) -> list[Body]:
    paper = f"document-{number}"
    return [
        docketed(f"沪示示线〔2026〕{number}号"),
        named(party),
        FieldSet("act.place", None, "示范路12弄3号"),
        FieldSet("decision.amount", None, 10_000),
        EvidenceAdded(
            "evidence", "sha256:" + "a" * 64, 10, "image/jpeg", "现场照片", "scene", facts={"width": 4}
        ),
        ActConfirmed((), "passphrase"),
        DocumentIssued(
            document=paper,
            form="D08",
            number=f"沪示示责改〔2026〕{number}号",
            number_class="责改",
            number_year=2026,
            number_seq=number,
            paper="0123456789abcdef",
            pdf_sha256="sha256:" + "b" * 64,
            size=100,
            pages=2,
            copies=2,
            check_code="AB12",
            values={"party.name": party},
        ),
        DocumentServed(paper, "DIRECT", party),
        MoneyTaken(paper, 10_000, f"票据{number}", "at_most_limit"),
        StepTaken("S_FOUND", "S_SCENE" if number == 1 else "S_CLOSED"),
    ]


def describe(store: Store) -> dict[str, object]:
    """What a program of any later age must still read out of it."""
    queries = store.queries()
    rows = queries.case_rows(queries.case_keys(CaseFilter(descending=False)))
    with reading(store.engine) as connection:
        numbers = connection.exec_driver_sql("SELECT seq, state FROM number_used ORDER BY seq").all()
    return {
        "entries": {row.case: [line.entry.id for line in queries.timeline(row.case)] for row in rows},
        "cases": {row.case: _described(store, row.case) for row in rows},
        "found": [row.number for row in queries.search("𬭎")],
        "numbers": {str(seq): state for seq, state in numbers},
        "left": queries.numbers_left("责改", 2026),
        "blob": str(queries.blob("sha256:" + "a" * 64)),
        "setting": queries.setting("enrolment.district"),
        "draft": queries.draft("case/scene"),
        "findings": {row.case: [_said(line) for line in queries.timeline(row.case)] for row in rows},
        "unsent": queries.totals().entries,
    }


def _said(line: TimelineRow) -> object:
    return None if line.findings is None else json.loads(write_findings(line.findings))


def _described(store: Store, case: str) -> dict[str, object]:
    found = store.queries().case(case)
    return {
        "number": found.clue_number,
        "step": found.step,
        "values": {name: field.value for name, field in sorted(found.fields.items())},
        "papers": [[paper.form, paper.number, paper.recipient, paper.values] for paper in found.documents],
        "evidence": [[item.title, item.sha256, item.facts] for item in found.evidence],
        "money": [[taken.amount, taken.receipt] for taken in found.money],
    }


def main() -> None:
    """Write the golden files of the newest version."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = write(folder)
        text = json.dumps(describe(store), ensure_ascii=False, indent=1, sort_keys=True)
        store.close()
        FOLDER.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / STORE, FOLDER / f"{VERSION}.store")
        shutil.copyfile(folder / MARKS, FOLDER / f"{VERSION}.mark")
        (FOLDER / f"{VERSION}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
