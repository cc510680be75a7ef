import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Realm } from '@eirene/domain/access'
import type { SitrepLanguage } from '@eirene/domain/situation'
import { parseHTML } from 'linkedom'
import { beforeAll, describe, expect, it } from 'vitest'
import { unzip } from '../../../../tools/unzip.ts'
import { renderSitrep } from './index.ts'
import { sitrepHtmlPolicy } from './render-html.ts'
import { restrictedIncident, sampleContent, sampleIncident, SAMPLE_STATUS } from './sitrep-sample.ts'

const incidents = Array.from({ length: 60 }, (_, n) => sampleIncident(n))
const hasPoppler = spawnSync('pdftotext', ['-v']).error === undefined

interface Files {
  readonly html: Buffer
  readonly docx: Buffer
  readonly pdf: Buffer
}

async function filesOf(language: SitrepLanguage, realm: Realm = 'LIVE', used = incidents): Promise<Files> {
  const content = sampleContent(used, language, realm)
  const files = await renderSitrep(content, SAMPLE_STATUS, ['html', 'docx', 'pdf'], {
    geography: null,
    incidentAddress: (id) => `/run/sample/situation?sel=${id}`,
  })
  const [html, docx, pdf] = files.map(({ bytes }) => bytes)
  return { html: html!, docx: docx!, pdf: pdf! }
}

/** Text of each page, by poppler. */
function pagesOf(pdf: Buffer): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'eirene-pdf-'))
  try {
    const file = join(folder, 'sitrep.pdf')
    writeFileSync(file, pdf)
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
    return text.split('\f').slice(0, -1)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function exerciseIncidents(): typeof incidents {
  return incidents.map((incident) => ({
    ...incident,
    marking: { ...incident.marking, realm: 'EXERCISE' as const, caveats: ['EXERCISE' as const] },
    reports: incident.reports.map((report) => ({
      ...report,
      marking: { ...report.marking, realm: 'EXERCISE' as const, caveats: ['EXERCISE' as const] },
    })),
  }))
}

let english: Files
let arabic: Files
beforeAll(async () => {
  english = await filesOf('en')
  arabic = await filesOf('ar')
}, 60_000)

describe('the HTML document', () => {
  it('is one file that runs no script and asks for nothing from outside', () => {
    const html = english.html.toString()
    expect(html).not.toMatch(/<script|javascript:|\son\w+=|<link|@import|url\((?!#|data:font)/i)
    expect(html).not.toMatch(/\sstyle="/)
    expect(html).not.toMatch(/src="/)
    expect(html.match(/<style>/g)).toHaveLength(1)
    expect(sitrepHtmlPolicy('en')).toContain("default-src 'none'")
  })

  it('has its citations as links to records, and its records as links into the picture', () => {
    const { document } = parseHTML(english.html.toString())
    const links = [...document.querySelectorAll('.cite a')].map((link) => link.getAttribute('href')!)
    expect(links.length).toBeGreaterThan(100)
    for (const href of links) expect(document.getElementById(href.slice(1)), href).not.toBeNull()
    const record = document.querySelector('#r1 th a')!
    expect(record.getAttribute('href')).toMatch(/^\/run\/sample\/situation\?sel=0190b000-/)
  })

  it('names its drawings for those who do not see them', () => {
    const { document } = parseHTML(english.html.toString())
    const drawings = [...document.querySelectorAll('figure svg')]
    expect(drawings).toHaveLength(3)
    for (const svg of drawings) expect(svg.getAttribute('aria-label')!.length).toBeGreaterThan(20)
  })

  it('is laid out from the right in Arabic', () => {
    expect(arabic.html.toString()).toContain('<html lang="ar" dir="rtl">')
  })

  it('keeps what people wrote from becoming markup', async () => {
    const nasty = sampleIncident(1, { place: { ...incidents[1]!.place, name: '<img src=x onerror=alert(1)>' } })
    const { html } = await filesOf('en', 'LIVE', [nasty])
    expect(html.toString()).not.toContain('<img')
  })
})

describe('the Word document', () => {
  const part = (files: Files, name: string): string => unzip(files.docx).get(name)!.toString()

  it('has real heading styles, a table of contents, and a bookmark for each record that a citation leads to', () => {
    const body = part(english, 'word/document.xml')
    expect(body.match(/<w:pStyle w:val="Heading1"\/>/g)!.length).toBeGreaterThanOrEqual(14)
    expect(body).toMatch(/TOC \\h|TOC \\o/)
    const bookmarks = new Set([...body.matchAll(/<w:bookmarkStart[^>]*w:name="([^"]+)"/g)].map(([, name]) => name))
    const anchors = [...body.matchAll(/<w:hyperlink[^>]*w:anchor="([^"]+)"/g)].map(([, name]) => name!)
    expect(anchors.length).toBeGreaterThan(100)
    expect(anchors.filter((anchor) => !bookmarks.has(anchor))).toEqual([])
  })

  it('repeats the head of its tables, and describes its pictures, each as SVG with a PNG beside it', () => {
    const body = part(english, 'word/document.xml')
    const tables = body.match(/<w:tbl>/g)!.length
    // All but the facts under the title have a head.
    expect(body.match(/<w:tblHeader/g)).toHaveLength(tables - 1)
    expect(body.match(/<wp:docPr [^>]*descr="[^"]{20,}"/g)).toHaveLength(3)
    const media = [...unzip(english.docx).keys()].filter((name) => name.startsWith('word/media/'))
    expect(media.filter((name) => name.endsWith('.svg'))).toHaveLength(3)
    expect(media.filter((name) => name.endsWith('.png'))).toHaveLength(3)
  })

  it('carries marking and page numbers on every page, and its own fonts', () => {
    for (const name of ['word/header1.xml', 'word/footer1.xml'])
      expect(part(english, name)).toContain('UN UNCLASSIFIED')
    expect(part(english, 'word/footer1.xml')).toContain('NUMPAGES')
    expect([...unzip(english.docx).keys()].filter((name) => name.endsWith('.odttf')).length).toBeGreaterThanOrEqual(2)
  })

  it('runs from right to left in Arabic', () => {
    const body = part(arabic, 'word/document.xml')
    expect(body.match(/<w:bidi\/>/g)!.length).toBeGreaterThan(100)
    expect(body.match(/<w:bidiVisual\/>/g)!.length).toBeGreaterThan(3)
    expect(body).toContain('<w:rtl/>')
    expect(part(english, 'word/document.xml')).not.toContain('<w:bidi/>')
  })
})

/** Pairs of words of a page that lie over each other by more than a hair, by poppler. */
function overprinted(pdf: Buffer): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'eirene-pdf-'))
  try {
    const file = join(folder, 'sitrep.pdf')
    writeFileSync(file, pdf)
    const html = execFileSync('pdftotext', ['-bbox', file, '-'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
    return html.split('<page ').flatMap((page) => {
      const words = [...page.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<\/word>/g)]
        .map(([, x0, y0, x1, y1, text]) => ({
          x0: Number(x0),
          y0: Number(y0),
          x1: Number(x1),
          y1: Number(y1),
          text: text ?? '',
        }))
        // Letters that a map spreads over a country lie under its places.
        .filter(({ text }) => text.length > 1 && text !== 'P.')
      return words.flatMap((one, i) =>
        words
          .slice(i + 1)
          .filter(
            (other) =>
              Math.min(one.x1, other.x1) - Math.max(one.x0, other.x0) > 1 &&
              Math.min(one.y1, other.y1) - Math.max(one.y0, other.y0) > (one.y1 - one.y0) / 2,
          )
          .map((other) => `${one.text} / ${other.text}`),
      )
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('the PDF document', () => {
  it.runIf(hasPoppler)(
    'prints no column heading over the next one, in English and in French',
    async () => {
      expect(overprinted(english.pdf)).toEqual([])
      expect(overprinted((await filesOf('fr')).pdf)).toEqual([])
    },
    60_000,
  )

  it('is tagged and has bookmarks', () => {
    const raw = english.pdf.toString('latin1')
    expect(raw).toMatch(/\/Outlines/)
    expect(raw).toMatch(/\/StructTreeRoot/)
    expect(raw).toMatch(/\/Lang/)
  })

  it.skipIf(!hasPoppler)('has real text, marking and page number on every page', () => {
    const pages = pagesOf(english.pdf)
    expect(pages.length).toBeGreaterThan(3)
    pages.forEach((page, i) => {
      expect(page.match(/UN UNCLASSIFIED/g)!.length).toBeGreaterThanOrEqual(2)
      expect(page).toContain(`Page ${i + 1} of ${pages.length}`)
    })
    expect(pages.join(' ')).toMatch(/incidents were reported, compared with/)
    expect(pages.join(' ')).toContain('Nothing significant to report.')
    expect(pages.join(' ')).toContain('Annex A. Records cited')
  })

  it.skipIf(!hasPoppler)('writes Arabic in letters that can be copied', () => {
    expect(
      pagesOf(arabic.pdf)
        .join(' ')
        .replaceAll(/[\u{202a}-\u{202e}\u{2066}-\u{2069}]/gu, ''),
    ).toContain('سيادة القانون')
  })
})

describe('a product of an exercise (N9)', () => {
  it('says so on every page of every format', async () => {
    const files = await filesOf('en', 'EXERCISE', exerciseIncidents())
    const banner = 'EXERCISE EXERCISE EXERCISE'
    expect(files.html.toString().split(banner).length - 1).toBeGreaterThanOrEqual(2)
    for (const name of ['word/header1.xml', 'word/footer1.xml'])
      expect(unzip(files.docx).get(name)!.toString()).toContain(banner)
    if (hasPoppler)
      for (const page of pagesOf(files.pdf)) expect(page.split(banner).length - 1).toBeGreaterThanOrEqual(2)
    expect(english.html.toString()).not.toContain('EXERCISE')
  }, 60_000)
})

describe('records in compartments (N3)', () => {
  it('leave no trace in any format', async () => {
    const hidden = restrictedIncident(2, 'CRSV', {
      id: '0190ffff-0000-7000-8000-000000000001',
      place: {
        point: { lon: 21, lat: 7, precisionM: 1000 },
        name: 'Zulumark',
        adm1: 'Zuluprovince',
        adm2: null,
        countryIso3: 'CAF',
      },
      actors: [{ name: 'Zuluactor', role: 'perpetrator' }],
    })
    const files = await filesOf('en', 'LIVE', [...incidents, hidden])
    expect(files.html.equals(english.html)).toBe(true)
    expect(unzip(files.docx).get('word/document.xml')!.toString()).not.toMatch(/Zulu/)
    if (hasPoppler) expect(pagesOf(files.pdf)).toEqual(pagesOf(english.pdf))
  }, 60_000)
})
