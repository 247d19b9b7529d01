import numpy as np
import pytest

from kijiyomi.entities.ner_model.morpheme_features import FEATURES
from kijiyomi.entities.ner_model.network import Network
from kijiyomi.entities.ner_model.token_stream import token_stream
from kijiyomi.tokenizer.tokens import BOUNDARY
from support.name_network import OFFSETS, WINDOW, random_arrays
from support.reading import read

arrays = random_arrays(np.random.default_rng(1))


def test_it_reaches_as_far_as_its_layers_together():
    assert Network(arrays).reach == WINDOW // 2 + sum(max(offsets) for offsets in OFFSETS)


def test_tokens_farther_away_change_nothing():
    network = Network(arrays)
    texts = [
        f"{far}そして昨日の夜に東京の会社は新しい工場を大阪に作るといった。"
        for far in ("猫が鳴く。", "国が決める。")
    ]
    scores = []
    for text in texts:
        tokens = read(text).tokens
        stream = token_stream([tokens], network.reach)
        scores.append(network.scores(stream, tokens.lexicon, stream.morphemes != BOUNDARY))
    assert (scores[0][: network.reach] != scores[1][: network.reach]).any()
    common = 8
    np.testing.assert_array_equal(scores[0][-common:], scores[1][-common:])


def test_no_candidates_have_no_scores():
    network, tokens = Network(arrays), read("東京の会社。").tokens
    stream = token_stream([tokens], network.reach)
    nowhere = np.zeros(len(stream.morphemes), dtype=bool)
    assert network.scores(stream, tokens.lexicon, nowhere).shape == (0, 33)


@pytest.mark.parametrize("missing", ["bias_window", f"scale_{FEATURES[0].name}", "weight_out", "sieve_out"])
def test_an_array_that_is_missing_is_named(missing):
    with pytest.raises(KeyError, match=missing):
        Network({name: array for name, array in arrays.items() if name != missing})
