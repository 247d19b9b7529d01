"""A worker whose articles may crash it, hang it, or be killed from outside, as their texts say."""

import os
import signal
import time
from pathlib import Path

from kijiyomi.analyzer import Analyzer
from kijiyomi.archive.engines import worker_main as worker

_analyze = Analyzer.analyze_batch


def _poisoned(self, articles):
    for article in articles:
        if "クラッシュする" in article.text:
            os._exit(9)
        if "止まる" in article.text:
            time.sleep(3600)
        if "埋め尽くす" in article.text:
            bytearray(1 << 40)
        if "一度殺される" in article.text and not Path(article.title).exists():
            Path(article.title).touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return _analyze(self, articles)


Analyzer.analyze_batch = _poisoned
worker.main()
