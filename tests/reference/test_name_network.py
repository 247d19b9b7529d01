"""The network of names as plain sums, token by token, beside the one over arrays and chosen tokens."""

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kijiyomi.entities.ner_model.network import Network
from kijiyomi.entities.ner_model.token_stream import token_stream
from kijiyomi.tokenizer.tokens import BOUNDARY, Lexicon, Morpheme, Tokens
from support.name_network import OFFSETS, SIEVE_WINDOW, WINDOW, random_arrays

WORDS = [Morpheme(word, word, "名詞") for word in ("東京", "NVIDIA", "は", "で", "。", "社")]
ARRAYS = random_arrays(np.random.default_rng(7))
NETWORK = Network(ARRAYS)


def lexicon_of_words():
    lexicon = Lexicon()
    for word in WORDS:
        lexicon.add(word)
    return lexicon


LEXICON = lexicon_of_words()


def tokens_of(pairs):
    """Return tokens of words by number, each with its gap: nothing, a space or a new line before it."""
    text, starts, ends = "", [], []
    for word, gap in pairs:
        text += ("", " ", "\n")[gap]
        starts.append(len(text))
        text += WORDS[word].surface
        ends.append(len(text))
    columns = (np.array(column, dtype=np.int32) for column in (starts, ends, [w + 1 for w, _ in pairs]))
    return Tokens(text, LEXICON, *columns)


def linear(values, weight, bias):
    return [
        b + sum(value * float(row[column]) for value, row in zip(values, weight, strict=True))
        for column, b in enumerate(np.asarray(bias, dtype=float).tolist())
    ]


def rectified(values):
    return [max(value, 0.0) for value in values]


def scores_of(pairs):
    """Return the scores of the tags of each token of one document."""
    embeddings = NETWORK._encoder(LEXICON[:]).astype(float).tolist()
    words, gaps = [word + 1 for word, _ in pairs], [gap for _, gap in pairs]
    gaps[0] = 2

    def at(values, index, outside):
        return values[index] if 0 <= index < len(values) else outside

    reach = sum(max(offsets) for offsets in OFFSETS)
    positions = range(-reach, len(words) + reach)
    layer = {}
    for index in positions:
        total = np.asarray(ARRAYS["bias_window"], dtype=float)
        for row in range(WINDOW):
            near = index + row - WINDOW // 2
            embedding = embeddings[at(words, near, BOUNDARY)]
            total = total + embedding @ ARRAYS["weight_window"][row].astype(float)
            if row:
                total = total + ARRAYS["gaps_window"][row - 1, at(gaps, near, 0)]
        layer[index] = rectified(total.tolist())
    for number, offsets in enumerate(OFFSETS, 1):
        below, layer = layer, {}
        for index in below:
            if all(index + offset in below for offset in offsets):
                read = [value for offset in offsets for value in below[index + offset]]
                here = rectified(linear(read, ARRAYS[f"weight_{number}"], ARRAYS[f"bias_{number}"]))
                layer[index] = [a + b for a, b in zip(here, below[index], strict=True)]
    return [linear(layer[index], ARRAYS["weight_out"], ARRAYS["bias_out"]) for index in range(len(words))]


def sieve_totals(pairs, output):
    embeddings = NETWORK._encoder(LEXICON[:]).astype(float)
    words, gaps = [0, *(word + 1 for word, _ in pairs), 0], [0, *(gap for _, gap in pairs), 0]
    gaps[1] = 2
    for index in range(1, len(words) - 1):
        total = np.asarray(ARRAYS["gaps_sieve"][gaps[index] * 3 + gaps[index + 1]], dtype=float)
        for row in range(SIEVE_WINDOW):
            weight = ARRAYS["weight_sieve"][:, row].astype(float)
            total = total + embeddings[words[index + row - SIEVE_WINDOW // 2]] @ weight
        yield float(np.maximum(total, 0) @ ARRAYS["sieve_out"][:, output])


documents = st.lists(
    st.lists(st.tuples(st.integers(0, len(WORDS) - 1), st.integers(0, 2)), min_size=1, max_size=12),
    min_size=1,
    max_size=3,
)


@settings(max_examples=40, deadline=None)
@given(documents, st.data())
def test_chosen_tokens_have_the_scores_of_plain_sums(documents, data):
    stream = token_stream(list(map(tokens_of, documents)), NETWORK.reach)
    owners = np.flatnonzero(stream.morphemes != BOUNDARY)
    chosen = np.array(data.draw(st.lists(st.booleans(), min_size=len(owners), max_size=len(owners))))
    candidates = np.zeros(len(stream.morphemes), dtype=bool)
    candidates[owners[chosen]] = True
    expected = np.array([row for document in documents for row in scores_of(document)])[chosen]
    found = NETWORK.scores(stream, LEXICON, candidates)
    np.testing.assert_allclose(found, expected.reshape(found.shape), atol=1e-3)


@settings(max_examples=40, deadline=None)
@given(documents, st.sampled_from([0, 1]))
def test_the_sieve_lets_through_what_plain_sums_do(documents, output):
    stream = token_stream(list(map(tokens_of, documents)), NETWORK.reach)
    passed = NETWORK.candidates(stream, LEXICON, output)
    assert not passed[stream.morphemes == BOUNDARY].any()
    expected = []
    for document in documents:
        totals = [None, *sieve_totals(document, output), None]
        assume(all(total is None or abs(total) > 1e-3 for total in totals))
        near = zip(totals, totals[1:], totals[2:], strict=False)
        expected += [any(total is not None and total > 0 for total in three) for three in near]
    assert passed[stream.morphemes != BOUNDARY].tolist() == expected


@settings(max_examples=20, deadline=None)
@given(documents)
def test_a_batch_has_the_very_scores_of_single_documents(documents):
    read = list(map(tokens_of, documents))
    together = token_stream(read, NETWORK.reach)
    scores = NETWORK.scores(together, LEXICON, together.morphemes != BOUNDARY)
    alone = []
    for tokens in read:
        stream = token_stream([tokens], NETWORK.reach)
        alone.append(NETWORK.scores(stream, LEXICON, stream.morphemes != BOUNDARY))
    np.testing.assert_array_equal(scores, np.concatenate(alone))
