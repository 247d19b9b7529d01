"""Sizes given by their sides are one figure without a value."""

from __future__ import annotations

import pytest

from support.finding import only, surfaces


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("66×126×11.2mm", "mm"),
        ("3,840×2,160画素", "画素"),
        ("1920x1080ドット", "ドット"),
        ("210 × 297 mm", "mm"),
        ("12.5×8cm", "cm"),
    ],
)
@pytest.mark.parametrize("before", ["", "大きさは", "本体(", "サイズ:"])
def test_sides_are_one_figure_without_a_value(before: str, written: str, unit: str) -> None:
    found, figure = only(f"{before}{written}、軽い")
    assert (found, figure.unit) == (written, unit)
    assert figure.value is figure.min is figure.max is None


def test_a_size_takes_qualifiers() -> None:
    found, figure = only("およそ30×45cm以内に収まる")
    assert (found, figure.modifier) == ("およそ30×45cm以内", "le")


@pytest.mark.parametrize(
    "text", ["4×100mリレー", "4 × 200メートルリレー", "画面は1920×1080だ", "1.5×2×3×4mm", "3×3マス"]
)
def test_what_is_no_size(text: str) -> None:
    assert surfaces(text) == []


def test_numbers_with_a_unit_each_are_figures() -> None:
    assert surfaces("30cm×45cmの板と、水2リットル×24本") == ["30cm", "45cm", "2リットル", "24本"]
