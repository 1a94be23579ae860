"""What must be true after a kill, whatever was cut off: each predicate says what is wrong, in words.

The lines that a life says (``saved …``) are the same for the services' journey and for the windows':

    case ID          the case is docketed (its id; through the windows also its number)
    fields A B …     these fields hold what was typed
    evidence ID      the file can be read whole (its id; through the windows also its title)
    document ID      the paper is issued and its bytes are whole (its id, or its form such as D20)
    step NAME        the case has taken this step
    confirmed        the second officer stands behind the acts so far
    re-inspection …, told, money …    that act is on record
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.domain.case import Case
from app.domain.errors import AppError
from app.services.office import LaptopOffice
from tests.flows import summary_case as journey

SERVED_AT_ISSUE = ("D08", "D20")
"""Papers that the journey prints and hands over in one act: never issued by halves."""
_TYPED_IN = (
    journey.PARTY,
    journey.ACT,
    journey.SCENE,
    journey.CORRECTION,
    journey.REINSPECTION,
    journey.DECISION,
)
TYPED: Mapping[str, object] = {name: value for part in _TYPED_IN for name, value in part.items()}
_ACTS = {"confirmed": "act.confirmed", "told": "party.told", "money": "money.taken"}


def what_is_wrong(office: LaptopOffice, saved: Sequence[str], typed: Mapping[str, object]) -> list[str]:
    """Everything that was called saved and is not there, and everything that is damaged or half done."""
    wrong = [f"damage: {fault}" for fault in office.doctor.check()]
    if not office.doctor.rebuild():
        wrong.append("a rebuild made other projections")
    cases = [office.queries.case(key) for key in _cases(office)]
    for case in cases:
        wrong += _halves(office, case)
    names = [line.partition(" ")[2] for line in saved if line.startswith("case ")]
    if not names:
        return wrong
    found = next((case for case in cases if names[0] in (case.id, case.clue_number)), None)
    if found is None:
        return [*wrong, f"lost: case {names[0]}"]
    wrong += [f"lost: {line}" for line in saved if not _is_there(office, found, line, typed)]
    return wrong + _too_few(found, saved)


def _cases(office: LaptopOffice) -> list[str]:
    from app.ports.work import CaseFilter

    keys = office.queries.case_keys(CaseFilter())
    return [row.case for row in office.queries.case_rows(keys)]


def _halves(office: LaptopOffice, case: Case) -> list[str]:
    """What belongs together in one act, and stands there without its other half."""
    wrong = [
        f"half: {paper.form} is issued and not served"
        for paper in case.documents
        if paper.form in SERVED_AT_ISSUE and not paper.served_at
    ]
    if bool(case.papers("D20")) != any(act.subject == "S_ISSUED" for act in case.acts):
        wrong.append("half: the decision and its step")
    if bool(case.money) != (case.step == "S_COLLECTED"):
        wrong.append("half: the money and its step")
    numbers = [paper.number for paper in case.documents if paper.form in SERVED_AT_ISSUE]
    if len(set(numbers)) != len(numbers):
        wrong.append(f"twice: a number of {numbers}")
    for item in case.evidence:
        if not _opens(office, case, item.id):
            wrong.append(f"half: evidence {item.id} has no whole file")
    return wrong


def _is_there(office: LaptopOffice, case: Case, line: str, typed: Mapping[str, object]) -> bool:
    kind, _, rest = line.partition(" ")
    match kind:
        case "fields":
            return all(_holds(case, name, typed) for name in rest.split())
        case "evidence":
            items = [item.id for item in case.evidence if rest in (item.id, item.title)]
            return bool(items) and all(_opens(office, case, item) for item in items)
        case "document":
            papers = [paper.id for paper in case.documents if rest in (paper.id, paper.form)]
            return bool(papers) and all(_is_whole(office, case, paper) for paper in papers)
        case "step":
            return any(act.kind == "step.taken" and act.subject == rest for act in case.acts)
        case "re-inspection":
            return bool(case.reinspections)
        case _:
            return True


def _too_few(case: Case, saved: Sequence[str]) -> list[str]:
    """Acts that were called saved more often than they are on record."""
    return [
        f"lost: {word}, {said} times saved"
        for word, kind in _ACTS.items()
        if (said := sum(line.split()[0] == word for line in saved))
        > sum(act.kind == kind for act in case.acts)
    ]


def _holds(case: Case, name: str, typed: Mapping[str, object]) -> bool:
    return name in case.fields and (name not in typed or case.value(name) == typed[name])


def _opens(office: LaptopOffice, case: Case, evidence: str) -> bool:
    try:
        with office.open_evidence(case.id, evidence) as reader:
            return len(reader.read_at(0, reader.size)) == reader.size
    except AppError:
        return False


def _is_whole(office: LaptopOffice, case: Case, paper: str) -> bool:
    try:
        return office.paper_bytes(case.id, paper).startswith(b"%PDF-")
    except AppError:
        return False
