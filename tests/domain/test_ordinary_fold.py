"""What entries of the ordinary procedure leave on a case, whoever wrote them, in whatever order."""

from __future__ import annotations

import pytest

from app.domain import bodies
from app.domain.case import Case
from app.domain.codec import from_json, to_json
from app.domain.fold import fold_all
from tests.domain.make import ChainMaker

HEAD = "officer-head"
DOCKETED = bodies.CaseDocketed("线索登记〔2026〕第0001号", "ordinary", "巡查发现", "线", 2026, 1)
SUMMARY = bodies.CaseDocketed("线索登记〔2026〕第0001号", "summary", "巡查发现", "线", 2026, 1)
SIGNED = "2026-08-07T11:00:00+08:00"


class Chain:
    """Entries of one case, and the case they make."""

    def __init__(self, first: bodies.CaseDocketed = DOCKETED) -> None:
        self.maker = ChainMaker()
        self.maker.add(first)

    def say(self, body: bodies.Body, actor: str = "officer-a") -> str:
        return self.maker.add(body, actor=actor).id

    @property
    def case(self) -> Case:
        found = fold_all(self.maker.entries)
        assert found is not None
        return found


def given(form: str, proposal: str, **changes: object) -> bodies.ApprovalGiven:
    values: dict[str, object] = {"role": "AGENCY_HEAD", "outcome": "approved", **changes}
    return from_json(bodies.ApprovalGiven, {"form": form, "proposal": proposal, **values})


def on_paper(proposal: str, number: str = "") -> bodies.ApprovalRecorded:
    return bodies.ApprovalRecorded(
        "D06", proposal, "AGENCY_HEAD", HEAD, SIGNED, "approved", "scan-1", number=number, number_class="立"
    )


def test_an_ordinary_case_begins_with_the_check_before_filing() -> None:
    assert (Chain().case.procedure, Chain().case.step) == ("ordinary", "O_PRECHECK")


def test_a_summary_case_that_leaves_goes_on_in_the_ordinary_procedure() -> None:
    chain = Chain(SUMMARY)
    chain.say(bodies.StepTaken("S_FOUND", "CLUE_TO_FILE"))
    assert (chain.case.procedure, chain.case.step) == ("ordinary", "CLUE_TO_FILE")
    chain.say(bodies.StepTaken("CLUE_TO_FILE", "O_FILING"))
    assert (chain.case.procedure, chain.case.step) == ("ordinary", "O_FILING")
    assert chain.case.clue_number == SUMMARY.clue_number


def test_an_approval_by_sign_in_is_its_actors_and_gives_the_number() -> None:
    chain = Chain()
    asked = chain.say(bodies.ApprovalAsked("D06", "建议立案"))
    chain.say(given("D06", asked, number="立字1", number_class="立", number_year=2026, number_seq=1), HEAD)
    found = chain.case.approval("D06", "AGENCY_HEAD")
    assert found is not None
    assert (found.by, found.recorded_by, found.on_paper, found.is_open) == (HEAD, HEAD, False, False)
    assert chain.case.file_number == "立字1"
    assert chain.case.number_given("立") == found
    assert chain.case.number_given("罚") is None


def test_an_approval_on_paper_is_its_signers_counts_from_its_signature_and_waits_for_his_word() -> None:
    chain = Chain()
    recorded = chain.say(on_paper(chain.say(bodies.ApprovalAsked("D06", "建议立案")), "立字1"))
    found = chain.case.approval("D06", "AGENCY_HEAD")
    assert found is not None
    assert (found.by, found.recorded_by, found.at) == (HEAD, "officer-a", SIGNED)
    assert (found.on_paper, found.is_open, found.stands) == (True, True, True)
    chain.say(bodies.ApprovalConfirmed(recorded, "mine"), HEAD)
    found = chain.case.approval("D06", "AGENCY_HEAD")
    assert found is not None
    assert (found.is_open, found.confirmed_at) == (False, "2026-08-06T09:12:00+08:00")


@pytest.mark.parametrize("outcome", ["mine", "not_mine"])
def test_nobody_else_can_speak_for_the_signer_of_a_paper(outcome: str) -> None:
    chain = Chain()
    recorded = chain.say(on_paper(chain.say(bodies.ApprovalAsked("D06", ""))))
    chain.say(bodies.ApprovalConfirmed(recorded, outcome), "officer-b")
    found = chain.case.approval("D06", "AGENCY_HEAD")
    assert found is not None
    assert found.is_open


def test_a_disowned_paper_approves_nothing_and_its_number_is_not_given() -> None:
    chain = Chain()
    recorded = chain.say(on_paper(chain.say(bodies.ApprovalAsked("D06", "")), "立字1"))
    chain.say(bodies.ApprovalConfirmed(recorded, "not_mine", "不是我签的"), HEAD)
    assert chain.case.approval("D06", "AGENCY_HEAD") is None
    assert chain.case.number_given("立") is None
    assert chain.case.file_number == ""
    assert [each.disowned for each in chain.case.approvals] == [True]


def test_a_later_return_takes_an_approval_back_and_a_new_proposal_begins_anew() -> None:
    chain = Chain()
    asked = chain.say(bodies.ApprovalAsked("D33", "拟罚"))
    chain.say(given("D33", asked), HEAD)
    chain.say(given("D33", asked, outcome="returned", opinion="补充证据"), HEAD)
    assert chain.case.approval("D33", "AGENCY_HEAD") is None
    chain.say(given("D33", asked), HEAD)
    assert chain.case.approval("D33", "AGENCY_HEAD") is not None
    chain.say(bodies.ApprovalAsked("D33", "改为另一数额"))
    assert chain.case.approval("D33", "AGENCY_HEAD") is None


def test_an_opinion_of_the_leader_is_no_approval_of_the_head() -> None:
    chain = Chain()
    asked = chain.say(bodies.ApprovalAsked("D22", "调查终结"))
    chain.say(given("D22", asked, role="SQUAD_LEADER"), "officer-leader")
    assert chain.case.approval("D22", "SQUAD_LEADER") is not None
    assert chain.case.approval("D22", "AGENCY_HEAD") is None


def test_a_deputy_is_covered_for_his_forms_and_days_alone() -> None:
    chain = Chain()
    chain.say(
        bodies.AuthorisationRecorded("deputy", HEAD, ("D06", "D33"), "2026-08-01", "2026-08-31", "scan-9")
    )
    (found,) = chain.case.authorisations
    assert found.covers("deputy", "D06", "2026-08-01") and found.covers("deputy", "D33", "2026-08-31")
    assert not found.covers("deputy", "D58", "2026-08-10")
    assert not found.covers("deputy", "D06", "2026-09-01")
    assert not found.covers("officer-a", "D06", "2026-08-10")


def test_answers_payments_and_publication_are_kept_apart_and_in_order() -> None:
    chain = Chain()
    chain.say(bodies.DefenceRecorded("doc-1", "made", "没有混投"))
    chain.say(bodies.HearingAnswered("doc-1", "waived", ("e-1",)))
    chain.say(bodies.PaymentRecorded("doc-2", 500_000, "2026-08-25", "银行回单1"))
    chain.say(bodies.PaymentRecorded("doc-2", 300_000, "2026-08-26", "银行回单2"))
    chain.say(bodies.PublicationRecorded("doc-2", "2026-08-20", "门户网站"))
    case = chain.case
    assert [(each.outcome, each.words) for each in case.defences] == [("made", "没有混投")]
    assert [(each.outcome, each.evidence) for each in case.hearing_answers] == [("waived", ("e-1",))]
    assert sum(each.amount for each in case.payments) == 800_000
    assert case.publications[0].published_on == "2026-08-20"


def test_R06_R07_cash_is_followed_to_the_agency_and_the_bank_each_sum_by_itself() -> None:
    chain = Chain(SUMMARY)
    first = chain.say(bodies.MoneyTaken("doc-1", 5_000, "票1", "at_most_limit"))
    chain.say(bodies.MoneyTaken("doc-2", 5_000, "票2", "at_most_limit"))
    handed = chain.say(bodies.MoneyHandedIn(first, 5_000, "officer-cashier"))
    chain.say(bodies.MoneyBanked(first, 5_000, "银行回单"))
    chain.say(bodies.MoneyBanked("sha256:" + "9" * 64, 5_000, "别处"))
    one, other = chain.case.money
    assert one.handed_in_entry == handed
    assert one.handed_in_at and one.banked_at
    assert other.handed_in_at is None and other.banked_at is None


def test_what_was_folded_is_read_back_the_same() -> None:
    chain = Chain()
    chain.say(on_paper(chain.say(bodies.ApprovalAsked("D06", "建议立案")), "立字1"))
    chain.say(bodies.DefenceRecorded("doc-1", "waived", evidence=("e-1",)))
    chain.say(bodies.PaymentRecorded("doc-2", 1, "2026-08-25", "回单"))
    assert from_json(Case, to_json(chain.case)) == chain.case
