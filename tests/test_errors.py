"""Faults."""

import pickle

import pytest

from flows.errors import CallFault, DataFault, Fault


@pytest.mark.parametrize(("kind", "code"), [(DataFault, 1), (CallFault, 2)])
def test_a_fault_says_where_what_and_what_next(kind: type[Fault], code: int) -> None:
    fault = kind("raw/a.toml", "it is not TOML", "Mend line 3")
    assert str(fault) == "raw/a.toml: it is not TOML. Mend line 3."
    assert fault.exit_code == code


def test_a_fault_survives_the_way_between_processes() -> None:
    fault = DataFault("a", "b", "c")
    assert str(pickle.loads(pickle.dumps(fault))) == str(fault)  # noqa: S301 - made one line above
