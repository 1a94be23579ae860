"""证据入库: a file is looked at, sealed and only then named by an entry (行政处罚法第四十六、四十七条)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from app.domain.bodies import EvidenceAdded
from app.domain.canonical import nfc
from app.ports.vault import Media, MediaFacts, SealedBlob, SourceUnreadable
from app.services.desk import Desk
from app.services.stock import Stock


@dataclass(frozen=True, slots=True)
class NewEvidence:
    """A file that an officer brings in.

    Attributes:
        act: scene, identity, correction, reinspection, telling, service or other.
        keep_unreadable: keep a damaged photo or video as it is, marked unreadable.
    """

    source: Path
    act: str
    title: str = ""
    proves: str = ""
    keep_unreadable: bool = False
    progress: Callable[[int, int], None] | None = field(default=None, compare=False)


class AddEvidence:
    """Seal a file and record it; the original on card or disk stays untouched (F04)."""

    def __init__(self, desk: Desk, stock: Stock, media: Media) -> None:
        self._desk, self._stock, self._media = desk, stock, media

    def __call__(self, case_id: str, new: NewEvidence, at: datetime | None = None) -> str:
        """Seal, then append; when anything fails in between, no entry names the sealed file.

        Returns:
            The evidence id.

        Raises:
            SourceUnreadable, SourceChanged: the file cannot be read whole, or changes while it is read.
            MediaDamaged: the content is damaged and ``keep_unreadable`` is False.
            DiskFull: too little room; nothing was kept.
        """
        facts, blob, thumbnail = self._seal(new)
        body = EvidenceAdded(
            evidence=self._desk.author.ids.uuid(),
            sha256=blob.sha256,
            size=blob.size,
            media_type=facts.media_type,
            title=nfc(new.title).strip() or nfc(new.source.name),
            act=new.act,
            taken_at=facts.taken_at,
            proves=nfc(new.proves).strip(),
            readable=facts.readable,
            thumbnail=None if thumbnail is None else thumbnail.sha256,
            facts=_plain(facts),
        )
        with self._desk.start_work() as work:
            case = work.cases.get(case_id)
            for sealed in (blob, thumbnail):
                if sealed is not None:
                    work.blobs.add(sealed)
            self._desk.write(work, case, body, at=at)
            work.commit()
        return body.evidence

    def _seal(self, new: NewEvidence) -> tuple[MediaFacts, SealedBlob, SealedBlob | None]:
        try:
            source = new.source.open("rb")
        except OSError as error:
            raise SourceUnreadable(name=new.source.name, reason=error.strerror or "") from error
        with source:
            total, report = new.source.stat().st_size, new.progress
            progress = None if report is None else lambda done: report(done, total)
            facts = self._media.probe(source, keep_damaged=new.keep_unreadable)
            picture = self._media.thumbnail(source) if facts.readable else None
            source.seek(0)
            blob = self._stock.seal(source, progress=progress, read_twice=True)
        return facts, blob, None if picture is None else self._stock.seal_bytes(picture)


def _plain(facts: MediaFacts) -> dict[str, object]:
    values: dict[str, object] = {
        "kind": facts.kind.value,
        "width": facts.width,
        "height": facts.height,
        "orientation": facts.orientation,
        "camera": facts.camera,
        "duration_ms": facts.duration_ms,
        "trouble": facts.trouble,
    }
    if facts.position is not None:
        values["latitude_e7"] = facts.position.latitude_e7
        values["longitude_e7"] = facts.position.longitude_e7
    return {name: nfc(value) if isinstance(value, str) else value for name, value in values.items() if value}
