"""Fines as the clauses state them, and as money: integer fen, exact ratios, ends that belong or do not."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum
from fractions import Fraction
from typing import ClassVar

from app.domain.errors import AppError
from app.domain.money import FEN_A_YUAN, Fen


class AmountRefused(AppError):
    """A text or number is no amount of money in whole fen; ``amount`` shows it."""

    code: ClassVar[str] = "amount.refused"


class BaseMissing(AppError):
    """The fine is a multiple, a share or a price per unit, and what it is counted from is not known yet."""

    code: ClassVar[str] = "amount.base_missing"


class FineKind(Enum):
    """How a clause counts a fine; the *_upper kinds and ``upper`` name a ceiling only (只写“以下”)."""

    RANGE = "range"
    UPPER = "upper"
    FIXED = "fixed"
    MULTIPLE = "multiple"
    MULTIPLE_UPPER = "multiple_upper"
    PERCENT = "percent"
    PERCENT_UPPER = "percent_upper"
    PER_UNIT = "per_unit"

    @property
    def is_money(self) -> bool:
        """Whether the clause names the money itself and needs no base."""
        return self in (FineKind.RANGE, FineKind.UPPER, FineKind.FIXED)

    @property
    def has_floor(self) -> bool:
        """Whether the clause names a lowest amount."""
        return self not in (FineKind.UPPER, FineKind.MULTIPLE_UPPER, FineKind.PERCENT_UPPER)


def fen_of(yuan: Decimal | int | str) -> Fen:
    """Turn yuan into fen without rounding.

    Raises:
        AmountRefused: no number, negative, or finer than one fen.
    """
    try:
        fen = Decimal(yuan) * FEN_A_YUAN
    except (InvalidOperation, ValueError) as error:
        raise AmountRefused(amount=str(yuan)) from error
    if not fen.is_finite() or fen != fen.to_integral_value() or fen < 0:
        raise AmountRefused(amount=str(yuan))
    return Fen(int(fen))


@dataclass(frozen=True, slots=True)
class MoneyRange:
    """A range of money in fen. An end that does not belong to it (``不到``) is marked as not inclusive."""

    low: Fen
    high: Fen
    low_inclusive: bool = True
    high_inclusive: bool = True

    def contains(self, amount: int) -> bool:
        """Whether an amount in fen lies inside; 以上、以下 include the number (民法典第一千二百五十九条)."""
        return not self.is_above(amount) and not self.is_below(amount)

    def is_below(self, amount: int) -> bool:
        """Whether an amount lies under the range."""
        return amount < self.low or (amount == self.low and not self.low_inclusive)

    def is_above(self, amount: int) -> bool:
        """Whether an amount lies over the range."""
        return amount > self.high or (amount == self.high and not self.high_inclusive)


@dataclass(frozen=True, slots=True)
class FineRange:
    """A range as a clause or a level states it.

    Attributes:
        low, high: fen for money kinds, fen per unit for ``per_unit``, else the plain ratio to the base
            (1.6 times is 8/5, 5 % is 1/20). ``low`` is 0 and not inclusive where only a ceiling is named.
        unit: the unit in the words of the list, such as 元, 倍, %, 元/株.
        base: what the ratio or price is counted from, in words; empty for money kinds.
    """

    kind: FineKind
    low: Fraction
    high: Fraction
    low_inclusive: bool = True
    high_inclusive: bool = True
    unit: str = "元"
    base: str = ""

    @property
    def money(self) -> MoneyRange | None:
        """The range in fen where the clause names the money itself, else None."""
        return self.in_fen() if self.kind.is_money else None

    def in_fen(self, base: Fraction | int | None = None) -> MoneyRange:
        """The range in fen for a base: fen for ratios, number of units (area, trees, area × days) for prices.

        An end between two fen moves inwards, so that nothing outside the exact range is let in.

        Raises:
            BaseMissing: the clause needs a base and none is given.
            AmountRefused: the base is not positive.
        """
        if self.kind.is_money:
            factor = Fraction(1)
        elif base is None:
            raise BaseMissing(base=self.base, kind=self.kind.value)
        else:
            factor = Fraction(base)
            if factor <= 0:
                raise AmountRefused(amount=str(base))
        low, high = self.low * factor, self.high * factor
        return MoneyRange(
            Fen(math.ceil(low)),
            Fen(math.floor(high)),
            self.low_inclusive or low.denominator != 1,
            self.high_inclusive or high.denominator != 1,
        )
