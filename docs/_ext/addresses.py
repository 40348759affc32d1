"""Where a name leads: docstrings name things where they are defined, readers import them from the public names.

A reference to ``gametheory.concepts.solution.Equilibrium`` leads to ``gametheory.Equilibrium``; one to something that
has no entry of its own leads to the words at the head of its module. What is neither is reported.
"""

from __future__ import annotations

from typing import Any

from sphinx.addnodes import pending_xref


def setup(app: Any) -> dict[str, Any]:
    """Ask us about names that Sphinx does not find."""
    app.connect("missing-reference", _resolved)
    return {"parallel_read_safe": True}


def _resolved(app: Any, env: Any, node: pending_xref, content: Any) -> Any:
    if node.get("refdomain") != "py":
        return None
    target = node["reftarget"].removeprefix("~")
    domain = env.get_domain("py")
    address = _address(target, domain.objects, domain.modules)
    if address is None:
        return None
    kind = "mod" if address in domain.modules else "obj"
    return domain.resolve_xref(env, node["refdoc"], app.builder, kind, address, node, content)


def _address(target: str, objects: Any, modules: Any) -> str | None:
    parts = target.split(".")
    if parts[0] == "gametheory":
        names = [".".join(parts[i:]) for i in range(1, len(parts))]
        found = [name for tail in names for name in objects if name in (f"gametheory.{tail}", *_floors(tail))]
        if found:
            return found[0]
        return next((head for i in range(len(parts), 1, -1) if (head := ".".join(parts[:i])) in modules), None)
    found = [name for name in objects if name.endswith(f".{target}") and name.startswith("gametheory.")]
    return found[0] if len(found) == 1 else None


def _floors(tail: str) -> tuple[str, ...]:
    return tuple(f"gametheory.{floor}.{tail}" for floor in ("concepts", "study", "show"))
