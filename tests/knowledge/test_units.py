import re

import pytest

import kijiyomi
from kijiyomi.errors import KnowledgeError
from kijiyomi.knowledge import units as units_module
from kijiyomi.knowledge.data_files import FOLDER, read_data
from kijiyomi.knowledge.units import Counters, Measures, counters, measures, unit_of, written_units
from support.data_files import assert_typos_are_named

NUMBERS = FOLDER / "numbers"


@pytest.mark.parametrize(
    ("written", "text", "dimension", "si_unit", "one"),
    [
        ("nm", "", "length", "m", 1e-9),
        ("ナノメートル", "", "length", "m", 1e-9),
        ("平方キロメートル", "", "area", "m2", 1e6),
        ("kg", "", "mass", "kg", 1.0),
        ("GB", "", "information", "bit", 8e9),
        ("GiB", "", "information", "bit", 8 * 2**30),
        ("EiB", "", "information", "bit", 8 * 2**60),
        ("GB/s", "", "information/time", "bit/s", 8e9),
        ("Gbps", "", "information/time", "bit/s", 1e9),
        ("GB", "毎秒10GB", "information/time", "bit/s", 8e9),
        ("km", "時速60km", "length/time", "m/s", 1 / 3.6),
        ("km/h", "時速60km/h", "length/time", "m/s", 1 / 3.6),
        ("メートル毎秒", "", "length/time", "m/s", 1.0),
        ("TFLOPS/W", "", "operation_rate/power", "1/s/W", 1e12),
        ("TFLOP/s/W", "", "operation_rate/power", "1/s/W", 1e12),
        ("TWh/年", "", "energy/time", "J/s", 3.6e15 / 31_557_600),
        ("キロワット時", "", "energy", "J", 3.6e6),
        ("メガトン", "", "mass", "kg", 1e9),
        ("°C", "", "temperature", "K", 274.15),
        ("rpm", "", "count/time", "回転/s", 1 / 60),
        ("PV", "", "count", "PV", 1.0),
        ("%", "", "ratio", "1", 0.01),
        ("ドル", "", "money", "USD", 1.0),
        ("銭", "", "money", "JPY", 0.01),
        ("週間", "", "time", "s", 604_800.0),
        ("基", "", "count", "基", 1.0),
        ("トークン/秒", "", "count/time", "トークン/s", 1.0),
        ("tok/s", "", "count/time", "トークン/s", 1.0),
    ],
)
def test_units_have_a_dimension_and_a_factor(written, text, dimension, si_unit, one):
    unit = unit_of(written, text)
    assert unit is not None
    assert (unit.dimension, unit.si_unit) == (dimension, si_unit)
    assert unit.to_si(1) == pytest.approx(one)


@pytest.mark.parametrize(
    "written", ["", "/", "毎", "k", "minute", "光分", "GB/光分", "GB毎光", "dB", "dB/m2"]
)
def test_what_is_no_known_unit_has_none(written):
    assert unit_of(written) is None


def test_every_unit_says_what_it_measures_or_that_it_measures_nothing():
    for name in written_units():
        assert (unit_of(name) is None) == (name in measures().no_dimension), name


def test_every_unit_says_so_below_a_stroke_too():
    for divisor in measures().divisors.latin:
        assert unit_of(f"GB/{divisor}").si_unit.startswith("bit/"), divisor
    for divisor in measures().divisors.katakana:
        assert unit_of(f"メートル{divisor}").si_unit.startswith("m/"), divisor
    for word, time in measures().before.items():
        assert unit_of("km", f"{word}3km").dimension == ("length/time" if time else "length"), word


def test_every_prefix_multiplies_every_unit_that_takes_prefixes():
    bare = {name for _, name, _ in measures().entries()}
    powers = [item for group in measures().prefixes.values() for item in group.items()]
    for _, name, entry in measures().entries():
        for prefix, power in powers if entry.prefixes is not None else ():
            if prefix + name not in bare:
                assert unit_of(prefix + name).factor == pytest.approx(power * entry.factor), prefix + name


def test_a_unit_in_two_places_is_an_error(monkeypatch):
    doubled = Counters((*counters().counters, "キロ"), (), {}, {})
    monkeypatch.setattr(units_module, "counters", lambda: doubled)
    with pytest.raises(
        KnowledgeError, match=r"the unit 'キロ' stands twice \(measure and counter\); leave one entry"
    ):
        written_units.__wrapped__()


@pytest.mark.parametrize(("name", "kind"), [("units", Measures), ("counters", Counters)])
def test_typos_are_named(tmp_path, name, kind):
    assert_typos_are_named(NUMBERS / f"{name}.toml", kind, tmp_path)


@pytest.mark.parametrize(
    ("name", "kind", "old", "new", "message"),
    [
        ("units", Measures, 'Hz = { factor = 1, prefixes = ["large"] }', 'Hz = { factor = 1, prefixes = ["larg"] }', r"\[dimensions\.frequency\.units\.Hz\.prefixes\] names what the file does not list: larg"),
        ("units", Measures, '"トン" = "ネル', '"トソ" = "ネル', r"\[not_before\] names what the file does not list: トソ"),
        ("counters", Counters, '"駅" = "前"', '"馬尺" = "前"', r"\[not_before\] names what the file does not list: 馬尺"),
    ],
)  # fmt: skip
def test_a_name_that_is_not_listed_is_an_error(tmp_path, name, kind, old, new, message):
    text = (NUMBERS / f"{name}.toml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / f"{name}.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=message):
        read_data(path, kind)


def test_patterns_compile():
    for unit in written_units().values():
        re.compile(unit.not_before)


def test_counters_that_take_a_scale_are_known():
    for name in counters().scaled:
        assert unit_of(name) is not None, name


def test_data_frames_say_what_quantities_measure():
    from kijiyomi.display.data_frames import entity_frame

    analysis = kijiyomi.analyze("80GBのGPUを5万基、面積は2平方キロメートル。20〜30kmと1億円。容量は2EiB。")
    frame = entity_frame([analysis])
    measured = (
        frame[["dimension", "si_value", "si_unit"]].astype(object).where(frame["dimension"].notna(), None)
    )
    assert [tuple(row) for row in measured.itertuples(index=False) if row.dimension] == [
        ("information", 6.4e11, "bit"),
        ("count", 50_000, "基"),
        ("area", 2e6, "m2"),
        ("length", pytest.approx(float("nan"), nan_ok=True), "m"),
        ("information", 2 * 8 * 2.0**60, "bit"),
    ]
