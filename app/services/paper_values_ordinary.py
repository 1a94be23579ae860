"""The printed facts of an ordinary case: filing, notice, defence, versions, approvals, service, closing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from app.domain.approvals import Approval
from app.domain.case import Case, Document
from app.domain.catalogue import Catalogue, Item
from app.domain.catalogue.item import Effect
from app.domain.catalogue.wording import range_words
from app.domain.clock import EffectiveTime
from app.domain.context import Context
from app.domain.law.matter import ActFacts, Matter, moment_or_none
from app.domain.law.ordinary_approvals import HEAD, LEADER
from app.domain.law.ordinary_facts import (
    comparison_of,
    decision_of,
    filed_at,
    notice_of,
    papers_for_return,
    service_day,
)
from app.domain.law.ordinary_stages import stages
from app.domain.law.parameters import LawParameters
from app.domain.money import Fen
from app.domain.roster import Roster
from app.services.desk import LawBook
from app.services.paper_proofs import proofs, titles
from app.services.paper_words import as_sentence

FORMS = ("D06", "D22", "D23", "D33", "D35", "D40", "D58")
"""The papers of the ordinary procedure."""

LAW_FIGURES: Mapping[str, str] = {"law.defence_days": "defence.days", "law.suit_months": "suit.months"}
"""Printed figures by the parameter that holds them."""

SENTENCES = ("filing.grounds", "report.course", "report.nature", "close.remark")
"""Texts that stand among others on paper and so end like sentences."""

PAPER_NAMES: Mapping[str, str] = {
    "D23": "行政处罚事先告知书",
    "D24": "行政处罚听证告知书",
    "D35": "行政处罚决定书",
}
"""What a receipt of service calls the papers that it proves."""

_PLACES = ("first", "second", "third")
_EFFECTS = {
    Effect.HEAVIER: "heavier",
    Effect.LIGHTER: "lighter",
    Effect.SAME: "same",
    Effect.CROSSED: "crossed",
}
_SUBJECTS = ("单位", "个人")
_JOINING = "和或、及与的"


class OrdinaryPaperValues:
    """Collects what the papers of the ordinary procedure say beside the facts that all papers share."""

    def __init__(self, law: LawBook, roster: Roster) -> None:
        self._law, self._roster = law, roster

    def __call__(self, case: Case, form: str, at: datetime) -> dict[str, object]:
        """All values that are known; nothing for a form of another procedure."""
        if form not in FORMS:
            return {}
        matter, proposal = self._matter(case, at), case.proposal(form)
        until = None if proposal is None else moment_or_none(proposal.at)
        found: dict[str, object] = {
            "payment.payee": self._roster.agency.bank.payee,
            "evidence.proofs": proofs(case, until),
            "act.evidence": titles(case, until),
        }
        for part in (
            _figures(matter.law, matter.day),
            _sentences(case),
            _cause(matter.item),
            _filing(case),
            _notice(matter),
            _version(matter),
            _decision(matter),
            _stages(matter),
            _money(case),
            _service(case),
            self._approvals(case, form),
        ):
            found.update(part)
        return found

    def _matter(self, case: Case, at: datetime) -> Matter:
        law = self._law
        context = Context(
            EffectiveTime(at), law.parameters, law.calendar, law.catalogue(case.release), self._roster
        )
        return Matter(case, ActFacts("", "", case.team, at), context)

    def _approvals(self, case: Case, form: str) -> Iterator[tuple[str, object]]:
        """Opinions on the form's newest proposal; names only of those who signed in."""
        proposal = case.proposal(form)
        if proposal is None:
            return
        given = {"leader": case.approval(form, LEADER), "head": case.approval(form, HEAD)}
        answers = [answer for answer in given.values() if answer is not None]
        on_paper = any(answer.on_paper for answer in answers)
        yield "opinion.officers.text", as_sentence(proposal.opinion)
        yield "opinion.officers.date", _day_text(proposal.at)
        if answers:
            yield "approval.signed", "on_paper" if on_paper else "signed_in"
        if answers and not on_paper:
            for place, id_ in zip(("lead", "assist"), case.team, strict=False):
                yield f"opinion.officers.{place}", self._name(id_)
        for role, answer in given.items():
            if answer is not None:
                yield from self._opinion(role, answer)

    def _opinion(self, role: str, answer: Approval) -> Iterator[tuple[str, object]]:
        yield f"opinion.{role}.text", as_sentence(answer.opinion)
        yield f"opinion.{role}.date", _day_text(answer.at)
        if not answer.on_paper:
            yield f"opinion.{role}.name", self._name(answer.by)

    def _name(self, id_: str) -> str:
        return self._roster.officer(id_).name if self._roster.knows(id_) else ""


def _figures(law: LawParameters, day: date) -> dict[str, object]:
    return {name: law.value(id_, day) for name, id_ in LAW_FIGURES.items()}


def _sentences(case: Case) -> dict[str, object]:
    return {name: as_sentence(case.text(name)) for name in SENTENCES}


def _cause(item: Item | None) -> dict[str, object]:
    """案由: the name of the item without the class of its subject, which the party's name tells."""
    if item is None:
        return {}
    name = item.short_name
    for subject in _SUBJECTS:
        rest = name.removeprefix(subject)
        if rest != name and rest[:1] not in _JOINING:
            return {"case.cause": rest}
    return {"case.cause": name}


def _filing(case: Case) -> dict[str, object]:
    filed = filed_at(case)
    return {"filing.number": case.file_number, "filing.date": filed and filed.date().isoformat()}


def _notice(matter: Matter) -> dict[str, object]:
    """The served notice and what the party answered to it; no answer is one too."""
    case, paper = matter.case, notice_of(matter.case)
    if paper is None:
        return {}
    served = service_day(matter, paper)
    answers = [each for each in case.defences if each.notice == paper.id]
    made = [each for each in answers if each.outcome == "made"]
    counted = (made or answers)[-1:]
    return {
        "notice.number": paper.number,
        "notice.served_on": served and served.isoformat(),
        "defence.outcome": counted[0].outcome if counted else "none",
        "defence.date": _day_text(counted[0].at) if counted else "",
        "defence.words": "；".join(_bare(each.words) for each in made),
        "defence.answer": _bare(case.text("defence.answer")),
    }


def _version(matter: Matter) -> dict[str, object]:
    """Which text applies where the law changed after the act, and why (第三十七条)."""
    compared, branch = comparison_of(matter), matter.branch
    if compared is None or branch is None or not compared.successors:
        return {}
    new = [each.branch for each in compared.successors]
    effects = {each.effect for each in compared.successors}
    effect = effects.pop() if len(effects) == 1 else Effect.CROSSED
    return {
        "version.applied": "old",
        "version.changed_on": min(each.conduct_from for each in new).isoformat(),
        "version.new_clause": "、".join(dict.fromkeys(each.citation.text for each in new)),
        "version.new_range": "；".join(dict.fromkeys(f"罚款幅度为{range_words(each.fine)}" for each in new)),
        "version.effect": None if effect is None else _EFFECTS[effect],
        **_text_of(matter.catalogue, branch.citation.law),
    }


def _text_of(catalogue: Catalogue, law: str) -> dict[str, object]:
    text = catalogue.law(law)
    return {"version.text": text.name, "version.text_from": text.begins and text.begins.isoformat()}


def _decision(matter: Matter) -> dict[str, object]:
    paper = decision_of(matter.case)
    if paper is None:
        return {}
    served = service_day(matter, paper)
    return {
        "decision.number": paper.number,
        "decision.date": _day_text(paper.issued_at),
        "decision.served_on": served and served.isoformat(),
    }


def _stages(matter: Matter) -> dict[str, object]:
    """Whether hearing, legal review and collective discussion are due, as the tables work it out."""
    names = ("hearing.right", "review.required", "collective.required")
    return {name: stage.is_due for name, stage in zip(names, stages(matter), strict=True)}


def _money(case: Case) -> dict[str, object]:
    """What the bank received on the decision: the fine, and what goes beyond it as surcharge."""
    paper, fine = decision_of(case), case.amount("decision.amount")
    payments = [each for each in case.payments if paper is not None and each.document == paper.id]
    found: dict[str, object] = {}
    if payments and fine is not None:
        total = sum(each.amount for each in payments)
        found = {
            "payment.paid_on": max(each.paid_on for each in payments),
            "payment.paid": Fen(min(total, fine)),
            "payment.surcharge_paid": Fen(total - fine) if total > fine else None,
            "payment.reference": "、".join(dict.fromkeys(each.reference for each in payments)),
        }
    if case.publications:
        found["publication.date"] = case.publications[-1].published_on
    return found


def _service(case: Case) -> Iterator[tuple[str, object]]:
    """The papers that the next receipt of service proves; the party's address where no place was named."""
    kind = case.text("party.kind")
    address = case.text("party.address") if kind == "person" else case.text("party.unit_address")
    yield "service.place", case.text("service.place") or address
    for place, paper in zip(_PLACES, papers_for_return(case), strict=False):
        yield f"papers.{place}.name", PAPER_NAMES.get(paper.form, "")
        yield f"papers.{place}.number", paper.number
        yield f"papers.{place}.copies", str(_copies(case, paper))


def _copies(case: Case, paper: Document) -> int:
    """Copies that the party gets: of a fine one to keep and one for the bank."""
    return 2 if paper.form == "D35" and case.text("decision.kind") == "fine" else 1


def _bare(text: str) -> str:
    return text.strip().rstrip("。；")


def _day_text(at: str) -> str:
    found = moment_or_none(at)
    return "" if found is None else found.date().isoformat()
