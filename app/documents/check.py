"""What a paper still lacks: decided from the form alone, without fonts and without setting anything."""

from __future__ import annotations

from app.documents.facts import Facts
from app.documents.form_schema import Form
from app.ports.paperwork import FieldProblem, Values


def missing(form: Form, values: Values) -> tuple[FieldProblem, ...]:
    """Every field that keeps the paper from being issued: empty, not ticked, or of no printable shape."""
    return tuple(Facts(form, values).problems())
