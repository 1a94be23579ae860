"""What must not reach a decision, and what an officer confirms once before it does."""

from __future__ import annotations

from datetime import date

from app.domain.catalogue.benchmark import Benchmark
from app.domain.catalogue.catalogue import Catalogue
from app.domain.catalogue.item import Branch, Item
from app.domain.catalogue.marks import Currency, Usability
from app.domain.findings import Finding, Severity
from app.domain.law.articles import BENCHMARK, LEGALITY, OLD_OR_LIGHTER, ONE_ACT_ONE_FINE, TO_CORRECT

_STOPPED = {
    Usability.LOOKUP_HOLDER_OPEN: "item.lookup_only",
    Usability.LOOKUP_FIGURE_OPEN: "item.lookup_only",
    Usability.FIGURE_UNCHECKED: "figure.unchecked",
    Usability.ARTICLE_MISSING: "citation.article_missing",
}


def item_blockers(catalogue: Catalogue, item: Item, act_end: date) -> tuple[Finding, ...]:
    """Every reason why no decision may rest on the item for an act that ended on this day.

    Codes: ``item.lookup_only``, ``figure.unchecked``, ``citation.article_missing``,
    ``citation.none_on_act_date``,
    ``item.not_in_force``.
    """
    found = []
    facts = {"item": item.code, "name": item.name, "usability": item.usability.value, "notes": item.notes}
    if (code := _STOPPED.get(item.usability)) is not None:
        found.append(Finding(code, Severity.BLOCK, (LEGALITY,), "UNVERIFIED", facts))
    ended = item.effective_to is not None and item.effective_to < act_end
    if act_end < item.effective_from or ended:
        days = {"item": item.code, "act_end": act_end.isoformat(), "from": item.effective_from.isoformat()}
        found.append(Finding("item.not_in_force", Severity.BLOCK, (LEGALITY, OLD_OR_LIGHTER), "L", days))
    norms = catalogue.violated_on(item, act_end)
    if not norms:
        days = {"item": item.code, "act_end": act_end.isoformat()}
        found.append(Finding("citation.none_on_act_date", Severity.BLOCK, (OLD_OR_LIGHTER,), "L", days))
    for citation in norms:
        if citation.article is None and item.usability is not Usability.ARTICLE_MISSING:
            cited = {"item": item.code, "citation": citation.text}
            found.append(
                Finding("citation.article_missing", Severity.BLOCK, (LEGALITY,), "UNVERIFIED", cited)
            )
    return tuple(found)


def decision_blockers(catalogue: Catalogue, item: Item, branch: Branch, act_end: date) -> tuple[Finding, ...]:
    """Every reason why no fine may rest on this item and branch for an act that ended on this day.

    Codes: those of :func:`item_blockers`, and ``branch.of_other_item``, ``branch.not_on_act_date``,
    ``figure.unchecked``, ``citation.article_missing``, ``law.text_not_read``.
    """
    found = list(item_blockers(catalogue, item, act_end))
    facts = {"item": item.code, "branch": branch.id, "citation": branch.citation.text}

    def block(code: str, *articles: str, tag: str = "L", **more: object) -> None:
        if all(finding.code != code for finding in found):
            found.append(Finding(code, Severity.BLOCK, articles, tag, facts | more))

    if item.branch(branch.id) is None:
        block("branch.of_other_item", LEGALITY)
    if not branch.covers(act_end):
        until = branch.conduct_to.isoformat() if branch.conduct_to else ""
        since = branch.conduct_from.isoformat()
        block("branch.not_on_act_date", OLD_OR_LIGHTER, act_end=act_end.isoformat(), since=since, until=until)
    if not branch.checked:
        block("figure.unchecked", LEGALITY, tag="UNVERIFIED", usability=item.usability.value)
    if branch.citation.article is None:
        block("citation.article_missing", LEGALITY, tag="UNVERIFIED")
    if catalogue.law(branch.citation.law).text_read == "none":
        block("law.text_not_read", LEGALITY, tag="UNVERIFIED", law=branch.citation.law)
    return tuple(found)


def decision_warnings(
    catalogue: Catalogue, item: Item, act_end: date, benchmark: Benchmark | None = None
) -> tuple[Finding, ...]:
    """What an officer confirms once in a case before the decision rests on it.

    Codes: ``text.unconfirmed`` (the newest text must be compared first), ``citation.unconfirmed``,
    ``benchmark.currency_unconfirmed`` (only for a published benchmark that the decision uses).
    """
    found = []
    facts: dict[str, object] = {"item": item.code, "name": item.name}
    if item.usability is Usability.CHECK_TEXT_FIRST or item.currency is not Currency.CURRENT:
        more = {"currency": item.currency.value, "usability": item.usability.value, "notes": item.notes}
        found.append(Finding("text.unconfirmed", Severity.WARN, (LEGALITY,), "UNVERIFIED", facts | more))
    unread = "、".join(cited.text for cited in catalogue.violated_on(item, act_end) if not cited.checked)
    if unread and item.usability.usable:
        found.append(
            Finding(
                "citation.unconfirmed",
                Severity.WARN,
                (LEGALITY,),
                "UNVERIFIED",
                facts | {"citations": unread},
            )
        )
    if benchmark is not None and benchmark.published:
        found.extend(_currency(catalogue, benchmark))
    return tuple(found)


def _currency(catalogue: Catalogue, benchmark: Benchmark) -> tuple[Finding, ...]:
    law = catalogue.law(benchmark.law)
    if law.in_force_confirmed:
        return ()
    facts = {"benchmark": benchmark.id, "title": law.name, "status": law.status, "source": law.source}
    return (Finding("benchmark.currency_unconfirmed", Severity.WARN, (BENCHMARK,), "UNVERIFIED", facts),)


def refusal_findings(
    item: Item, branch: Branch, order_served: bool, refusal_recorded: bool
) -> tuple[Finding, ...]:
    """Why a fine that needs refusal to correct is impossible yet (R47): no served order, no recorded refusal.

    Codes: ``correction.order_missing``, ``correction.refusal_missing``, both BLOCK; empty where the branch
    needs no refusal.
    """
    if not needs_refusal(branch):
        return ()
    facts = {"item": item.code, "branch": branch.id, "order": item.correction.order}
    articles = (branch.citation.text, TO_CORRECT)
    found = []
    if not order_served:
        found.append(Finding("correction.order_missing", Severity.BLOCK, articles, "L", facts))
    if not refusal_recorded:
        found.append(Finding("correction.refusal_missing", Severity.BLOCK, articles, "L", facts))
    return tuple(found)


def needs_refusal(branch: Branch) -> bool:
    """Whether this branch may be used only after refusal or overdue correction.

    The branch decides, not the item: an old clause without the condition keeps its own rule although
    every present clause of the item has it.
    """
    return branch.requires_refusal


def concurrence_findings(catalogue: Catalogue, item: Item) -> tuple[Finding, ...]:
    """Warn where one act is known to touch another item too: the higher fine alone may be imposed.

    Code: ``item.concurs`` (WARN).
    """
    return tuple(
        Finding(
            "item.concurs",
            Severity.WARN,
            (ONE_ACT_ONE_FINE,),
            "L",
            {
                "item": item.code,
                "other": next(code for code in pair.items if code != item.code),
                "note": pair.note,
            },
        )
        for pair in catalogue.concurrences_of(item)
    )
