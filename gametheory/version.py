"""The version, on the lowest floor: results say by which version they were made."""

__all__ = ["__version__"]

__version__ = "0.1.0"
