"""The articles that findings rest on, as they are cited."""

from __future__ import annotations

from app.domain.catalogue.citation import citation_text

_PENALTY = "中华人民共和国行政处罚法"
_REVIEW = "中华人民共和国行政复议法"
_CIVIL_SUIT = "中华人民共和国民事诉讼法"
_RECEIPTS = "罚款决定与罚款收缴分离实施办法"
_SUIT = "中华人民共和国行政诉讼法"
_BUSINESS = "上海市优化营商环境条例"
_PROOF = "最高人民法院关于行政诉讼证据若干问题的规定"

LEGALITY = citation_text(_PENALTY, 4)
PROPORTION = citation_text(_PENALTY, 5)
WEIGHING = citation_text(_PENALTY, 5, 2)
HANDED_DOWN = citation_text(_PENALTY, 24)
TO_CORRECT = citation_text(_PENALTY, 28)
UNLAWFUL_GAIN = citation_text(_PENALTY, 28, 2)
ONE_ACT_ONE_FINE = citation_text(_PENALTY, 29)
MINORS = citation_text(_PENALTY, 30)
MITIGATION = citation_text(_PENALTY, 32)
INCAPABLE = citation_text(_PENALTY, 31)
NO_PENALTY = citation_text(_PENALTY, 33)
SPARED = citation_text(_PENALTY, 33, 1)
EDUCATION = citation_text(_PENALTY, 33, 3)
BENCHMARK = citation_text(_PENALTY, 34)
LIMITATION = citation_text(_PENALTY, 36)
OLD_OR_LIGHTER = citation_text(_PENALTY, 37)
TWO_OFFICERS = citation_text(_PENALTY, 42)
RECUSAL = citation_text(_PENALTY, 43)
TELLING = citation_text(_PENALTY, 44)
DEFENCE = citation_text(_PENALTY, 45)
EVIDENCE = citation_text(_PENALTY, 46)
RECORD = citation_text(_PENALTY, 47)
PUBLICATION = citation_text(_PENALTY, 48)
SUMMARY = citation_text(_PENALTY, 51)
SUMMARY_PAPER = citation_text(_PENALTY, 52)
ON_THE_SPOT = citation_text(_PENALTY, 52, 1)
SUMMARY_RECORD = citation_text(_PENALTY, 52, 3)
INQUIRY = citation_text(_PENALTY, 54)
FILING = citation_text(_PENALTY, 54, 2)
CARD = citation_text(_PENALTY, 55)
APPROVAL = citation_text(_PENALTY, 57)
DISCUSSION = citation_text(_PENALTY, 57, 2)
LEGAL_REVIEW = citation_text(_PENALTY, 58)
DECISION_PAPER = citation_text(_PENALTY, 59)
DECISION_TERM = citation_text(_PENALTY, 60)
SERVICE = citation_text(_PENALTY, 61)
BY_WIRE = citation_text(_PENALTY, 61, 2)
NO_DECISION = citation_text(_PENALTY, 62)
HEARING = citation_text(_PENALTY, 63)
HEARING_STEPS = citation_text(_PENALTY, 64)
BANK = citation_text(_PENALTY, 67)
COLLECTION = citation_text(_PENALTY, 68)
REMOTE = citation_text(_PENALTY, 69)
RECEIPT = citation_text(_PENALTY, 70)
CASH = citation_text(_PENALTY, 71)
SURCHARGE = citation_text(_PENALTY, 72)
LEFT_SERVICE = citation_text(_CIVIL_SUIT, 89)
REVIEW_FIRST = citation_text(_REVIEW, 23)
REVIEW_BODY = citation_text(_REVIEW, 24)
REVIEW_TERM = citation_text(_REVIEW, 20)
SUIT_TERM = citation_text(_SUIT, 46)
BANK_ON_PAPER = citation_text(_RECEIPTS, 7)
SURCHARGE_ON_PAPER = citation_text(_RECEIPTS, 9)
INSPECTION_CODE = citation_text(_BUSINESS, 63)
SCENE_RECORD = citation_text(_PROOF, 15)

_OF_FORM = {
    "D06": FILING,
    "D08": TO_CORRECT,
    "D10": SCENE_RECORD,
    "D20": SUMMARY_PAPER,
    "D22": INQUIRY,
    "D23": TELLING,
    "D24": TELLING,
    "D33": APPROVAL,
    "D35": DECISION_PAPER,
    "D40": SERVICE,
}


def law_of_form(form: str) -> str:
    """The article that asks for a paper and says what stands on it; else that of the whole record."""
    return _OF_FORM.get(form, RECORD)
