"""The paper that a case needs next: how it would look now, and what still stands against issuing it."""

from __future__ import annotations

from app.domain.case import Case
from app.presenters.finding_words import texts_of
from app.presenters.office import Office
from app.presenters.papers_page_state import STATE_WORDS, PaperLine
from app.presenters.spot_blocks import shown_form
from app.presenters.spot_facts import SpotFacts
from app.presenters.wording import FORM_WORDS, ON_PAGE

BY_THE_ACT = frozenset({"paper.wrong_step"})
"""What the act of issuing puts right itself: it takes the steps that are due."""
DRAFT = "draft"


def draft_key(case: str, form: str) -> str:
    """The name of a draft in the list, where an issued paper has its id."""
    return f"{DRAFT}:{form}:{case}"


def form_of_draft(document: str) -> str:
    """The form of a draft's name; empty for the id of an issued paper."""
    kind, _, rest = document.partition(":")
    return rest.partition(":")[0] if kind == DRAFT else ""


def draft_line(office: Office, case: Case) -> PaperLine | None:
    """The next paper of a case that is under way on the on-the-spot page; None where none is to come."""
    if case.step not in ON_PAGE:
        return None
    facts = SpotFacts(
        me=office.me,
        roster=office.roster,
        now=office.now(),
        catalogue=office.catalogue,
        parameters=office.parameters,
        case=case,
        unconfirmed=len(office.unconfirmed(case.id)),
    )
    form = shown_form(facts)
    if facts.item is None or facts.corrected or case.papers(form):
        return None
    found = [one for one in office.check_issue(case.id, form).blocking if one.code not in BY_THE_ACT]
    reasons = tuple(text.sentence for text in texts_of(tuple(found)))
    state = "lacking" if reasons else "draft"
    return PaperLine(
        case=case.id,
        document=draft_key(case.id, form),
        form=form,
        title=FORM_WORDS.get(form, form),
        number="出具时编号",
        copies="",
        state=state,
        words=f"缺 {len(reasons)} 项" if reasons else STATE_WORDS[state],
        tip="\n".join(reasons) or "内容齐全，还没有出具",
        day="",
        reasons=reasons,
    )
