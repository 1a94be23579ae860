"""What waits for the signed-in person: opinions, approvals, and papers of his to stand by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.case import Case
from app.domain.law.ordinary_approvals import APPROVALS, DEPUTY, HEAD, LEADER
from app.services.desk import Desk


class Wait(StrEnum):
    """OPINION of the leader, APPROVAL of whom the form waits for, CONFIRM of a paper that he signed."""

    OPINION = "opinion"
    APPROVAL = "approval"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the inbox.

    ``entry`` is the proposal that is answered, or the record of the paper that is confirmed; ``since`` is its
    time, RFC 3339.
    """

    case: str
    form: str
    what: Wait
    entry: str
    since: str


def waiting_for_me(desk: Desk) -> tuple[Waiting, ...]:
    """Everything that waits for the signed-in person, oldest first."""
    me, roster = desk.author.hand.officer, desk.roster
    roles = roster.officer(me).roles if roster.knows(me) else ()
    found = [line for case in desk.queries.open_cases() for line in waiting_on(case, me, roles)]
    return tuple(sorted(found, key=lambda line: line.since))


def waiting_on(case: Case, person: str, roles: tuple[str, ...]) -> tuple[Waiting, ...]:
    """What one case wants of a person; never an answer to what he works on himself."""
    found = [
        Waiting(case.id, each.form, Wait.CONFIRM, each.entry, each.at)
        for each in case.approvals
        if each.is_open and each.by == person
    ]
    if person in case.team:
        return tuple(found)
    for row in APPROVALS.values():
        asked = case.proposal(row.form)
        if asked is None or case.step != row.state or person in (asked.by, *asked.officers):
            continue
        answered = {each.role for each in case.approvals if each.proposal == asked.entry}
        if row.needs not in answered and (row.needs in roles or (row.needs == HEAD and DEPUTY in roles)):
            found.append(Waiting(case.id, row.form, Wait.APPROVAL, asked.entry, asked.at))
        elif row.hears == LEADER and LEADER in roles and not answered & {LEADER, row.needs}:
            found.append(Waiting(case.id, row.form, Wait.OPINION, asked.entry, asked.at))
    return tuple(found)
