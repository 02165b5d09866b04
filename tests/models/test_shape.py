"""Shapes: the same text means the same on both sides, see `tests/worker/outline.test.js`."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.models.shape import bounds, contains, decode, encode

CASES = json.loads((Path(__file__).parent.parent / "shapes.json").read_text(encoding="utf-8"))
hundred_thousandths = st.tuples(
    st.integers(-9_000_000, 9_000_000), st.integers(-18_000_000, 18_000_000)
)
positions = hundred_thousandths.map(lambda at: (at[0] / 100_000, at[1] / 100_000))
rings = st.lists(positions, min_size=3, max_size=12)


def closed(polygons: Any) -> Any:
    return [[[*map(tuple, ring), tuple(ring[0])] for ring in polygon] for polygon in polygons]


@pytest.mark.parametrize("case", CASES["shapes"], ids=lambda case: case["name"])
def test_a_shape_is_written_and_read_and_holds_what_lies_in_it(case: Any) -> None:
    assert encode(closed(case["polygons"])) == case["shape"]
    shape = decode(case["shape"])
    assert [[[list(at) for at in ring] for ring in polygon] for polygon in shape] == case[
        "polygons"
    ]
    assert all(contains(shape, *place) for place in case["inside"])
    assert not any(contains(shape, *place) for place in case["outside"])


def test_what_lies_on_a_border_belongs_to_one_neighbour() -> None:
    shapes = [decode(shape) for shape in CASES["neighbours"]["shapes"]]
    for place in CASES["neighbours"]["places"]:
        assert sum(contains(shape, *place) for shape in shapes) == 1


@given(st.lists(st.lists(rings, min_size=1, max_size=3), max_size=3))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_what_was_written_is_read(polygons: Any) -> None:
    assert decode(encode(closed(polygons))) == polygons


def test_bounds_hold_all_shapes() -> None:
    shapes = [case["shape"] for case in CASES["shapes"]]
    assert bounds(shapes) == "-33.50000,-126.45300,51.00000,151.50000"
    assert bounds([]) == bounds([""]) == ""
