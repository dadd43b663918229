"""What a withdrawal touches of the changes: of these rows nothing is told but their number."""

from collections.abc import Callable

import polars as pl

from flows.errors import DataFault
from flows.ingest.dataset import NAME, Dataset
from schemas.columns import ANY_ID
from schemas.tables import KEYS, Tables, frame

_VALUES = ["row_id", "old", "new"]
_ID = f"^{ANY_ID}$"  # says no name, and there are many

Named = Callable[[str], bool]  # whether a text names somebody who is withdrawn


def nobody(_text: str) -> bool:
    """Where nobody is withdrawn, no text names one who is."""
    return False


def keep_silent(dataset: Dataset, named: Named) -> None:
    """Raises DataFault where the description of the dataset names a withdrawn person, saying in which keys."""
    told = dataset.model_dump()
    keys = [key for key, value in told.items() if any(map(named, _texts(value)))]
    if keys:
        raise DataFault(NAME, f"it names a person who withdrew ({', '.join(keys)})", "Take the name out")


def _texts(value: object) -> list[str]:
    return [str(each) for each in (value if isinstance(value, tuple) else (value,)) if each]


def withhold(changes: pl.DataFrame, last: Tables, named: Named) -> pl.DataFrame:
    """The changes since the release with the tables `last`, those of rows that a withdrawal touches only counted.

    These are the rows of a person whom `named` knows by a name, what hangs on them, and any row with a value that names
    such a person.
    """
    ids = _touched(last, named)
    hidden = _hidden(changes, ids, named)
    counted = changes.filter(hidden).group_by("table").agg(pl.col("row_id").n_unique())
    told = [
        {"table": table, "change": "withdrawn", "rows": rows, "documents": []} for table, rows in counted.iter_rows()
    ]
    return pl.concat([changes.filter(~hidden), frame("changes", told)]).sort(KEYS["changes"], nulls_last=True)


def _touched(last: Tables, named: Named) -> set[str]:
    """The ids of the withdrawn people, of their events, of the passages on these, and those that led to one of them."""
    forms = last["people"].select("person_id", pl.concat_list("name", "other_names").alias("forms"))
    people = {person_id for person_id, names in forms.iter_rows() if any(map(named, names))}
    events = set(last["event_people"].filter(pl.col("person_id").is_in(people))["event_id"])
    ids = people | events
    ids |= set(last["evidence"].filter(pl.col("row_id").is_in(ids))["evidence_id"])
    return ids | set(last["redirects"].filter(pl.col("new_id").is_in(ids))["old_id"])


def _hidden(changes: pl.DataFrame, ids: set[str], named: Named) -> pl.Series:
    """Whether each change is of a touched row, leads to one, or has a value that names a withdrawn person."""
    values = pl.concat([changes[name].alias("value") for name in _VALUES]).drop_nulls().unique()
    told = values.filter(~values.str.contains(_ID))
    telling = {text for text in told if named(text)}
    telling |= set(values.filter(values.str.extract_all(r"\S+").list.eval(pl.element().is_in(ids)).list.any()))
    return changes.select(pl.any_horizontal(pl.col(_VALUES).is_in(telling).fill_null(value=False))).to_series()
