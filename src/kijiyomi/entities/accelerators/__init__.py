"""GPUs and AI accelerators: a grammar over the normalised text, fed by the knowledge base."""

from kijiyomi.entities.accelerators.recogniser import AcceleratorRecogniser

__all__ = ["AcceleratorRecogniser"]
