"""Training: fitting, calibration, cross-validation and search."""
