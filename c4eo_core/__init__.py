"""Progress mapping and turning the curve for directors of children's services."""

__version__ = "0.1.0"
