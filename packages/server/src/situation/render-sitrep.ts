import type { SitrepContent, SitrepFormat, SitrepStatus } from '@eirene/domain/situation'
import type { SitrepDocument } from './sitrep-document.ts'
import { drawSitrep } from './sitrep-drawings.ts'
import { layOutSitrep } from './sitrep-layout.ts'
import { renderHtml } from './render-html.ts'
import type { OwnGeography } from './static-map-order.ts'

/** How a document is made beyond its content. */
export interface RenderOptions {
  /** The operation's own geography; null: the world's. */
  readonly geography: OwnGeography
  /** Address of an incident in the running system, for documents read on screen. */
  readonly incidentAddress?: (incidentId: string) => string
}

/**
 * The documents of a situation report in the formats asked for, in that order. They come from one layout and one set of
 * drawings, so they say the same. The compilers for Word and PDF are loaded when first needed.
 */
export async function renderSitrep(
  content: SitrepContent,
  status: SitrepStatus,
  formats: readonly SitrepFormat[],
  options: RenderOptions,
): Promise<readonly { readonly format: SitrepFormat; readonly bytes: Buffer }[]> {
  const document = layOutSitrep(content, status, drawSitrep(content, options.geography), options.incidentAddress)
  const files = []
  for (const format of formats)
    files.push({ format, bytes: await renderFormat(document, format, new Date(status.draftedAt)) })
  return files
}

async function renderFormat(document: SitrepDocument, format: SitrepFormat, createdAt: Date): Promise<Buffer> {
  if (format === 'html') return Buffer.from(renderHtml(document))
  if (format === 'docx') return (await import('./render-docx.ts')).renderDocx(document)
  return (await import('./render-pdf.ts')).renderPdf(document, createdAt)
}
