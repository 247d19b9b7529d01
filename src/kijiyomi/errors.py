"""The exceptions kijiyomi raises on purpose; every message names the place and the remedy.

kijiyomiが意図して出す例外。どのメッセージも、どこに問題があり、どう直すかを示す。
"""

from __future__ import annotations


class KijiyomiError(Exception):
    """Base of every error this library raises on purpose; the command line prints it without a traceback.

    このライブラリが意図して出すすべての例外の基底。コマンドではトレースバックなしで表示する。
    """


class InputError(KijiyomiError):
    """An article or archive could not be read as given.

    記事やアーカイブを、渡されたとおりには読めない。
    """


class KnowledgeError(KijiyomiError):
    """A knowledge file or user dictionary contradicts itself or its format.

    知識のファイルやユーザー辞書に、矛盾や書式の誤りがある。
    """


class ModelError(KijiyomiError):
    """A model is missing, damaged, too new, or made for another tokenizer.

    モデルがない、壊れている、新しすぎる、または別の形態素解析器のものである。
    """


class DependencyError(KijiyomiError):
    """An optional dependency is not installed; the message holds the pip line that installs it.

    任意の依存ライブラリーが入っていない。メッセージに、入れるためのpipの行がある。
    """
