import { readFileSync } from 'node:fs'
import { NodeCompiler, PdfStandard } from '@myriaddreamin/typst-ts-node-compiler'
import { ALL_FONTS, fontBytes } from './render-fonts.ts'
import type { SitrepDocument } from './sitrep-document.ts'

const TEMPLATE = new URL('./render-pdf.typ', import.meta.url)
const FOLDER = '/sitrep'

interface Typesetter {
  readonly compiler: NodeCompiler
  readonly template: string
}
let typesetter: Typesetter | undefined

/** The compiler with its fonts, made at the first document and used for all. */
function typesetterReady(): Typesetter {
  typesetter ??= {
    compiler: NodeCompiler.create({ workspace: FOLDER, fontArgs: [{ fontBlobs: ALL_FONTS.map(fontBytes) }] }),
    template: readFileSync(TEMPLATE, 'utf8'),
  }
  return typesetter
}

/**
 * The document as PDF by Typst: real text, bookmarks, tags for readers with assistive technology (PDF/UA-1).
 * Everything that people or sources wrote goes in as JSON data and drawings as files, never as markup.
 */
export function renderPdf(document: SitrepDocument, createdAt: Date): Buffer {
  const { compiler, template } = typesetterReady()
  const drawings = document.nodes.flatMap((node) => (node.kind === 'drawing' ? [node.drawing] : []))
  const files = new Map(drawings.map(({ svg }, i) => [`${FOLDER}/drawing-${i}.svg`, Buffer.from(svg)]))
  let next = 0
  const nodes = document.nodes.map((node) =>
    node.kind === 'drawing'
      ? { kind: node.kind, file: `drawing-${next++}.svg`, alt: node.drawing.alt, caption: node.drawing.caption }
      : node,
  )
  files.set(`${FOLDER}/document.json`, Buffer.from(JSON.stringify({ ...document, nodes })))
  for (const [path, bytes] of files) compiler.mapShadow(path, bytes)
  try {
    const result = compiler.compile({ mainFileContent: template })
    if (result.result === null) {
      const fault = result.takeDiagnostics()
      throw new Error(`Typst refused the document: ${JSON.stringify(fault?.shortDiagnostics ?? [])}`)
    }
    return compiler.pdf(result.result, {
      pdfStandard: PdfStandard.UA_1,
      creationTimestamp: Math.floor(createdAt.getTime() / 1000),
    })
  } finally {
    for (const path of files.keys()) compiler.unmapShadow(path)
    compiler.evictCache(10)
  }
}
