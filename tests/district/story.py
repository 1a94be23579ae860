"""The demonstration case as a laptop records it: SH-CG-0002, a person, refused, 100.00 yuan on the spot."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from app.domain import bodies
from app.domain.bodies import Body
from app.domain.entry import Entry
from tests.district.laptop import Laptop
from tests.domain.law.make import ACT, CORRECTION, DECISION, PARTY, photo

DAY = "2026-08-06"
NOTHING = "sha256:" + "0" * 64


def new_case() -> str:
    value = 0x019_0000_0000_7000_8000_0000_0000_0000 | secrets.randbits(60)
    return str(UUID(int=value))


def clock(time: str) -> str:
    return f"{DAY}T{time}:00+08:00"


@dataclass
class Story:
    """One case of one laptop; every method appends entries to the laptop's chain and gives them back."""

    laptop: Laptop
    number: int = 1
    case: str = field(default_factory=new_case)
    step: str = "S_FOUND"
    fields: dict[str, str] = field(default_factory=dict)

    def say(self, body: Body, time: str, actor: str = "demo-jia", **header: object) -> Entry:
        return self.laptop.make(body, self.case, clock(time), actor, **header)

    def docket(self, time: str = "09:10") -> Entry:
        clue = f"沪示示线索登记〔2026〕第{self.number:04d}号"
        body = bodies.CaseDocketed(clue, "summary", "巡查发现", "线", 2026, self.number)
        return self.say(body, time)

    def set(self, name: str, value: object, time: str = "09:15", actor: str = "demo-jia") -> Entry:
        entry = self.say(bodies.FieldSet(name, self.fields.get(name), value), time, actor)
        self.fields[name] = entry.id
        return entry

    def set_all(self, values: Mapping[str, object], time: str) -> list[Entry]:
        return [self.set(name, value, time) for name, value in values.items()]

    def take(self, end: str, time: str) -> Entry:
        entry = self.say(bodies.StepTaken(self.step, end), time)
        self.step = end
        return entry

    def confirm(self, time: str) -> Entry:
        acts = tuple(each.id for each in self.laptop.chain if each.header.case == self.case)
        return self.say(bodies.ActConfirmed(acts, "passphrase"), time, "demo-yi")

    def issue(self, form: str, number_class: str, time: str) -> Entry:
        body = bodies.DocumentIssued(
            document=f"{form}-{self.number}",
            form=form,
            number=f"沪示示城管{number_class}字〔2026〕第{self.number:04d}号",
            number_class=number_class,
            number_year=2026,
            number_seq=self.number,
            paper="ab" * 8,
            pdf_sha256=NOTHING,
            size=10,
            pages=1,
            copies=3,
            check_code="",
        )
        return self.say(body, time)

    def serve(self, form: str, time: str) -> Entry:
        return self.say(bodies.DocumentServed(f"{form}-{self.number}", "DIRECT", "演示当事人丙"), time)

    def begin(self) -> list[Entry]:
        """Docketed, described and proven."""
        found = [self.docket()]
        found += self.set_all({**PARTY, **ACT}, "09:15")
        found.append(self.say(photo("e-1"), "09:16"))
        found.append(self.say(photo("e-2", media="video/mp4"), "09:17"))
        return found

    def until_told(self) -> list[Entry]:
        """Everything up to the step before the decision."""
        found = [*self.begin(), self.confirm("09:19"), *self.set_all(CORRECTION, "09:22")]
        found += [self.issue("D08", "责改", "09:25"), self.serve("D08", "09:25"), self.confirm("09:26")]
        found.append(self.say(photo("e-3", "reinspection", "video/mp4"), "09:38"))
        refused = bodies.ReinspectionRecorded(
            f"D08-{self.number}", "refused", "湿垃圾仍在干垃圾收集容器内", ("e-3",)
        )
        found += [self.say(refused, "09:40"), self.confirm("09:41")]
        found.append(self.say(bodies.PartyTold(True, True, "none"), "09:45"))
        found += [self.confirm("09:46"), *self.set_all(DECISION, "09:46")]
        found += [self.take("S_ELIGIBLE", "09:48"), self.take("S_TOLD", "09:48")]
        return found

    def decide(self) -> list[Entry]:
        """Decision issued, handed over, step taken."""
        return [
            self.issue("D20", "当罚", "09:52"),
            self.serve("D20", "09:52"),
            self.take("S_ISSUED", "09:52"),
        ]

    def collect(self) -> list[Entry]:
        """Cash taken on the spot."""
        money = bodies.MoneyTaken(f"D20-{self.number}", 10_000, "演示票据00000001", "at_most_limit")
        return [self.say(money, "09:55"), self.take("S_COLLECTED", "09:55")]
