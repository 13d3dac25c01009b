"""The records of a workshop, and the only way to read and change them. The one room, with accounts, that
speaks SQL.
"""
