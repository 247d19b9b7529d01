"""A text for spaCy, and its entities as spans."""

TEXT = "😀ＮＶＩＤＩＡは2027年後半、約30億ドルを投じて5万基のBlackwellを並べる。"
FOUND = [
    ("ＮＶＩＤＩＡ", "COMPANY", "nvidia"),
    ("2027年後半", "DATE", ""),
    ("約30億ドル", "MONEY", ""),
    ("5万基", "QUANTITY", ""),
    ("Blackwell", "GPU", "nvidia-blackwell"),
]


def spans(doc):
    return [(span.text, span.label_, span.kb_id_) for span in doc.ents]
