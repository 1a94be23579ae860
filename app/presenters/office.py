"""What the screens may ask of the services: one protocol, so that a screen can be tried without a store.

Every call may take long and is made off the window's thread. ``at`` is the time of the act as the officer
states it; None means now. Every refusal is an :class:`app.domain.errors.AppError`; a refusal by the law is a
:class:`app.domain.findings.RuleBroken` with all its reasons.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol

from app.domain.catalogue import Catalogue
from app.domain.clock import EffectiveTime
from app.domain.findings import Findings
from app.domain.law.calendar import Calendar
from app.domain.law.deadlines import Deadline
from app.domain.law.parameters import LawParameters
from app.domain.numbers import DocumentNumber
from app.domain.roster import Officer, Roster
from app.ports.paperwork import Rendered
from app.ports.vault import BlobReader, MendReport, Pixels
from app.ports.work import Queries
from app.services.doctor import Fault
from app.services.limits import Limits
from app.services.offers import LevelOffer, RoomLeft, Service, StepOutlook, Told

__all__ = ["LevelOffer", "Office", "RoomLeft", "Service", "StepOutlook", "Told"]


class Office(Protocol):
    """Everything that a signed-in officer can see and do on this laptop."""

    @property
    def me(self) -> Officer:
        """The signed-in officer."""

    @property
    def roster(self) -> Roster:
        """Officers and agency."""

    @property
    def queries(self) -> Queries:
        """Read-only questions."""

    @property
    def catalogue(self) -> Catalogue:
        """The newest authority list, benchmarks and laws."""

    @property
    def calendar(self) -> Calendar:
        """Working days: what is left until a day is counted with it."""

    @property
    def parameters(self) -> LawParameters:
        """The figures of the law, for the sentences that name them."""

    @property
    def limits(self) -> Limits:
        """What may not be done on this laptop now, and how long contact with the district holds."""

    @property
    def mended(self) -> MendReport:
        """What start found cut off and put right; false when the last run ended well."""

    @property
    def written_off(self) -> tuple[DocumentNumber, ...]:
        """The numbers that this sign-in voided, since a run was cut off between taking and using them."""

    def warm_up(self) -> None:
        """Let the document worker read its faces before the first paper is asked for."""

    def close(self) -> None:
        """Let go of store and document worker; the office answers nothing afterwards."""

    def now(self) -> EffectiveTime:
        """The time that guards take."""

    def docket(self, source: str, assist: str | None, at: datetime | None = None) -> str:
        """Begin a summary case: take a clue number (线). Returns the case id."""

    def set_fields(self, case: str, values: Mapping[str, object], at: datetime | None = None) -> None:
        """Save changed fields, one entry each, in one transaction; unchanged values write nothing."""

    def add_evidence(
        self,
        case: str,
        source: Path,
        *,
        act: str,
        title: str = "",
        proves: str = "",
        at: datetime | None = None,
        keep_unreadable: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> str:
        """Seal a file from disk or card as evidence of an act. ``progress(done, total)`` in bytes.

        Raises:
            MediaDamaged: the file cannot be read as its kind and ``keep_unreadable`` is False.
            DiskFull: nothing was kept.
        """

    def tell_party(self, case: str, told: Told, at: datetime | None = None) -> str:
        """Record that the party was told and heard. Returns the entry id."""

    def record_reinspection(
        self, case: str, result: str, narrative: str, evidence: tuple[str, ...], at: datetime | None = None
    ) -> str:
        """Record what was found after the correction order: corrected, refused or overdue."""

    def unconfirmed(self, case: str) -> tuple[str, ...]:
        """Entry ids of field acts that the second officer has not confirmed yet."""

    def confirm(self, case: str, officer: str, passphrase: str, at: datetime | None = None) -> None:
        """The second officer confirms all open field acts with his own passphrase and key."""

    def confirm_finding(self, case: str, code: str, reason: str, at: datetime | None = None) -> None:
        """Answer a warning once for this case."""

    def outlook(self, case: str) -> tuple[StepOutlook, ...]:
        """The next steps and all reasons against each."""

    def check_issue(self, case: str, form: str) -> Findings:
        """Everything that speaks against issuing a paper now, missing fields included."""

    def rooms(self, case: str, words: str = "") -> Mapping[str, RoomLeft]:
        """How much the papers ahead still take of each text, by field.

        ``words`` of the party that are not recorded yet stand under ``telling.words``.
        """

    def levels(self, case: str) -> tuple[LevelOffer, ...]:
        """The levels that the benchmark offers for the item, the party and the act date."""

    def deadlines(self, case: str) -> tuple[Deadline, ...]:
        """What runs on this case, soonest first."""

    def take_step(self, case: str, end: str, at: datetime | None = None) -> None:
        """Move the case one state on."""

    def preview(self, case: str, form: str, typed: Mapping[str, object] | None = None) -> Rendered:
        """The paper as it would look now, number shown as ＿＿; ``typed`` stands in fields, not yet saved."""

    def issue(self, case: str, form: str, at: datetime | None = None) -> str:
        """Issue a paper: number, frozen bytes. Returns the document id."""

    def hand_over(self, case: str, document: str, service: Service, at: datetime | None = None) -> None:
        """Record that an issued paper was printed and served."""

    def print_and_hand_over(
        self, case: str, form: str, service: Service, *, end: str | None, at: datetime | None = None
    ) -> str:
        """打印并交付: issue, count the copies, serve and take the step, all in one transaction."""

    def paper_bytes(self, case: str, document: str) -> bytes:
        """The frozen PDF of an issued paper, checked against its hash."""

    def save_paper(self, case: str, document: str, target: Path) -> None:
        """Write a copy of an issued paper to a file that the officer chose, and count it."""

    def count_printed(self, case: str, document: str) -> None:
        """Record that all copies of an issued paper went to a printer."""

    def take_money(self, case: str, document: str, receipt: str, at: datetime | None = None) -> None:
        """Record cash taken on the spot (the amount is that of the decision) and take the step."""

    def open_evidence(self, case: str, evidence: str) -> BlobReader:
        """A seekable reader over a sealed file; reading checks what it reads."""

    def thumbnail(self, case: str, evidence: str) -> bytes | None:
        """The picture bytes of a small preview, or None when there is none."""

    def photo(self, case: str, evidence: str) -> Pixels | None:
        """A sealed photo upright and as large as a viewer draws it; None for other than photos."""

    def save_draft(self, key: str, text: str) -> None:
        """Keep what is typed but not yet an act."""

    def remember(self, name: str, value: str) -> None:
        """Keep a small named JSON text of window or doctor; ``Queries.setting`` reads it."""

    def change_passphrase(self, old: str, new: str) -> None:
        """Give the signed-in officer's slot a new passphrase; the recovery code stays valid.

        Raises:
            WrongPassphrase, WeakPassphrase, MemoryShort, DiskFull, and the keyring's troubles: the old
            passphrase still opens.
        """

    def examine(self, progress: Callable[[int, int], None] | None = None) -> tuple[Fault, ...]:
        """Prove every record and every sealed byte; ``progress(done, total)`` counts sealed bytes."""
