"""How hard words are to read, by the Flesch-Kincaid grade."""

import re


def syllables(word):
    """Groups of vowels; an e at the end is silent."""
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    return max(groups - (word.lower().endswith("e") and not word.lower().endswith("le") and groups > 1), 1)


def grade_of(words):
    """words: of one sentence. Years of schooling needed; 7 or 8 is about twelve to thirteen years old."""
    return 0.39 * len(words) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def grade_of_text(text):
    """The mean over sentences: a figure's point ends none."""
    sentences = [re.findall(r"[A-Za-z0-9',/.-]*[A-Za-z0-9]", s) for s in re.split(r"(?<=[.!?;:])\s+", text)]
    grades = [grade_of(words) for words in sentences if words]
    return sum(grades) / len(grades)
