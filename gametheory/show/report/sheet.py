"""The style sheet of the report: a column of text that reads well, on a narrow screen and on paper too."""

__all__ = ["SHEET"]

SHEET = """
:root { --ink: #1b1b1b; --soft: #5a5a5a; --rule: #c9c9c9; --wash: #f5f4f0; --link: #00507a;
  --yes: #00664a; --no: #a33b00; --open: #5a5a5a; color-scheme: light; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; color: var(--ink); background: #fff; font: 1.0625rem/1.55 Charter, "Bitstream Charter",
  "Iowan Old Style", "Source Serif 4", Cambria, Georgia, serif; font-variant-numeric: lining-nums;
  overflow-wrap: break-word; }
main, header, footer { max-width: 54rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 3rem; }
footer { padding-bottom: 4rem; color: var(--soft); font-size: .9rem; }
h1, h2, h3, h4, th, nav, figcaption, .kind, .tag, .all, dt { font-family: "Helvetica Neue", Helvetica, Arial,
  "Liberation Sans", sans-serif; }
h1 { font-size: 2rem; line-height: 1.15; margin: 0 0 .5rem; letter-spacing: -.01em; }
h2 { font-size: 1.5rem; line-height: 1.2; margin: 4rem 0 .25rem; padding-top: 1rem; border-top: 2px solid var(--ink); }
h3 { font-size: 1.1rem; margin: 2.25rem 0 .5rem; }
h4 { font-size: .95rem; margin: 1.5rem 0 .25rem; }
p { margin: 0 0 .8rem; max-width: 42rem; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 2px; }
code, pre { font: .88em/1.45 "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
pre { overflow-x: auto; background: var(--wash); padding: .75rem 1rem; }
.kind, .soft { color: var(--soft); }
.kind { font-size: .85rem; margin-bottom: 1rem; }
nav ol { columns: 2; column-gap: 2rem; padding-left: 1.5rem; font-size: .92rem; }
nav li { break-inside: avoid; margin-bottom: .3rem; }
.summary { border-left: 3px solid var(--rule); padding: 0 0 0 1rem; margin: 1.4rem 0; }
.summary h3 { margin: 0 0 .25rem; }
.wide { overflow-x: auto; margin: .75rem 0 1.25rem; }
table { border-collapse: collapse; border-top: 1.5px solid var(--ink); border-bottom: 1.5px solid var(--ink);
  font-size: .9rem; line-height: 1.4; min-width: min(24rem, 100%); }
th { text-align: left; font-size: .8rem; font-weight: 600; vertical-align: bottom;
  border-bottom: 1px solid var(--ink); }
th, td { padding: .35rem .9rem .35rem 0; }
td { vertical-align: top; border-bottom: 1px solid #e9e9e9; }
td.l, th.l { min-width: 10rem; overflow-wrap: anywhere; white-space: normal; }
tr:last-child td { border-bottom: 0; }
th:last-child, td:last-child { padding-right: 0; }
td.n, th.n { text-align: right; font-variant-numeric: lining-nums tabular-nums; white-space: nowrap; }
td.c, th.c { text-align: center; }
td.s { min-width: 9rem; }
td.w, .one { white-space: nowrap; }
caption { overflow-wrap: anywhere; text-align: left; color: var(--soft); font-size: .85rem; padding-bottom: .4rem; }
var { font-style: normal; }
math { min-width: max-content; } math[displaystyle] { margin: .2em 0; }
.when ul { margin: .1rem 0 .3rem; padding-left: 1.1rem; list-style: none; }
.when li { padding-left: .4rem; border-left: 1px solid var(--rule); margin: .15rem 0; }
.all { color: var(--soft); font-size: .78rem; }
.tag { display: inline-block; font-size: .74rem; font-weight: 600; letter-spacing: .02em; padding: .05rem .45rem;
  border: 1px solid currentColor; border-radius: .2rem; white-space: nowrap; }
.proved, .yes { color: var(--yes); } .refuted, .no { color: var(--no); } .undecided, .open { color: var(--open); }
.claim { margin: 1.25rem 0; padding-left: 1rem; border-left: 3px solid var(--rule); }
.claim h4 { margin-top: 0; }
.claim p { margin-bottom: .4rem; }
.claim .tag { margin-left: .5rem; }
figure { margin: 1.25rem 0 1.75rem; break-inside: avoid; }
figure img { display: block; max-width: 100%; height: auto; }
figcaption { color: var(--soft); font-size: .85rem; margin-top: .5rem; max-width: 42rem; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr));
  gap: 0 2rem; align-items: start; }
.figures > * { min-width: 0; }
details { margin: .75rem 0; }
summary { cursor: pointer; font-size: .9rem; font-family: "Helvetica Neue", Helvetica, Arial, "Liberation Sans",
  sans-serif; }
ul.plain { padding-left: 1.1rem; max-width: 42rem; overflow-x: auto; }
ul.plain li { margin-bottom: .35rem; }
@media (max-width: 40rem) {
  body { font-size: 1rem; }
  header { padding-top: 1.5rem; }
  h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin-top: 3rem; }
  nav ol { columns: 1; }
  .figures { grid-template-columns: minmax(0, 1fr); }
  table { font-size: .85rem; }
  th, td { padding-right: .6rem; }
  .when ul { padding-left: .1rem; }
  td.w { white-space: normal; min-width: 6rem; }
  td.s { min-width: 7.5rem; }
  td.l, th.l { min-width: 8rem; }
}
@media print {
  @page { margin: 20mm 18mm; }
  body { font-size: 10pt; line-height: 1.4; }
  main, header, footer { max-width: none; padding: 0; }
  header { padding-top: 0; }
  h2 { break-before: page; margin-top: 0; border-top: 0; }
  nav + * h2, .opening h2 { break-before: auto; }
  h3, h4 { break-after: avoid; }
  .wide { overflow: visible; }
  table { font-size: 8pt; width: 100%; }
  td.s { min-width: 0; }
  tr, .claim { break-inside: avoid; }
  thead { display: table-header-group; }
  a { color: inherit; text-decoration: none; }
  .screen { display: none; }
  details::details-content { content-visibility: visible; block-size: auto; }
  .figures { grid-template-columns: repeat(2, minmax(0, 1fr)); }
}
"""
