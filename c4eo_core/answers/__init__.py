"""One question, one frozen answer: the figures and the calculations brought together for pages, reports and
the terminal.
"""
