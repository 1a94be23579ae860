"""The authority list (权责清单), its laws and its discretion benchmarks: what they are and what they bind."""

from app.domain.catalogue.amounts import (
    AmountRefused,
    BaseMissing,
    FineKind,
    FineRange,
    MoneyRange,
    fen_of,
)
from app.domain.catalogue.benchmark import Benchmark, Match, Mode, Source, Tier
from app.domain.catalogue.catalogue import Catalogue, Concurrence, NotInCatalogue, PracticeCase, Rows, Window
from app.domain.catalogue.citation import Citation, chinese_number, citation_text, law_name
from app.domain.catalogue.item import (
    Batch,
    Branch,
    Correction,
    Domain,
    Effect,
    Holder,
    HolderLevel,
    HolderPeriod,
    Item,
    OfficialCode,
    VersionEffect,
)
from app.domain.catalogue.law import Law, LawTimes
from app.domain.catalogue.marks import Currency, Mark, Usability
from app.domain.catalogue.party import PartyKind, SubjectClass, counted_as

__all__ = [
    "AmountRefused",
    "BaseMissing",
    "Batch",
    "Benchmark",
    "Branch",
    "Catalogue",
    "Citation",
    "Concurrence",
    "Correction",
    "Currency",
    "Domain",
    "Effect",
    "FineKind",
    "FineRange",
    "Holder",
    "HolderLevel",
    "HolderPeriod",
    "Item",
    "Law",
    "LawTimes",
    "Mark",
    "Match",
    "Mode",
    "MoneyRange",
    "NotInCatalogue",
    "OfficialCode",
    "PartyKind",
    "PracticeCase",
    "Rows",
    "Source",
    "SubjectClass",
    "Tier",
    "Usability",
    "VersionEffect",
    "Window",
    "chinese_number",
    "citation_text",
    "counted_as",
    "fen_of",
    "law_name",
]
