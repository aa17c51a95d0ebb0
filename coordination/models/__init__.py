from coordination.models.function import FunctionDescription, FunctionWording

__all__ = ["FunctionDescription", "FunctionWording"]
