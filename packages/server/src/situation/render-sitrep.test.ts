import { describe, expect, it } from 'vitest'
import { renderSitrep } from './index.ts'
import { sampleContent, sampleIncident, SAMPLE_STATUS } from './sitrep-sample.ts'

const incidents = Array.from({ length: 60 }, (_, n) => sampleIncident(n))

describe('the documents of a situation report', () => {
  it('come as HTML, Word and PDF from one content', async () => {
    const files = await renderSitrep(sampleContent(incidents), SAMPLE_STATUS, ['html', 'docx', 'pdf'], {
      geography: null,
    })
    const [html, docx, pdf] = files.map(({ bytes }) => bytes)
    expect(html?.toString()).toContain('1. Highlights')
    expect(docx?.subarray(0, 2).toString()).toBe('PK')
    expect(pdf?.subarray(0, 5).toString()).toBe('%PDF-')
  })
})
