"""What people decide, a file each in raw/decisions/: the columns of its rows, with what each must be."""

import pandera.polars as pa

from schemas.columns import column as field
from schemas.columns import term

OUTCOMES = ["same", "different", "unsure"]
FILES = ("identity", "corrections", "withdrawals")

_ROW = r"^(per|evt|cnt)_[a-z2-7]{16}$"
_ROW_OR_QUOTE = r"^(per|evt|evd)_[a-z2-7]{16}$"
_DAY = r"^\d{4}-\d\d-\d\d$"
_DIGESTS = r"^[0-9a-f]{32}( [0-9a-f]{32})*$"


class IdentityRow(pa.DataFrameModel):
    """Whether two rows of people, or two of events, are one. `one` and `other` name a row, or a quote of it."""

    one: str = field("the id of a row (per_, evt_) or of a quote of it (evd_)", str_matches=_ROW_OR_QUOTE)
    other: str = field("the id of a row (per_, evt_) or of a quote of it (evd_)", str_matches=_ROW_OR_QUOTE)
    outcome: str = term(OUTCOMES, f"one of {', '.join(OUTCOMES)}")
    who: str = field("who decided")
    when: str = field("the day of the decision, such as 2031-05-03", str_matches=_DAY)
    why: str = field("what it was decided on", nullable=True)


class CorrectionRow(pa.DataFrameModel):
    """A value that the texts were misread for, and what it is instead. Nothing in `expected` or `value` is null."""

    row: str = field("the id of a row (per_, evt_, cnt_)", str_matches=_ROW)
    column: str = field("the column to correct")
    expected: str = field("the value that is there now", nullable=True)
    value: str = field("the right value", nullable=True)
    why: str = field("why it is wrong")
    source: str = field("the address of the page that shows it", str_matches=r"^https?://[^\s/]+(/\S*)?$")
    who: str = field("who decided")
    when: str = field("the day of the decision, such as 2031-05-03", str_matches=_DAY)


class WithdrawalRow(pa.DataFrameModel):
    """A person who asked to be left out, without a name: keyed digests of how the parts of the name sound."""

    withdrawal_id: str = field("an opaque id (wdr_)", str_matches=r"^wdr_[a-z2-7]{16}$")
    key: str = field("a digest that tells the key that was used", str_matches=_DIGESTS)
    surnames: str = field("digests of the parts that a name can be known by", str_matches=_DIGESTS)
    givens: str = field("digests of the parts that stand beside these", nullable=True, str_matches=_DIGESTS)
    when: str = field("the day of the withdrawal, such as 2031-05-03", str_matches=_DAY)


ROWS: dict[str, type[pa.DataFrameModel]] = dict(zip(FILES, (IdentityRow, CorrectionRow, WithdrawalRow), strict=True))
