from __future__ import annotations

import pytest

import kijiyomi
from kijiyomi.knowledge.units import unit_of


@pytest.mark.parametrize(
    ("written", "text", "dimension", "si_unit", "one"),
    [
        ("nm", "", "length", "m", 1e-9),
        ("ナノメートル", "", "length", "m", 1e-9),
        ("平方キロメートル", "", "area", "m2", 1e6),
        ("kg", "", "mass", "kg", 1.0),
        ("GB", "", "information", "bit", 8e9),
        ("GiB", "", "information", "bit", 8 * 2**30),
        ("GB/s", "", "information/time", "bit/s", 8e9),
        ("Gbps", "", "information/time", "bit/s", 1e9),
        ("GB", "毎秒10GB", "information/time", "bit/s", 8e9),
        ("km", "時速60km", "length/time", "m/s", 1 / 3.6),
        ("km/h", "時速60km/h", "length/time", "m/s", 1 / 3.6),
        ("TFLOPS/W", "", "operation_rate/power", "1/s/W", 1e12),
        ("キロワット時", "", "energy", "J", 3.6e6),
        ("°C", "", "temperature", "K", 274.15),
        ("基", "", "count", "基", 1.0),
        ("トークン/秒", "", "count/time", "トークン/s", 1.0),
    ],
)
def test_units_have_a_dimension_and_a_factor(written, text, dimension, si_unit, one):
    unit = unit_of(written, text)
    assert unit is not None
    assert (unit.dimension, unit.si_unit) == (dimension, si_unit)
    assert unit.to_si(1) == pytest.approx(one)


@pytest.mark.parametrize("written", ["", "/", "k", "min", "光分", "GB/光分"])
def test_what_is_no_known_unit_has_none(written):
    assert unit_of(written) is None


def test_data_frames_tell_what_quantities_measure():
    from kijiyomi.display.data_frames import entity_frame

    analysis = kijiyomi.analyze("80GBのGPUを5万基、面積は2平方キロメートル。20〜30kmと1億円。")
    frame = entity_frame([analysis])
    measured = (
        frame[["dimension", "si_value", "si_unit"]].astype(object).where(frame["dimension"].notna(), None)
    )
    assert [tuple(row) for row in measured.itertuples(index=False) if row.dimension] == [
        ("information", 6.4e11, "bit"),
        ("count", 50_000, "基"),
        ("area", 2e6, "m2"),
        ("length", pytest.approx(float("nan"), nan_ok=True), "m"),
    ]
