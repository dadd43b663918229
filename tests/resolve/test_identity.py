"""A row keeps its id when another one is merged into it or split from it."""

from flows.resolve.identity import identity_of, released
from tests.resolve.builders import told
from tests.resolve.test_resolution import tables_of


def test_a_merge_leaves_a_redirect() -> None:
    early = told(0, [("arrest", "2030-05-03", ["Ada Lovel"])])
    late = told(1, [("arrest", "2030-06-01/2030-06-09", ["Ada Lovel"])])
    vague = told(1, [("arrest", "2030-05", ["Ada Lovel"])])
    first = tables_of([early, late])
    second = tables_of([early, vague], identity_of(first))
    assert first["events"].height == 2
    assert second["events"].height == 1
    assert released(second["redirects"], "1.1.0")["since"].to_list() == ["1.1.0"]
    assert set(second["redirects"]["new_id"]) == set(second["events"]["event_id"])


def test_a_redirect_leads_on_in_later_releases() -> None:
    early = told(0, [("arrest", "2030-05-03", ["Ada Lovel"])])
    late = told(1, [("arrest", "2030-06-01/2030-06-09", ["Ada Lovel"])])
    vague = told(1, [("arrest", "2030-05", ["Ada Lovel"])])
    second = tables_of([early, vague], identity_of(tables_of([early, late])))
    third = tables_of([early, vague], identity_of(second))
    assert third["redirects"].rows() == second["redirects"].rows()


def test_a_split_leaves_the_id_with_one_row_and_makes_a_new_one() -> None:
    early = told(0, [("arrest", "2030-05-03", ["Ada Lovel"])])
    vague = told(1, [("arrest", "2030-05", ["Ada Lovel"])])
    late = told(1, [("arrest", "2030-06-01/2030-06-09", ["Ada Lovel"])])
    first = tables_of([early, vague])
    second = tables_of([early, late], identity_of(first))
    assert second["events"].height == 2
    assert set(first["events"]["event_id"]) < set(second["events"]["event_id"])
