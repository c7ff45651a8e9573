"""Good Offices: software that prepares, convenes and settles peace conferences."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from goodoffices.api import Case

__all__ = ["Case"]


def __getattr__(name: str) -> Any:
    """Load the front door when it is first asked for: `import goodoffices` alone does no work."""
    if name == "Case":
        from goodoffices.api import Case

        return Case
    raise AttributeError(f"module 'goodoffices' has no attribute '{name}'")
