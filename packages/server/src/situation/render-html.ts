import { createHash } from 'node:crypto'
import type { DocumentNode, DocumentTable, SitrepDocument, Span, TableCell } from './sitrep-document.ts'
import { screenFontFaces } from './render-fonts.ts'
import { HTML_STYLE } from './render-html-style.ts'
import { escaped } from './static-map-symbols.ts'

function styleOf(language: string): string {
  return `${screenFontFaces(language === 'ar')}${HTML_STYLE}`
}

/** Content-Security-Policy under which the HTML document shows in full: no script, only its own style and fonts. */
export function sitrepHtmlPolicy(language: string): string {
  const hash = createHash('sha256').update(styleOf(language)).digest('base64')
  return `default-src 'none'; style-src 'sha256-${hash}'; font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`
}

/** The document as one standalone HTML page for screen and print; needs no network and runs no script. */
export function renderHtml(document: SitrepDocument): string {
  const { direction, language } = document
  return `<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(sitrepHtmlPolicy(language).replace(/; frame-ancestors .*/, ''))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(`${document.title} ${document.subtitle}`)}</title>
<style>${styleOf(language)}</style>
</head>
<body>
${bannerHtml(document)}
<main class="sheet">
<header class="head">
<p class="state">${escaped(document.stateLabel)}</p>
<h1>${escaped(document.title)}</h1>
<p class="subtitle">${escaped(document.subtitle)}</p>
${document.notice === null ? '' : `<p class="notice">${escaped(document.notice)}</p>`}
<dl class="facts">${document.facts.map(({ label, spans }) => `<div><dt>${escaped(label)}</dt><dd>${spansHtml(spans)}</dd></div>`).join('')}</dl>
</header>
<nav aria-label="${escaped(document.contentsHeading)}"><h2 class="contents">${escaped(document.contentsHeading)}</h2><ol>${contents(document)}</ol></nav>
${document.nodes.map(nodeHtml).join('\n')}
</main>
<footer>${bannerHtml(document)}<p>${escaped(document.footer)}</p></footer>
</body>
</html>
`
}

function bannerHtml({ banner, exerciseBanner }: SitrepDocument): string {
  const exercise = exerciseBanner === null ? '' : `<p class="exercise">${escaped(exerciseBanner)}</p>`
  return `<div class="banner"><p>${escaped(banner)}</p>${exercise}</div>`
}

function contents({ nodes }: SitrepDocument): string {
  return nodes
    .map((node) => (node.kind === 'heading' ? `<li><a href="#${node.anchor}">${escaped(node.text)}</a></li>` : ''))
    .join('')
}

function nodeHtml(node: DocumentNode): string {
  switch (node.kind) {
    case 'heading':
      return `<h${node.level + 1} id="${node.anchor}">${escaped(node.text)}</h${node.level + 1}>`
    case 'paragraph':
      return `<p class="${node.look}">${spansHtml(node.spans)}</p>`
    case 'bullets':
      return `<ul>${node.items.map((spans) => `<li>${spansHtml(spans)}</li>`).join('')}</ul>`
    case 'table':
      return tableHtml(node.table)
    case 'drawing': {
      const { svg, alt, caption } = node.drawing
      const named = svg.replace(' role="img"', ` role="img" aria-label="${escaped(alt)}"`)
      return `<figure>${named}<figcaption>${escaped(caption)}</figcaption></figure>`
    }
  }
}

function spansHtml(spans: readonly Span[]): string {
  return spans.map(spanHtml).join('')
}

function spanHtml({ text, look, to, href }: Span): string {
  const address = to === undefined ? href : `#${to}`
  const inner = address === undefined ? escaped(text) : `<a href="${escaped(address)}">${escaped(text)}</a>`
  switch (look) {
    case 'strong':
      return `<b>${inner}</b>`
    case 'cite':
      return `<span class="cite">${inner}</span>`
    case 'muted':
      return `<span class="muted">${inner}</span>`
    case 'mono':
      return `<span class="mono">${inner}</span>`
    default:
      return inner
  }
}

function tableHtml(table: DocumentTable): string {
  const caption = table.caption === null ? '' : `<caption>${escaped(table.caption)}</caption>`
  const head = table.columns
    .map(({ heading, isNumber }) => `<th scope="col"${isNumber ? ' class="number"' : ''}>${escaped(heading)}</th>`)
    .join('')
  const body = table.rows
    .map(({ anchor, isTotal, cells }) => {
      const written = cells.map((cell, i) => cellHtml(cell, i, table)).join('')
      return `<tr${anchor === null ? '' : ` id="${anchor}"`}${isTotal ? ' class="total"' : ''}>${written}</tr>`
    })
    .join('')
  const notes = table.notes.map((note) => `<p class="note">${escaped(note)}</p>`).join('')
  const look = table.isAnnex ? 'annex' : 'figures'
  return `<div class="table"><table class="${look}" id="t-${table.id}">${caption}<thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>${notes}`
}

function cellHtml({ spans, cites }: TableCell, i: number, table: DocumentTable): string {
  const inner = spansHtml(spans) + (cites.length === 0 ? '' : `<span class="cites">${spansHtml(cites)}</span>`)
  if (i === 0) return `<th scope="row">${inner}</th>`
  return `<td${table.columns[i]?.isNumber === true ? ' class="number"' : ''}>${inner}</td>`
}
