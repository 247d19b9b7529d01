"""Training a model on an archive.

:mod:`~kijiyomi.classifier.training.train` is the flow: examples are read, settings are perhaps searched for,
models of parts of the archive judge the other parts, calibration is fitted to what they said, and the
classifiers are fitted to all of it.
"""
