"""The style sheet of the answer page: two columns on a desk, one on a phone, one A4 page on paper."""

__all__ = ["SHEET"]

SHEET = """
:root { --ink: #1a1d21; --soft: #545b64; --rule: #d5d9de; --wash: #f4f5f7; --m1: #1d4e79; --m2: #a8530a; --m3: #2f6b3a;
  --m4: #5b3f8c; color-scheme: light;
  --text: Charter, "Bitstream Charter", "Iowan Old Style", "Source Serif 4", Cambria, Georgia, serif;
  --plain: "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; color: var(--ink); background: #fff; font: 1rem/1.48 var(--plain); overflow-wrap: break-word; }
header, main, footer { max-width: 82rem; margin: 0 auto; padding: 0 1.75rem; }
a { color: inherit; text-decoration-color: #98a0a9; text-decoration-thickness: 1px; text-underline-offset: 2px; }
a:hover { text-decoration-color: currentColor; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--m1); outline-offset: 2px; }
nav { display: flex; flex-wrap: wrap; gap: .1rem 1.25rem; padding: .6rem 0; border-bottom: 1px solid var(--rule);
  font-size: .82rem; color: var(--soft); }
nav span { margin-right: auto; }
h1 { font: 700 1.95rem/1.18 var(--text); margin: 1.2rem 0 .5rem; max-width: 34em; text-wrap: balance; }
h2 { font: 700 1.35rem/1.25 var(--text); margin: 0 0 .6rem; }
h3 { font-size: .95rem; line-height: 1.35; margin: 0 0 .5rem; }
h4 { font-size: .85rem; margin: .8rem 0 .25rem; }
.stand { margin: 0 0 1rem; max-width: 70em; color: #3a4048; font-size: .95rem; }
.warn { border-left: 3px solid var(--m2); padding-left: .8rem; font-weight: 600; }
.top { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: .6rem 2.25rem; padding-top: .9rem;
  border-top: 2px solid var(--ink); align-items: start; }
.top h2 { font: 650 .95rem/1.3 var(--plain); }
.answer { list-style: none; margin: 0; padding: 0; }
.answer li { padding: 0 0 .55rem; margin: 0 0 .55rem; border-bottom: 1px solid var(--rule); }
.answer li:last-child { border: 0; margin: 0; }
.answer p { margin: 0; font-size: .97rem; line-height: 1.43; }
.chip { display: inline-flex; align-items: center; gap: .25rem; padding: 0 .4rem 0 .25rem; border: 1px solid #b6bdc5;
  border-radius: 3px; color: #2b3138; background: #fff; font-size: .75rem; line-height: 1.4; text-decoration: none;
  vertical-align: 1px; }
a.chip:hover { border-color: var(--ink); background: var(--wash); }
.chip span { overflow-wrap: anywhere; min-width: 0; }
.chip svg { flex: none; width: 12px; height: 12px; }
.chip.proved { border-color: var(--ink); } .chip.depends { border-style: dashed; border-color: #7a828b; }
.key { font-size: .77rem; color: var(--soft); line-height: 1.9; margin: .5rem 0 0; }
.key span.k { display: inline-block; margin-right: .75rem; }
.note { font-size: .8rem; line-height: 1.45; color: var(--soft); margin: .5rem 0 0; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: 650; font-size: .95rem; padding-bottom: .35rem; }
caption span { font-weight: 400; color: var(--soft); font-size: .82rem; }
th { text-align: left; font-weight: 400; vertical-align: top; }
th, td { overflow-wrap: anywhere; }
td[data-label=If] { min-width: 8.5rem; }
td.short, .cards:not(.keep) thead th { overflow-wrap: normal; white-space: nowrap; }
.out { font-size: .88rem; }
.out th, .out td { padding: .2rem .55rem .2rem 0; line-height: 1.25; vertical-align: top; }
.out thead th { font-size: .8rem; font-weight: 650; vertical-align: bottom; padding-bottom: .35rem; }
.out thead span { font-weight: 400; color: var(--soft); }
.out tbody { border-top: 1px solid var(--rule); }
.out .group th { font-weight: 650; font-size: .78rem; color: var(--soft); padding-top: .4rem; }
.out td { font-variant-numeric: tabular-nums; min-width: 3.4rem; }
.out .strong th, .out .strong td { font-weight: 700; }
.out small { font-weight: 400; color: var(--soft); font-size: .7rem; }
.bar { display: block; width: 100%; max-width: 7rem; height: 4px; margin-top: 2px; background: #e6e9ec;
  fill: currentColor; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.m1 { color: var(--m1); } .m2 { color: var(--m2); } .m3 { color: var(--m3); } .m4 { color: var(--m4); }
td.m1, td.m2, td.m3, td.m4 { color: var(--ink); }
td .bar { color: var(--soft); } td.m1 .bar { color: var(--m1); } td.m2 .bar { color: var(--m2); }
td.m3 .bar { color: var(--m3); } td.m4 .bar { color: var(--m4); }
.figs { display: grid; grid-template-columns: 1fr 1fr; gap: .9rem 2.25rem; margin-top: 1.3rem; padding-top: .9rem;
  border-top: 1px solid var(--rule); }
.figs > * { min-width: 0; } .across { grid-column: 1 / -1; }
figure { margin: 0; break-inside: avoid; }
figcaption b { display: block; font-size: .98rem; line-height: 1.3; }
figcaption span { font-size: .82rem; color: var(--soft); }
.panels { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .8rem; margin-top: .5rem; }
.panels svg { width: 100%; height: auto; display: block; font-family: var(--plain); }
.panels .grid { stroke: #e4e7eb; } .panels .axis { stroke: #7a828b; }
.panels .k { font-size: 11px; fill: var(--soft); }
.panels .e { text-anchor: end; } .panels .m { text-anchor: middle; }
.panels .name { font-size: 13px; font-weight: 650; fill: currentColor; }
.panels .v { font-size: 13px; font-weight: 700; fill: currentColor; paint-order: stroke; stroke: #fff;
  stroke-width: 3px; stroke-linejoin: round; }
section[id] { border-top: 2px solid var(--ink); margin-top: 2.2rem; padding-top: .9rem; }
.two { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 2.25rem; }
.cards { font-size: .87rem; line-height: 1.4; }
.cards th, .cards td { padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--rule); vertical-align: top; }
.cards thead th { font-weight: 650; font-size: .78rem; color: var(--soft); vertical-align: bottom; }
.cards td { font-variant-numeric: tabular-nums; }
.swing { list-style: none; margin: 0; padding: 0; }
.swing li { display: grid; grid-template-columns: minmax(0, 1.2fr) minmax(4rem, 1fr) 6.5rem; gap: .7rem;
  align-items: center; font-size: .85rem; padding: .18rem 0; }
.swing span { overflow-wrap: anywhere; min-width: 0; }
.swing svg { width: 100%; height: 12px; display: block; }
.swing .v { font-variant-numeric: tabular-nums; }
dl { margin: 0; } dt { font-weight: 650; font-size: .95rem; } dd { margin: 0 0 .7rem; font-size: .95rem; }
.art td.q { font-family: var(--text); font-size: .98rem; line-height: 1.36; width: 32%; }
.art .id { color: var(--soft); font-size: .78rem; white-space: nowrap; }
.verdict { display: inline-flex; gap: .45rem; align-items: baseline; }
.verdict svg { width: 15px; height: 15px; flex: none; align-self: center; }
.verdict small { display: block; color: var(--soft); }
details { font-size: .85rem; } summary { cursor: pointer; color: #2b3138; padding: .2rem 0; }
details li { margin-bottom: .25rem; }
.wide { overflow-x: auto; }
footer { border-top: 1px solid var(--rule); margin-top: 2.2rem; padding-top: .6rem; padding-bottom: 2rem;
  font-size: .82rem; color: var(--soft); }
footer pre { overflow-x: auto; background: var(--wash); padding: .6rem .8rem; font-size: .78rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 67rem) { .top, .figs, .two { grid-template-columns: minmax(0, 1fr); } h1 { font-size: 1.75rem; } }
@media (max-width: 40rem) {
  header, main, footer { padding-left: 1rem; padding-right: 1rem; }
  nav span { width: 100%; }
  h1 { font-size: 1.45rem; }
  .out { font-size: .8rem; } .out th, .out td { padding-right: .35rem; } .out td { min-width: 2.6rem; }
  .out thead th { font-size: .7rem; }
  .cards:not(.keep) thead { display: none; }
  .cards:not(.keep) tr { display: block; border-bottom: 1px solid var(--rule); padding: .5rem 0; }
  .cards:not(.keep) td, .cards:not(.keep) th { display: block; border: 0; padding: .05rem 0; width: auto; }
  .cards:not(.keep) td[data-label]::before { content: attr(data-label) " "; color: var(--soft); }
  .art td.q { width: auto; }
  .panels { grid-template-columns: minmax(0, 1fr); }
  .swing li { grid-template-columns: 1fr auto; gap: .1rem .7rem; } .swing svg { grid-column: 1 / -1; grid-row: 2; }
}
@media print {
  @page { size: A4; margin: 10mm 12mm; }
  body { font-size: 8.6pt; line-height: 1.28; }
  header, main, footer { max-width: none; padding: 0; }
  nav, details, .screen { display: none; }
  h1 { font-size: 15pt; margin: 0 0 2pt; max-width: none; }
  h2 { font-size: 12.5pt; margin-bottom: 4pt; break-after: avoid; } h3, h4 { break-after: avoid; font-size: 9pt; }
  .stand { font-size: 8.2pt; line-height: 1.3; margin-bottom: 4pt; max-width: none; }
  .top { grid-template-columns: minmax(0, 1.08fr) minmax(0, 1fr); gap: 3pt 12pt; padding-top: 4pt; }
  .top h2 { font-size: 9pt; margin-bottom: 2pt; } caption { font-size: 8.8pt; } caption span { font-size: 7pt; }
  .answer p { font-size: 8.3pt; line-height: 1.25; } .answer li { padding-bottom: 3pt; margin-bottom: 3pt; }
  .chip { font-size: 6.6pt; padding: 0 3pt 0 2pt; line-height: 1.25; } .chip svg { width: 7pt; height: 7pt; }
  .key, .note { font-size: 6.9pt; line-height: 1.35; margin-top: 2pt; }
  .out { font-size: 7.6pt; } .out th, .out td { padding: .8pt 4pt .8pt 0; } .out td { min-width: 0; }
  .out thead th { font-size: 7pt; } .out .group th { font-size: 7pt; padding-top: 2pt; }
  .bar { height: 2pt; margin-top: .5pt; }
  .figs { grid-template-columns: 1fr 1fr; gap: 3pt 12pt; margin-top: 4pt; padding-top: 4pt; }
  .figs figure:nth-of-type(n+3) { display: none; }
  .panels { grid-template-columns: 1fr 1fr; gap: 6pt; }
  figcaption b { font-size: 8.6pt; } figcaption span { font-size: 7pt; }
  section[id] { margin-top: 10pt; padding-top: 6pt; }
  #change, #article { break-before: page; border-top: 0; margin-top: 0; }
  .two { grid-template-columns: minmax(0, 1.15fr) minmax(0, 1fr); gap: 12pt; }
  .cards { font-size: 7.6pt; line-height: 1.26; } .cards th, .cards td { padding: 1.8pt 5pt 1.8pt 0; }
  dt, dd { font-size: 8.2pt; } dd { margin-bottom: 3pt; }
  tr, dl > div { break-inside: avoid; }
  a { text-decoration: none; }
  svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
