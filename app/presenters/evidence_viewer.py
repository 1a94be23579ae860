"""Evidence of a case: sealed files by act, one or two looked at closely, and what is known of each."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from app.domain.case import Case, Evidence
from app.domain.dates import moment_of
from app.domain.errors import AppError
from app.ports.vault import BlobReader, EvidenceAltered, MediaDamaged
from app.ports.work import CaseFilter
from app.presenters.evidence_viewer_facts import custody_of, facts_of, pair_words, shot_time
from app.presenters.evidence_viewer_state import (
    UNDECODABLE,
    UNPLAYABLE,
    EvidenceState,
    Picture,
    Proof,
    Shot,
    ShotGroup,
    ShotView,
)
from app.presenters.formats import (
    day_word,
    dotted,
    length_words,
    moment_words,
    short_hash,
    short_item,
    short_number,
    size_words,
)
from app.presenters.messages import Message, message_for
from app.presenters.office import Office
from app.presenters.screen import Screen
from app.presenters.timeline import evidence_kind
from app.presenters.wording import ACT_WORDS
from app.services.offers import EvidenceUnknown

OFFERED_CASES = 50
"""[P] So many open cases, the newest first, are offered to switch to."""
PIECE = 1 << 20
"""Read size of a check, bytes; the vault's own segment size."""


class EvidencePresenter(Screen[EvidenceState]):
    """Reads through the vault alone; nothing is ever written."""

    def __init__(self, office: Office) -> None:
        super().__init__(EvidenceState())
        self._office = office
        self._proofs: dict[str, Proof] = {}

    def refresh(self) -> EvidenceState:
        """Read the case again; without one, the newest open case that has evidence."""
        try:
            return self._show(self.state.case or self._newest_case())
        except AppError as error:
            return self._note(error)

    def open_case(self, case: str, evidence: str = "") -> EvidenceState:
        """Show the evidence of a case, and one file of it where it is named."""
        try:
            self._show(case)
        except AppError as error:
            return self._note(error)
        if not evidence:
            return self.state
        self._change(lambda state: replace(state, mode="single", side="left", right=None))
        return self.choose(evidence)

    def compare(self, case: str) -> EvidenceState:
        """Show two photos of a case side by side, of two acts where there are such."""
        self.open_case(case)
        first = next((shot.id for shot in self._shots() if shot.kind == "image"), "")
        self._change(lambda state: replace(state, mode="single", right=None))
        if first:
            self.choose(first)
        return self.show_mode("compare")

    def _shots(self) -> list[Shot]:
        return [shot for group in self.state.groups for shot in group.shots]

    def choose(self, evidence: str) -> EvidenceState:
        """Look at a file: in compare mode on the side that is active."""
        view = self._view(evidence)
        if view is None:
            return self.state

        def put(state: EvidenceState) -> EvidenceState:
            if state.mode == "compare" and state.side == "right":
                return replace(state, right=view)
            return replace(state, left=view)

        self._change(put)
        return self._pair()

    def show_mode(self, mode: str) -> EvidenceState:
        """single, or compare with the next photo at the right."""
        state = self.state
        if mode == "compare" and state.right is None:
            other = self._partner()
            right = None if other is None else self._view(other)
            self._change(lambda old: replace(old, right=right, side="right" if right else old.side))
        self._change(lambda old: replace(old, mode=mode, side="left" if mode == "single" else old.side))
        return self._pair()

    def show_side(self, side: str) -> EvidenceState:
        """Whose facts are shown, and where the next choice goes: left or right."""
        return self._change(lambda state: replace(state, side=side))

    def step(self, way: int) -> EvidenceState:
        """The next or the last file on the active side."""
        state = self.state
        ids, shown = state.ids(), state.shown
        if shown is None or shown.id not in ids:
            return state
        there = ids.index(shown.id) + way
        return self.choose(ids[there]) if 0 <= there < len(ids) else state

    def thumbnail(self, evidence: str) -> tuple[str, bytes | None]:
        """The sealed small picture, or None; one that is damaged counts as none."""
        try:
            return evidence, self._office.thumbnail(self.state.case, evidence)
        except AppError:
            return evidence, None

    def picture(self, evidence: str) -> Picture:
        """A photo as the viewer draws it; trouble comes as a message in its place."""
        case = self.state.case
        try:
            found = self._find(case, evidence)
            if not found.readable:
                return Picture(evidence, note="这份文件收进来时就打不开，原样封存着。")
            pixels = self._office.photo(case, evidence) if kind_of(found) == "image" else None
        except AppError as error:
            return Picture(evidence, message=self._put_trouble(evidence, error, UNDECODABLE))
        if pixels is None:
            return Picture(evidence, note="这种文件不能在这里显示，原件完整封存着。")
        note = "照片很大，这里缩小显示；原件完整封存着。" if pixels.reduced else ""
        return Picture(evidence, pixels, note)

    def open_film(self, evidence: str) -> BlobReader:
        """A reader over a sealed film, for the player.

        Raises:
            EvidenceAltered, BlobMissing: nothing can be played.
        """
        return self._office.open_evidence(self.state.case, evidence)

    def trouble(self, evidence: str, error: AppError) -> EvidenceState:
        """A film broke off: say so in the place of the picture."""
        self._put_trouble(evidence, error, UNPLAYABLE)
        return self.state

    def _put_trouble(self, evidence: str, error: AppError, damaged: Message) -> Message:
        """``damaged`` is said of bytes that are whole but cannot be shown."""
        self._note_altered(evidence, error)
        message = damaged if isinstance(error, MediaDamaged) else message_for(error)
        self._mend_view(evidence, message)
        return message

    def verify(self, evidence: str, report: Callable[[float], None] | None = None) -> EvidenceState:
        """Read every byte and compare its hash with the record's; ``report`` takes the share read."""
        try:
            found = self._find(self.state.case, evidence)
            proof = self._read_whole(found, report)
        except AppError as error:
            self._note_altered(evidence, error)
            return self._mend_view(evidence, message_for(error))
        self._proofs[evidence] = proof
        return self._mend_view(evidence, None)

    def _read_whole(self, found: Evidence, report: Callable[[float], None] | None) -> Proof:
        digest, done = hashlib.sha256(), 0
        with self._office.open_evidence(self.state.case, found.id) as reader:
            while piece := reader.read_at(done, PIECE):
                digest.update(piece)
                done += len(piece)
                if report is not None:
                    report(done / max(reader.size, 1))
        if f"sha256:{digest.hexdigest()}" != found.sha256:
            raise EvidenceAltered(name=found.id, reason="hash")
        at = self._office.now().at
        return Proof("whole", f"{at:%H:%M} 读完 {size_words(done)}，与封存时一致", 1.0)

    def _note_altered(self, evidence: str, error: AppError) -> None:
        if isinstance(error, EvidenceAltered):
            self._proofs[evidence] = Proof("altered", "与封存时不一致")

    def _mend_view(self, evidence: str, message: Message | None) -> EvidenceState:
        proof = self._proofs.get(evidence, Proof())

        def mend(view: ShotView | None) -> ShotView | None:
            if view is None or view.id != evidence:
                return view
            return replace(view, proof=proof, message=message)

        return self._change(lambda state: replace(state, left=mend(state.left), right=mend(state.right)))

    def _note(self, error: AppError) -> EvidenceState:
        message = message_for(error)
        return self._change(lambda state: replace(state, message=message))

    def _newest_case(self) -> str:
        rows = self._rows()
        return next((row.case for row in rows if row.evidence), rows[0].case if rows else "")

    def _rows(self) -> tuple[_Row, ...]:
        queries = self._office.queries
        keys = queries.case_keys(CaseFilter(open_only=True, order="docketed_at", descending=True))
        return tuple(
            _Row(
                row.case,
                dotted(short_number(row.number), short_item(row.item) or "事项未选定"),
                f"·{row.party or '当事人未登记'}",
                row.evidence,
            )
            for row in queries.case_rows(keys[:OFFERED_CASES])
        )

    def _show(self, case_id: str) -> EvidenceState:
        if not case_id:
            return self._change(lambda _: EvidenceState())
        case = self._office.queries.case(case_id)
        rows = self._rows()
        whole = {row.case: f"{row.words}{row.party}" for row in rows}
        title = whole.get(case_id, short_number(case.clue_number))
        offered = [(row, f"{row.party}·{row.evidence} 件") for row in rows if row.evidence]
        cases = tuple((row.case, f"{row.words}{end}") for row, end in offered)
        parties = {row.case: end for row, end in offered}
        groups = self._groups(case)
        known = {one.id for one in case.evidence}

        def put(state: EvidenceState) -> EvidenceState:
            same = state.case == case_id
            return replace(
                state if same else EvidenceState(),
                case=case_id,
                cases=cases,
                parties=parties,
                number=short_number(case.clue_number),
                title=title,
                party=next((row.party for row in rows if row.case == case_id), ""),
                groups=groups,
                count=len(case.evidence),
                left=state.left if same and state.left and state.left.id in known else None,
                right=state.right if same and state.right and state.right.id in known else None,
                message=None,
            )

        state = self._change(put)
        if state.left is None and state.ids():
            return self.choose(state.ids()[0])
        return state

    def _groups(self, case: Case) -> tuple[ShotGroup, ...]:
        today = self._office.now().at.date()
        found: dict[str, list[Evidence]] = {}
        for one in case.evidence:
            found.setdefault(one.act, []).append(one)
        return tuple(
            ShotGroup(act, dotted(ACT_WORDS.get(act, act), _days(files, today)), tuple(map(_shot, files)))
            for act, files in found.items()
        )

    def _find(self, case_id: str, evidence: str) -> Evidence:
        case = self._office.queries.case(case_id)
        found = next((one for one in case.evidence if one.id == evidence), None)
        if found is None:
            raise EvidenceUnknown(evidence=evidence)
        return found

    def _view(self, evidence: str) -> ShotView | None:
        try:
            case = self._office.queries.case(self.state.case)
            found = next((one for one in case.evidence if one.id == evidence), None)
        except AppError as error:
            self._note(error)
            return None
        if found is None:
            return None
        office = self._office
        names = {officer.id: officer.name for officer in office.roster.officers}
        today = office.now().at.date()
        tolerance = office.parameters.value("clock.note_minutes", today)
        return ShotView(
            id=found.id,
            kind=kind_of(found),
            label=ACT_WORDS.get(found.act, found.act),
            time=moment_words(found.at, today),
            words=dotted(evidence_kind(found.media_type), found.title),
            hash=found.sha256,
            pairs=facts_of(found, tolerance),
            custody=custody_of(case, found, names, today),
            note=found.proves,
            proof=self._proofs.get(found.id, Proof()),
        )

    def _partner(self) -> str | None:
        """The first photo of another act, else the next file: before and after are most often compared."""
        state = self.state
        if state.left is None:
            return None
        photos = [
            (group.key, shot.id) for group in state.groups for shot in group.shots if shot.kind == "image"
        ]
        own = next((act for act, one in photos if one == state.left.id), "")
        others = [one for act, one in photos if one != state.left.id and act != own]
        rest = [one for _, one in photos if one != state.left.id]
        return next(iter((*others, *rest)), None)

    def _pair(self) -> EvidenceState:
        state = self.state
        words = ""
        if state.mode == "compare" and state.left is not None and state.right is not None:
            try:
                words = pair_words(
                    self._find(state.case, state.left.id), self._find(state.case, state.right.id)
                )
            except AppError as error:
                return self._note(error)
        return self._change(lambda old: replace(old, pair=words))


@dataclass(frozen=True, slots=True)
class _Row:
    case: str
    words: str
    party: str
    evidence: int


def kind_of(found: Evidence) -> str:
    """image, video or file."""
    main = found.media_type.split("/", 1)[0]
    return main if main in ("image", "video") else "file"


def _days(files: list[Evidence], today: date) -> str:
    """The day of the files of one act; the first and the last where they differ."""
    days = sorted({moment_of(one.at).date() for one in files})
    return " 至 ".join(dict.fromkeys(day_word(day, today) for day in (days[0], days[-1])))


def _shot(found: Evidence) -> Shot:
    length = found.facts.get("duration_ms")
    return Shot(
        id=found.id,
        kind=kind_of(found),
        time=shot_time(found),
        words=dotted(evidence_kind(found.media_type), found.title),
        hash=short_hash(found.sha256),
        length=length_words(length) if isinstance(length, int) and kind_of(found) == "video" else "",
        readable=found.readable,
    )
