"""A door that opens with the demonstration passphrases and can be made to refuse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.errors import AppError
from app.ports.keys import RecoveryCodeWrong, SlotHeader, SlotListing, SlotTrouble, WrongPassphrase
from app.presenters.door import LaptopFacts
from app.presenters.look import Look
from tests.fakes.office import BING, JIA, JOURNEY, PASSPHRASES, YI, FakeOffice

CODE = "0000-1111-2222-3333-4444-5555-6666"


def header(officer: str, name: str, card: str, until: str, role: str = "OFFICER") -> SlotHeader:
    """A slot's public words."""
    return SlotHeader("store-1", officer, name, (role,), card, until)


HEADERS = (
    header(JIA, "演示员甲", "演示-0107", "2028-06-30"),
    header(YI, "演示员乙", "演示-0108", "2026-09-30"),
    header(BING, "演示员丙", "演示-0112", "2026-07-31", "SQUAD_LEADER"),
)


@dataclass
class FakeDoor:
    """``refusal`` is raised at every unlock."""

    headers: tuple[SlotHeader, ...] = HEADERS
    troubles: tuple[SlotTrouble, ...] = ()
    refusal: AppError | None = None
    demonstration: bool = True
    last_contact: str | None = None
    when: datetime = JOURNEY
    make: Callable[[str], FakeOffice] = lambda officer: FakeOffice(signed_in=officer)
    kept_look: Look | None = None
    new_passphrases: dict[str, str] = field(default_factory=dict)

    def slots(self) -> SlotListing:
        return SlotListing(self.headers, self.troubles)

    def facts(self) -> LaptopFacts:
        return LaptopFacts(
            agency="上海市示范区示范街道办事处",
            squad="示范街道综合行政执法队",
            laptop="SF-SFJD-01",
            free_bytes=148 * 1024**3,
            program="0.1.0",
            catalogue="2026-11-22",
            last_contact=self.last_contact,
            last_sign_ins={JIA: "2026-08-06T08:02:00+08:00", YI: "2026-08-05T17:46:00+08:00"},
            demonstration=PASSPHRASES if self.demonstration else {},
            folder="/var/lib/fieldcase",
            card_warn_days=60,
        )

    def look(self) -> Look | None:
        return self.kept_look

    def keep_look(self, look: Look) -> None:
        self.kept_look = look

    def now(self) -> datetime:
        return self.when

    def unlock(self, officer: str, passphrase: str) -> FakeOffice:
        if self.refusal is not None:
            raise self.refusal
        if {**PASSPHRASES, **self.new_passphrases}.get(officer) != passphrase:
            raise WrongPassphrase(officer=officer)
        return self.make(officer)

    def recover(self, code: str, officer: str, passphrase: str) -> FakeOffice:
        if code != CODE:
            raise RecoveryCodeWrong()
        self.new_passphrases[officer] = passphrase
        return self.make(officer)
