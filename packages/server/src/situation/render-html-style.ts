/**
 * Style of the HTML document, for screen and for A4 print. Logical properties only, so that it mirrors in Arabic. Its variables have
 * names of their own: inside the product's pages they reach what is put into the document.
 */
export const HTML_STYLE = `
:root { color-scheme: light; --paper-ink: #1b2733; --paper-muted: #5b6875; --paper-line: #cfd6dc; --paper-accent: #0b5394; --paper-tint: #f3f6f8; }
* { box-sizing: border-box; }
html { font: 15px/1.5 'Eirene Print', Inter, system-ui, sans-serif; color: var(--paper-ink); background: #fff; }
body { margin: 0; }
.sheet { max-inline-size: 60rem; margin-inline: auto; padding: 1.5rem 1.25rem 3rem; }
.banner { background: var(--paper-ink); color: #fff; text-align: center; font-weight: 600; letter-spacing: .06em; font-size: .8rem; }
.banner p { margin: 0; padding: .3rem; max-inline-size: none; }
.banner .exercise { background: #fff; color: var(--paper-ink); border-block: 2px solid var(--paper-ink); }
.head { border-block-end: 3px solid var(--paper-accent); margin-block-end: 1.5rem; padding-block-end: 1rem; }
h1 { font-size: 2rem; line-height: 1.15; margin: 0; letter-spacing: -.01em; }
.subtitle { color: var(--paper-muted); font-size: 1.05rem; margin: .3rem 0 0; }
.state { float: inline-end; border: 2px solid var(--paper-accent); color: var(--paper-accent); font-weight: 700; letter-spacing: .08em; font-size: .75rem; padding: .2rem .6rem; margin: .3rem 0 0; }
.notice { font-weight: 600; color: var(--paper-accent); margin-block: .6rem 0; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(19rem, 1fr)); gap: .5rem 2rem; margin: 1.1rem 0 0; }
.facts dt { color: var(--paper-muted); font-size: .72rem; text-transform: uppercase; letter-spacing: .05em; }
.facts dd { margin: 0; }
nav ol { list-style: none; padding: 0; columns: 2 18rem; margin-block: .4rem 1.5rem; }
nav a { text-decoration: none; }
nav .contents { font-size: .8rem; text-transform: uppercase; letter-spacing: .05em; color: var(--paper-muted); margin: 0; border: 0; padding: 0; }
h2 { font-size: 1.3rem; line-height: 1.25; margin: 2.2rem 0 .6rem; padding-block-start: .5rem; border-block-start: 1px solid var(--paper-line); color: var(--paper-accent); }
p, ul { max-inline-size: 46rem; margin-block: .6rem; }
li { margin-block: .35rem; }
a { color: var(--paper-accent); }
b { font-weight: 600; font-variant-numeric: tabular-nums; }
.cite { font-size: .72em; color: var(--paper-muted); vertical-align: .22em; }
.cite a { color: inherit; text-decoration-thickness: 1px; text-underline-offset: 2px; }
.muted { color: var(--paper-muted); font-size: .88em; }
.mono { color: var(--paper-muted); font: .72em/1.3 ui-monospace, monospace; overflow-wrap: anywhere; }
.nothing { color: var(--paper-muted); }
.comment { border-inline-start: 4px solid var(--paper-line); background: var(--paper-tint); padding: .6rem .9rem; }
.note { color: var(--paper-muted); font-size: .8rem; margin-block: .2rem; }
.table { overflow-x: auto; margin-block: 1.1rem .3rem; }
table { border-collapse: collapse; inline-size: 100%; font-size: .86rem; font-variant-numeric: tabular-nums; }
caption { text-align: start; font-weight: 600; padding-block-end: .4rem; }
th, td { text-align: start; vertical-align: top; padding: .35rem .5rem; border-block-end: 1px solid var(--paper-line); }
thead th { font-size: .74rem; font-weight: 600; color: var(--paper-muted); border-block-end: 2px solid var(--paper-ink); vertical-align: bottom; }
tbody th { font-weight: 400; }
.number { text-align: end; }
.cites { display: block; line-height: 1.2; }
.total > * { font-weight: 600; background: var(--paper-tint); border-block-end: 2px solid var(--paper-ink); }
.annex { font-size: .78rem; }
tr:target > *, h2:target { background: #fff3cf; }
figure { margin: 1.2rem 0; }
figure svg { inline-size: 100%; block-size: auto; font-family: inherit; }
figcaption { color: var(--paper-muted); font-size: .8rem; margin-block-start: .3rem; }
footer > p { text-align: center; color: var(--paper-muted); font-size: .8rem; }
@media print {
  @page { size: A4; margin: 16mm 15mm 18mm; }
  html { font-size: 10pt; }
  .sheet { padding: 8mm 0 0; max-inline-size: none; }
  .banner { position: fixed; inset-block-start: 0; inset-inline: 0; background: #fff; color: var(--paper-ink); }
  footer .banner { inset-block: auto 0; }
  nav { display: none; }
  h2, caption, figure { break-after: avoid; }
  figure, tr, .comment, li { break-inside: avoid; }
  thead { display: table-header-group; }
  a { color: inherit; text-decoration: none; }
}
`
