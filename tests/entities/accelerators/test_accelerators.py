from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest

from kijiyomi.article import Article
from kijiyomi.document import Document
from kijiyomi.entities.accelerators import AcceleratorRecogniser
from kijiyomi.errors import KnowledgeError
from kijiyomi.text.markdown import read_passage
from kijiyomi.tokenizer.tokens import Lexicon, Tokens

RECOGNISER = AcceleratorRecogniser()


def read(text: str) -> Document:
    article = Article(text)
    passage = read_passage(article)
    empty = np.zeros(0, dtype=np.int32)
    tokens = Tokens(passage.text, Lexicon(), empty, empty, empty)
    return Document(article, passage, tokens, tokens)


def names(text: str) -> list[tuple[str, str | None]]:
    document = read(text)
    found = RECOGNISER(document)
    assert all(document.passage.text[e.start : e.end] == e.text for e in found)
    return [(entity.text, entity.name) for entity in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NVIDIAのH100を並べた。", [("H100", "NVIDIA H100")]),
        ("A100・H100の在庫", [("A100", "NVIDIA A100"), ("H100", "NVIDIA H100")]),
        ("H100/H200とGB200", [("H100", "NVIDIA H100"), ("H200", "NVIDIA H200"), ("GB200", "NVIDIA GB200")]),
        ("棚にはGB300 NVL72がある。", [("GB300 NVL72", "NVIDIA GB300 NVL72")]),
        ("H100 SXM5を8枚", [("H100 SXM5", "NVIDIA H100 SXM5")]),
        ("A100-SXM4-80GBの機体", [("A100-SXM4", "NVIDIA A100 SXM4")]),
        ("RTX4090で動く。", [("RTX4090", "NVIDIA GeForce RTX 4090")]),
        ("RTX-4090で動く。", [("RTX-4090", "NVIDIA GeForce RTX 4090")]),
        ("ＲＴＸ　４０９０で動く。", [("ＲＴＸ　４０９０", "NVIDIA GeForce RTX 4090")]),
        ("rtx 4070 ti superを買う。", [("rtx 4070 ti super", "NVIDIA GeForce RTX 4070 Ti SUPER")]),
        ("GeForce RTX 50シリーズ", [("GeForce RTX 50", "NVIDIA GeForce RTX 50")]),
        (
            "RTX 5090と5080の差",
            [("RTX 5090", "NVIDIA GeForce RTX 5090"), ("5080", "NVIDIA GeForce RTX 5080")],
        ),
        ("RTX PRO 6000 Blackwellの電力", [("RTX PRO 6000 Blackwell", "NVIDIA RTX PRO 6000 Blackwell")]),
        (
            "DGX SuperPODとHGX B200",
            [("DGX SuperPOD", "NVIDIA DGX SuperPOD"), ("HGX B200", "NVIDIA HGX B200")],
        ),
        ("Jetson Orin NXの試作機", [("Jetson Orin NX", "NVIDIA Jetson Orin NX")]),
        ("Gaudi 3.5とBaiduの昆崙チップ", [("Gaudi 3.5", "Intel Gaudi 3.5"), ("昆崙", "Baidu Kunlun")]),
        ("Hopper2の次、Hopper 2枚", [("Hopper2", "NVIDIA Hopper 2"), ("Hopper", "NVIDIA Hopper")]),
        (
            "ブラックウェルとホッパーアーキテクチャ",
            [("ブラックウェル", "NVIDIA Blackwell"), ("ホッパー", "NVIDIA Hopper")],
        ),
        ("次はVera Rubinプラットフォーム", [("Vera Rubin", "NVIDIA Vera Rubin")]),
        (
            "Instinct™ MI450/MI355Xの列",
            [("Instinct™ MI450", "AMD Instinct MI450"), ("MI355X", "AMD Instinct MI355X")],
        ),
        ("MI999X GPUの噂", [("MI999X", "AMD Instinct MI999X")]),
        ("Radeon RX 7900 XTXで遊ぶ", [("Radeon RX 7900 XTX", "AMD Radeon RX 7900 XTX")]),
        ("Gaudi3とGaudi 2", [("Gaudi3", "Intel Gaudi 3"), ("Gaudi 2", "Intel Gaudi 2")]),
        ("TPUv5eとTPU v5p", [("TPUv5e", "Google TPU v5e"), ("TPU v5p", "Google TPU v5p")]),
        (
            "Trainium 2、トレイニウム3",
            [("Trainium 2", "AWS Trainium2"), ("トレイニウム3", "AWS Trainium3")],
        ),
        ("昇騰910Bを積むサーバー", [("昇騰910B", "Huawei Ascend 910B")]),
        ("Ascend 950 PRを待つ", [("Ascend 950 PR", "Huawei Ascend 950PR")]),
        ("CerebrasのWSE-3とCS-3", [("WSE-3", "Cerebras WSE-3"), ("CS-3", "Cerebras CS-3")]),
        ("MN-Core 2を設計した。", [("MN-Core 2", "Preferred Networks MN-Core 2")]),
        ("Hailo-8で検出する。", [("Hailo-8", "Hailo-8")]),
        ("MTT S4000の性能", [("MTT S4000", "Moore Threads MTT S4000")]),
        ("Adreno GPUとHexagon NPU", [("Adreno", "Qualcomm Adreno"), ("Hexagon", "Qualcomm Hexagon")]),
    ],
)
def test_accelerators(text: str, expected: list[tuple[str, str]]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "H2 2025の見通しとA4用紙。",
        "iPhoneのA18とMacBookのM4チップ。",
        "GPT-4、Galaxy S24、FP16、INT8、第14世代。",
        "HBM3eとCUDA、NVLink、GDDR7。",
        "カメラのA100とレンズのB200を売った。",
        "L4の自動運転、T4細胞、P4の座席。",
        "TPU製のスマホケース。",
        "建築家ガウディのサグラダ・ファミリア。",
        "グレース・ホッパーの伝記。",
        "Vera Rubin天文台が観測した。",
        "AI200社が出展し、H100年史を配った。",
        "GeForce NOWとDGX Cloudの料金。",
        "Radeon Open Computeの略。",
        "ABH100、H100X9、H-100、XH100-7、v1.H100",
        "ショッパーとブラックウェルズ書店",
    ],
)
def test_other_things(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RTX 5080 Laptop GPUの実測", [("RTX 5080 Laptop GPU", "NVIDIA GeForce RTX 5080 Laptop GPU")]),
        ("RTX 3060 Mobileの実測", [("RTX 3060 Mobile", "NVIDIA GeForce RTX 3060 Laptop GPU")]),
        ("GTX 1650 Mobileの実測", [("GTX 1650 Mobile", "NVIDIA GeForce GTX 1650 Laptop GPU")]),
        (
            "GeForce RTX 2070 with Max-Q Designの実測",
            [("GeForce RTX 2070 with Max-Q Design", "NVIDIA GeForce RTX 2070 Max-Q")],
        ),
        ("Quadro P3200 Mobileの実測", [("Quadro P3200 Mobile", "NVIDIA Quadro P3200 Mobile")]),
        ("GeForce 8600M GSの実測", [("GeForce 8600M GS", "NVIDIA GeForce 8600M GS")]),
        ("GeForce Go 7300の実測", [("GeForce Go 7300", "NVIDIA GeForce Go 7300")]),
        ("GeForce 7300 LEの実測", [("GeForce 7300 LE", "NVIDIA GeForce 7300 LE")]),
        ("RTX 3060 Mobility Scooterの実測", [("RTX 3060", "NVIDIA GeForce RTX 3060")]),
        ("RTX 4080とMobile版", [("RTX 4080", "NVIDIA GeForce RTX 4080")]),
    ],
)
def test_laptop_parts_keep_their_name(text: str, expected: list[tuple[str, str]]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RTX 2060Sを挿す。", ["NVIDIA GeForce RTX 2060 SUPER"]),
        ("RTX4080Sを挿す。", ["NVIDIA GeForce RTX 4080 SUPER"]),
        ("RTX 4070TiSを挿す。", ["NVIDIA GeForce RTX 4070 Ti SUPER"]),
        ("RTX 4070 Ti Sを挿す。", ["NVIDIA GeForce RTX 4070 Ti SUPER"]),
        ("GTX 1660Sを挿す。", ["NVIDIA GeForce GTX 1660 SUPER"]),
        ("two RTX 4070s", []),
        ("three GTX 1660s", []),
        ("RTX 4070SXを挿す。", []),
    ],
)
def test_an_s_is_super_but_no_plural(text: str, expected: list[str]) -> None:
    assert [name for _, name in names(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TPU v4-64で学習する。", [("TPU v4", "Google TPU v4")]),
        ("TPU v5e-4で学習する。", [("TPU v5e", "Google TPU v5e")]),
        ("TPUv6e-16で学習する。", [("TPUv6e", "Google TPU v6e")]),
        ("Cloud TPU v3-512で学習する。", [("Cloud TPU v3", "Google Cloud TPU v3")]),
        ("TPU v5litepod-16で学習する。", [("TPU v5litepod", "Google TPU v5e")]),
        ("TPU v4-podで学習する。", [("TPU v4-pod", "Google TPU v4 Pod")]),
        ("TPU v4-8Xの型番", []),
        ("H100-8の型番", []),
    ],
)
def test_a_number_of_chips_may_follow(text: str, expected: list[tuple[str, str]]) -> None:
    assert [found for found in names(text) if found[0] != "TPU"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NVIDIAはホッパーで伸びた。", ["ホッパー"]),
        ("ホッパー世代のチップが届く。", ["ホッパー"]),
        ("GPUはホッパーを選ぶ。", ["ホッパー"]),
        ("ホッパーGPUを選ぶ。次もホッパーだ。", ["ホッパー", "ホッパー"]),
        ("エヌビディアの新製品。ホッパーアーキテクチャだ。", ["ホッパー"]),
        ("セメントのホッパーを洗う。", []),
        ("飼料をホッパーへ流し込む。", []),
        ("製造ラインのホッパーと搬送機。", []),
        ("コーヒー豆はホッパーに入れる。", []),
        ("ペレットのホッパーが空になる。", []),
    ],
)
def test_hopper_needs_an_accelerators_company(text: str, expected: list[str]) -> None:
    assert [surface for surface, _ in names(text) if surface != "GPU"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NVIDIAのL4を使う。", ["L4"]),
        ("L4レベルの話。", []),
        ("禁輸で「H20」「L20」「L2」が生まれた。", ["H20", "L20", "L2"]),
        ("BaiduはM100とM300を出す。", ["M100", "M300"]),
        ("M100とM300を出す。", []),
        ("MicrosoftのAthenaは社内向けだ。", ["Athena"]),
        ("女神Athenaの像。", []),
        ("Groqは速い。LPUの時代だ。GroqのLPUは速い。", ["LPU", "LPU"]),
        ("「B100」はオーディオプレーヤーだ。B100の魅力とは。", []),
    ],
)
def test_evidence(text: str, expected: list[str]) -> None:
    assert [name for name, _ in names(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Arc B580とArc A770を比べる。", [("Arc B580", "Intel Arc B580"), ("Arc A770", "Intel Arc A770")]),
        ("Intel Arc Pro B60", [("Arc Pro B60", "Intel Arc Pro B60")]),
        ("ブラウザのArc、Arcという話、ARC-AGI。", []),
        ("RTX 4080のGPUはAD103だ。", [("RTX 4080", "NVIDIA GeForce RTX 4080"), ("AD103", "NVIDIA AD103")]),
        ("GB202ダイとNavi 31のダイ", [("GB202", "NVIDIA GB202"), ("Navi 31", "AMD Navi 31")]),
        ("ACM-G10というGPU", [("ACM-G10", "Intel ACM-G10")]),
        ("AD103年の遺跡。GA102便で空港に着いた。カーナビのNavi 31。", []),
        ("AD 103のGPU、8 GB 205 WのGPU", []),
        ("GTX16シリーズ", [("GTX16", "NVIDIA GeForce GTX 16")]),
        ("RTX40シリーズ", [("RTX40", "NVIDIA GeForce RTX 40")]),
        ("RTX 50 シリーズ", [("RTX 50", "NVIDIA GeForce RTX 50")]),
        ("RTX 30/40シリーズ", [("RTX 30", "NVIDIA GeForce RTX 30"), ("40", "NVIDIA GeForce RTX 40")]),
        ("RTX 40を50個", []),
        ("RTX 4070 Laptop GPUの消費電力", [("RTX 4070 Laptop GPU", "NVIDIA GeForce RTX 4070 Laptop GPU")]),
        ("RTX 3080 Mobile", [("RTX 3080 Mobile", "NVIDIA GeForce RTX 3080 Laptop GPU")]),
        ("RTX 5880 Adaの在庫", [("RTX 5880 Ada", "NVIDIA RTX 5880 Ada Generation")]),
        ("Jeep Renegadeに乗る。", []),
        (
            "Radeon HD7970とRadeon HD",
            [("Radeon HD7970", "AMD Radeon HD 7970"), ("Radeon HD", "AMD Radeon HD")],
        ),
    ],
)
def test_newer_and_older_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("古いGPUのTuring、Pascal、Maxwellは対象外だ。", ["Turing", "Pascal", "Maxwell"]),
        ("NVIDIAは支えるが、Maxwell、Pascalは外れる。", ["Maxwell", "Pascal"]),
        ("Hopper/Ampere/Ada Lovelaceに対応する。", ["Hopper", "Ampere", "Ada Lovelace"]),
        ("Ampere、Ada、Hopperに対応する。", ["Ampere", "Ada", "Hopper"]),
        ("KeplerのGPUを積む。Keplerは省電力だ。", ["Kepler", "Kepler"]),
        ("科学者のTuring、Pascal、Maxwell、Kepler。", []),
        ("Turingは社名だ。TuringはH100を並べた。", ["H100"]),
        ("GPUでKeplerの計算をする。", []),
        ("GPUで軌道を計算し、Kepler望遠鏡とFermi望遠鏡の像を比べる。", []),
    ],
)
def test_families_count_beside_an_accelerators_words_and_in_lists(text: str, expected: list[str]) -> None:
    assert [name for name, _ in names(text)] == expected


def test_facts_and_vendor() -> None:
    (entity,) = RECOGNISER(read("H100を借りる。"))
    assert (entity.label, entity.vendor, entity.kb_id) == ("GPU", "NVIDIA", "nvidia-h100")
    (unknown,) = RECOGNISER(read("Gaudi 9の噂。"))
    assert (unknown.name, unknown.kb_id) == ("Intel Gaudi 9", None)


def test_offsets_behind_marks_and_ligatures() -> None:
    text = "㌔と™と🎉、Radeon™ Instinct™のあと、Ｈ１００。"
    assert [name for name, _ in names(text)] == ["Radeon™ Instinct™", "Ｈ１００"]


@pytest.mark.parametrize(
    "text",
    ["", "\n", "\ud800H100\udfff", "a\0H100", "H" * 5000, "RTX " * 2000, "™" * 500, "昇騰", "H100-" * 2000],
)
def test_any_text(text: str) -> None:
    names(text)


def test_users_own_vendors(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        'vendor = "Kaede"\nnames = ["Kaede"]\n[lines.k]\nname = "Momiji"\nopen = \'\\d\'\nbare = "certain"\n',
        encoding="utf-8",
    )
    recogniser = pickle.loads(pickle.dumps(AcceleratorRecogniser([own])))
    assert [e.name for e in recogniser(read("Momiji 3とH100"))] == ["Kaede Momiji 3", "NVIDIA H100"]


def test_clashing_names_are_refused(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        'vendor = "Kaede"\nnames = ["Kaede"]\n[lines.k]\nname = "Blackwell"\nbare = "certain"\n',
        encoding="utf-8",
    )
    with pytest.raises(KnowledgeError, match="Blackwell"):
        AcceleratorRecogniser([own])


@pytest.mark.parametrize("text", ["RTX 4090 Tİを買う", "RTX 4090 Tıを買う"])
def test_letters_that_only_look_like_a_suffix_are_none(text: str) -> None:
    assert names(text) == [("RTX 4090", "NVIDIA GeForce RTX 4090")]
