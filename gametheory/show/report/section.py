"""A model's part of the page: what is assumed, what is found, what it rests on."""

from __future__ import annotations

import base64
import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from gametheory.concepts import REFINEMENTS, Equilibrium
from gametheory.concepts.abbreviations import abbreviated
from gametheory.concepts.words.statement import completeness, equilibrium_rows, heading
from gametheory.lang import TRUE, Condition
from gametheory.lang.writing.layout import count
from gametheory.lang.writing.statement import Inline
from gametheory.show.report.figures import FORMATS, Figure
from gametheory.show.report.findings import Findings, constants
from gametheory.show.report.markup import (
    Child,
    Markup,
    condition,
    el,
    formula,
    join,
    join_all,
    longest_word,
    prose,
    variable,
)
from gametheory.show.report.opening import shortened, value
from gametheory.show.report.propositions import propositions
from gametheory.show.report.robust import robust
from gametheory.study.response.sensitivity import Sensitivity

__all__ = ["section", "table"]


def _set(content: Inline) -> Child:
    """Return an inline of a statement, numbers and conditions set as mathematics."""
    if isinstance(content, tuple):
        return join(*map(_set, content))
    return content if isinstance(content, str) else formula(content)


LONGEST_WORD = 28
"""Signs without a place to break that a cell of a table holds on one line."""


def table(head: Sequence[Child], rows: Iterable[Sequence[Any]], kinds: str = "", caption: str = "") -> Markup:
    """Return a table; ``kinds`` has a letter a column.

    ``n`` is a number, ``c`` centred, ``s`` sentences, ``w`` words that stay on one line, ``-`` plain. A cell with a
    word that no line of a narrow screen takes may break it anywhere.
    """
    kinds = kinds.ljust(len(head), "-")

    def cells(tag: str, row: Sequence[Child]) -> Iterator[Markup]:
        for kind, cell in zip(kinds, row, strict=True):
            inside = join(cell)
            # not every cell: a column that may break anywhere is squeezed to a letter a line where there are many
            classes = [*([] if kind == "-" else [kind]), *(["l"] if longest_word(inside) > LONGEST_WORD else [])]
            yield el(tag, inside, class_=" ".join(classes) or None, scope="col" if tag == "th" else None)

    return el(
        "div",
        el(
            "table",
            el("caption", caption) if caption else None,
            el("thead", el("tr", cells("th", head))) if any(head) else None,
            el("tbody", (el("tr", cells("td", row)) for row in rows)),
        ),
        class_="wide",
        tabindex="0",
        role="region",
        aria_label=caption or "table",
    )


def section(
    found: Findings,
    figures: Sequence[Figure],
    missing: Sequence[str],
    *,
    place: str,
    document: str,
    explorer: bool,
    root: Path,
) -> Markup:
    """Return a model's part of the page.

    Parameters
    ----------
    found : Findings
    figures : sequence of Figure
        Written to ``root / place / "figures"``.
    missing : sequence of str
        Why figures are missing.
    place : str
        The model's folder in the report; also the part's anchor.
    document : str
        The document's name in that folder.
    explorer : bool
        Whether ``explorer.html`` is there.
    root : Path
        The report's folder.
    """
    show = functools.partial(_figures, figures, root / place / "figures", place)
    model = found.model
    parts: list[Child] = [el("h2", model.title or model.name, id=place), _kind(found, place, document, explorer)]
    if found.cut:
        parts.append(el("p", f"{shortened(found)}. With more time the rest can be computed.", class_="undecided"))
    parts += prose(model.about)
    if found.solution is None:
        why = f"No solution concept of the toolkit takes this game: {found.refusal}."
        parts += [el("h3", "Not solved"), el("p", why if found.refusal else f"The work was {found.why}.")]
        return el("section", parts, _statement(found), show("game"))
    parts += [_statement(found), _baseline(found, show), _refinements(found), _regimes(found)]
    parts += [_thresholds(found, show), _lines(found, show), _sensitivity(found, show)]
    parts += [propositions(found), robust(found), _missing([*found.missing, *missing]), _files(place, root)]
    return el("section", parts)


def _kind(found: Findings, place: str, document: str, explorer: bool) -> Markup:
    solved = "" if found.solution is None else f"; {heading(found.solution).rpartition(': ')[2]}"
    link = el("span", " ", el("a", "Explore it interactively", href=f"{place}/explorer.html"), ".", class_="screen")
    return el(
        "p",
        f"{found.model.name}: {found.model.kind} game{solved}. ",
        el("a", "Document", href=f"{place}/{document}"),
        f" {found.model.sha256[:12]}.",
        link if explorer else None,
        class_="kind",
    )


# -- the statement -----------------------------------------------------------------------------------------------------


def _statement(found: Findings) -> Markup:
    model = found.model
    parts: list[Child] = [
        el("h3", "Players"),
        table(["Player", "stands for"], [[name, meaning] for name, meaning in model.players.items()], "-s"),
    ]
    if model.parameters:
        rows = [
            [
                variable(name),
                p.meaning,
                p.unit,
                "" if p.value is None else formula(p.value),
                formula(p.range),
                "" if p.prior is None else str(p.prior),
                p.source,
            ]
            for name, p in model.parameters.items()
        ]
        head = ["Parameter", "meaning", "unit", "baseline", "range", "prior", "source"]
        parts += [el("h3", "Parameters"), table(head, rows, "-s-nw-s")]
    if model.definitions:
        written = [[variable(name), formula(x)] for name, x in model.definitions.items()]
        parts += [el("h3", "Definitions"), table(["Name", "stands for"], written)]
    if model.assume:
        held = [[name, [el("div", formula(line)) for line in lines]] for name, lines in model.assume.items()]
        parts += [el("h3", "Assumptions"), table(["Assumption", "holds throughout"], held)]
    return join(parts)


# -- what is found -----------------------------------------------------------------------------------------------------


def _baseline(found: Findings, show: Any) -> Child:
    here = found.here
    if here is None:
        return None
    name = "Equilibria at the baseline" if found.model.parameters else "Equilibria"
    parts: list[Child] = [el("h3", name), el("p", f"{completeness(here)}. {_audit(found)}")]
    for i, eq in enumerate(here, start=1):
        parts += [el("h4", f"{i}. {_title(eq)}"), _statement_of(eq)]
    return join(parts, show("game"))


def _audit(found: Findings) -> str:
    passed = sum(certificate.valid is True for certificate in found.certificates)
    words = "deviations and beliefs only, by code that shares nothing with the solvers"
    return f"Audit ({words}): {passed} of {count(len(found.certificates), 'equilibrium', 'equilibria')} certified."


def _title(eq: Equilibrium) -> str:
    return eq.name.replace("/", " / ") if eq.isolated else f"{eq.name.replace('/', ' / ')} (a continuum of outcomes)"


def _statement_of(eq: Equilibrium) -> Markup:
    """Return what an equilibrium is; which refinements it survives stands in a table of its own."""
    bare = replace(eq, survives={}, reasons={})
    rows = [[_set(subject), join_all(map(_set, parts), ", ")] for subject, parts in equilibrium_rows(bare)]
    return table(["", ""], rows, "ws") if rows else join()


def _refinements(found: Findings) -> Child:
    here, solution = found.here, found.solution
    if solution is None or not any(eq.survives for eq in solution):
        return None
    marks = {
        True: el("span", "yes", class_="yes"),
        False: el("span", "no", class_="no"),
        None: el("span", "open", class_="open"),
    }
    parts: list[Child] = [el("h3", "Refinements")]
    head = ["Equilibrium", *(REFINEMENTS[name].short for name in REFINEMENTS)]
    kinds = "s" + "c" * len(REFINEMENTS)
    if here is not None:
        rows = [[_title(eq), *(marks[_decided(eq.survives.get(name))] for name in REFINEMENTS)] for eq in here]
        parts.append(table(head, rows, kinds, "Which equilibria at the baseline survive"))
        reasons = [[_title(eq), REFINEMENTS[name].short, why] for eq in here for name, why in eq.reasons.items() if why]
        if reasons:
            why_not = table(["Equilibrium", "criterion", "why it does not survive, or is open"], reasons, "s-s")
            parts.append(el("details", el("summary", "Why the others do not survive"), why_not))
    verdicts: list[list[Child]] = []
    lines: list[list[Child]] = []
    for i, regime in enumerate(solution, start=1):
        verdicts.append([f"{i}. {_title(regime)}"])
        for name in REFINEMENTS:
            verdict = regime.survives.get(name)
            if isinstance(verdict, Condition):
                verdicts[-1].append("partly")
                lines.append([i, REFINEMENTS[name].short, condition(verdict)])
            else:
                verdicts[-1].append(marks[verdict])
    parts.append(table(head, verdicts, kinds, "In which regimes they survive, for all parameter values"))
    if lines:
        parts.append(table(["Regime", "criterion", "survives, inside the regime, where"], lines, "n-s"))
    return join(parts)


def _decided(verdict: bool | Condition | None) -> bool | None:
    return verdict if isinstance(verdict, bool) else None


def _regimes(found: Findings) -> Child:
    if found.solution is None or not found.solution.parameters:
        return None
    solution, definitions = abbreviated(found.solution)
    parts: list[Child] = [el("h3", "All regimes"), el("p", f"{completeness(solution)}.")]
    if definitions:
        parts.append(el("p", "Written with the definitions above.", class_="soft"))
    rows = []
    for i, eq in enumerate(solution):
        share = found.shares.get(i)
        where = "always" if eq.when == TRUE else condition(eq.when)
        rows.append([i + 1, _title(eq), where, "" if share is None else f"{share:.1%}"])
    caption = "Share: of the draws from the priors at which the regime exists" if found.shares else ""
    parts.append(table(["", "Regime", "exists where", "share"], rows, "nssn", caption))
    parts.append(
        el(
            "details",
            el("summary", "Strategies, beliefs and payoffs of every regime, in closed form"),
            ([el("h4", f"{i}. {_title(eq)}"), _statement_of(eq)] for i, eq in enumerate(solution, start=1)),
        )
    )
    edges = len(found.solution.knife_edges)
    if edges:
        parts.append(
            el(
                "p",
                f"{count(edges, 'knife edge')} on which further equilibria may exist: see tables/solution.json.",
                class_="soft",
            )
        )
    return join(parts)


def _thresholds(found: Findings, show: Any) -> Child:
    if not found.ladders:
        return None
    parts: list[Child] = [el("h3", "Thresholds")]
    if found.keys:
        parts.append(
            el("p", "Drawn along ", _and([variable(key) for key in found.keys]), "; the table has every parameter.")
        )
    rows = []
    for ladder in found.ladders.values():
        for one in ladder:
            rows.append([variable(ladder.parameter), formula(value(one.value)), [el("div", line) for line in one.what]])
    if rows:
        parts.append(table(["Parameter", "value", "what changes there, going up"], rows, "-ns"))
    if found.solution is not None and not found.solution.exhaustive:
        note = "The list of regimes is not proved complete: where other equilibria begin and end is not in this table."
        parts.append(el("p", note, class_="soft"))
    still = [name for name, ladder in found.ladders.items() if not len(ladder)]
    if still:
        parts.append(el("p", "No threshold in ", _and([variable(name) for name in still]), ".", class_="soft"))
    return join(parts, show("ladder"), show("map"))


def _lines(found: Findings, show: Any) -> Child:
    if not found.lines:
        return None
    every = "every equilibrium"
    if found.solution is not None and not found.solution.exhaustive:
        every = "every equilibrium that was found"
    still = [el("li", f"{one.text} is {one.value:.4g} in {every} along {one.parameter}.") for one in constants(found)]
    listed = el("ul", still, class_="plain soft") if still else None
    return join(el("h3", "How play ends, along the key parameters"), show("line"), listed)


def _sensitivity(found: Findings, show: Any) -> Child:
    if not found.sensitivities:
        return None
    parts: list[Child] = [el("h3", "Sensitivity")]
    for name, one in found.sensitivities.items():
        parts += [el("h4", f"{name}: sign of the derivative within each regime"), _signs(one)]
    note = f"Sobol\u2019 indices and shares: {found.draws} draws from the priors, seed {found.seed}."
    return join(parts, show("tornado"), show("sobol"), el("p", note, class_="soft"))


SIGNS = {"+": "+", "-": "\N{MINUS SIGN}", "0": "0", ">=0": "\u2265 0", "<=0": "\u2264 0", "+-": "\u00b1", "?": "?"}


def _signs(found: Sensitivity) -> Markup:
    regimes = [(i, regime) for i, regime in enumerate(found.derivatives, start=1) if regime.items]
    rows = []
    still = []
    for name in found.solution.parameters:
        signs = [SIGNS[regime[name].sign.text] for _, regime in regimes]
        if all(sign == "0" for sign in signs):
            still.append(name)
        else:
            rows.append([variable(name), *signs])
    parts: list[Child] = []
    if rows:
        caption = "Proved over the whole regime: + rises, \N{MINUS SIGN} falls, \u00b1 both, ? undecided"
        parts.append(table(["Parameter", *(f"{i}" for i, _ in regimes)], rows, "-" + "c" * len(regimes), caption))
    if still:
        parts.append(
            el(
                "p",
                "Within every regime without effect: ",
                _and([variable(name) for name in still]),
                ".",
                class_="soft",
            )
        )
    return join(parts)


def _and(children: Sequence[Child]) -> list[Child]:
    out: list[Child] = []
    for i, child in enumerate(children):
        out += [] if i == 0 else [" and " if i == len(children) - 1 else ", "]
        out.append(child)
    return out


def _missing(reasons: Sequence[str]) -> Child:
    if not reasons:
        return None
    return join(el("h3", "Not computed"), el("ul", (el("li", reason) for reason in reasons), class_="plain"))


# -- figures and files -------------------------------------------------------------------------------------------------


def _figures(figures: Sequence[Figure], folder: Path, place: str, part: str) -> Child:
    """Return the figures of a part; each is in the page itself as an image, in which nothing can run."""
    shown = [one for one in figures if one.part == part]
    if not shown:
        return None
    out = []
    for one in shown:
        data = base64.b64encode((folder / f"{one.stem}.svg").read_bytes()).decode("ascii")
        links: list[Child] = []
        for ending in FORMATS:
            links += [" ", el("a", ending.upper(), href=f"{place}/figures/{one.stem}.{ending}")]
        out.append(
            el(
                "figure",
                el("img", src=f"data:image/svg+xml;base64,{data}", alt=f"{one.caption} {one.alternative}"),
                el("figcaption", one.caption, el("span", links, class_="screen")),
            )
        )
    wide = part in ("game", "line", "tornado", "sobol") and len(out) > 1
    return el("div", out, class_="figures" if wide else None)


def _files(place: str, root: Path) -> Markup:
    names = sorted(file.name for file in (root / place / "tables").glob("*"))
    links: list[Child] = []
    for name in names:
        links += [", " if links else "", el("a", name, href=f"{place}/tables/{name}")]
    return el("p", "Tables: ", links, ".", class_="soft screen")
