"""Analyses for people: Jupyter, the terminal, data frames and charts."""
