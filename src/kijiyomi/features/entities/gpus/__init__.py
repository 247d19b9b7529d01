"""GPUs and AI accelerators: a grammar over the normalised text, fed by the knowledge base."""

from kijiyomi.features.entities.gpus.extractor import GpuExtractor

__all__ = ["GpuExtractor"]
