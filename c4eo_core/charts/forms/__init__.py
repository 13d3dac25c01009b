"""The form of every chart in Altair's grammar, without figures. Loaded with the first chart: a command that
draws none does without Altair.
"""
