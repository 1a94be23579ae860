"""The shape of a procedure as a table: states, transitions with guards, papers and deadlines.

Guards stand here by name; :mod:`app.domain.law.guards` holds them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

STEP_TAKEN = "step.taken"


@dataclass(frozen=True, slots=True)
class State:
    """One state: id and the name that the dossier gives it."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Transition:
    """One line of the table.

    Attributes:
        roles: who may take it; any one of these roles is enough.
        guards: names of guards; all their reasons are told at once.
        documents: papers of this step, such as D20.
        starts, stops: rows of the table of deadlines that begin or end here.
        act: what makes the transition: ``step.taken``, or a fact such as ``document.served:D08``.
    """

    start: str
    end: str
    roles: tuple[str, ...]
    guards: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    act: str = STEP_TAKEN


@dataclass(frozen=True, slots=True)
class Paper:
    """What the law asks before one paper is issued.

    Attributes:
        number_class: class of its own number; empty for a record that carries the clue number.
        states: states of the procedure in which it may be issued.
        freezes: fields (by the beginning of their names) that may no longer change once it is issued.
        remedy: ``reconsider_first``, ``both_ways`` or empty: what the paper says of remedies.
    """

    form: str
    number_class: str
    states: frozenset[str]
    guards: tuple[str, ...]
    freezes: tuple[str, ...] = ()
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure: its states in order, its transitions and papers."""

    id: str
    name: str
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    papers: tuple[Paper, ...] = ()
    _by_step: dict[tuple[str, str], Transition] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._by_step.update({(line.start, line.end): line for line in self.transitions})

    def between(self, start: str, end: str) -> Transition | None:
        """The line from one state to another, or None."""
        return self._by_step.get((start, end))

    def after(self, state: str) -> tuple[Transition, ...]:
        """The lines that leave a state."""
        return tuple(line for line in self.transitions if line.start == state)

    def paper(self, form: str) -> Paper | None:
        """What is asked of a form, or None where this procedure does not know it."""
        return next((paper for paper in self.papers if paper.form == form), None)

    def index(self, state: str) -> int:
        """The place of a state in the order of the table; -1 where it is unknown."""
        return next((place for place, known in enumerate(self.states) if known.id == state), -1)
