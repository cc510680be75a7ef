import { deflateSync } from 'node:zlib'
import { Problem } from '@eirene/domain/problem'
import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { copyAttachment } from './attachment-copy.ts'
import { stripPdf } from './strip-pdf.ts'

const SECRET = 'Amina of Bossangoa'

/** A PDF of these objects, by number from 1; the first is the catalogue. No table of places: readers must do without. */
function pdf(objects: readonly (string | Buffer)[], trailer = ''): Buffer {
  const parts = objects.map((object, i) =>
    Buffer.concat([
      Buffer.from(`${i + 1} 0 obj\n`),
      Buffer.from(object as string, 'latin1'),
      Buffer.from('\nendobj\n'),
    ]),
  )
  const end = `trailer\n<</Root 1 0 R ${trailer}>>\nstartxref\n0\n%%EOF\n`
  return Buffer.concat([Buffer.from('%PDF-1.5\n'), ...parts, Buffer.from(end, 'latin1')])
}

function stream(dict: string, content: string | Buffer): Buffer {
  const bytes = Buffer.from(content as string, 'latin1')
  return Buffer.concat([
    Buffer.from(`<<${dict} /Length ${bytes.length}>>\nstream\n`, 'latin1'),
    bytes,
    Buffer.from('\nendstream'),
  ])
}

const CONTENT = stream('', 'BT /F1 24 Tf (Shots at the bridge) Tj ET')
const FONT = '<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>'

interface Page {
  readonly catalog?: string
  readonly page?: string
  readonly resources?: string
  readonly more?: readonly (string | Buffer)[]
  readonly trailer?: string
}

/** One page of text; its objects are 1 to 5, `more` begins at 6. */
function onePage({ catalog = '', page = '', resources = '', more = [], trailer = '' }: Page = {}): Buffer {
  return pdf(
    [
      `<</Type /Catalog /Pages 2 0 R ${catalog}>>`,
      `<</Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 595 842] /Resources <</Font <</F1 5 0 R>> ${resources}>>>>`,
      `<</Type /Page /Parent 2 0 R /Contents 4 0 R ${page}>>`,
      CONTENT,
      FONT,
      ...more,
    ],
    trailer,
  )
}

const written = (original: Buffer): string => stripPdf(original).bytes.toString('latin1')

describe('a PDF', () => {
  it('keeps its pages and loses who made it, when and with what', () => {
    const original = onePage({
      catalog: '/Metadata 7 0 R /Lang (fr)',
      more: [
        `<</Author (${SECRET}) /Title <FEFF00C9>>>`,
        stream('/Type /Metadata', `<x:xmpmeta>${SECRET}</x:xmpmeta>`),
      ],
      trailer: '/Info 6 0 R /ID [<aa><bb>]',
    })
    const { bytes, takenOff } = stripPdf(original)
    const text = bytes.toString('latin1')
    expect(text).toContain('Shots at the bridge')
    expect(text).toContain('/MediaBox [0 0 595 842]')
    expect(text).not.toContain(SECRET)
    expect(JSON.parse(takenOff['info']!)).toEqual({ Author: SECRET, Title: 'É' })
    expect(Buffer.from(takenOff['xmp']!, 'base64').toString()).toContain(SECRET)
    expect(takenOff['more']).toBe('Lang')
  })

  it('is written the same way each time, and a second look finds nothing to take off', () => {
    const first = stripPdf(
      onePage({ catalog: '/PageMode /UseNone', more: [`<</Author (${SECRET})>>`], trailer: '/Info 6 0 R' }),
    )
    const second = stripPdf(first.bytes)
    expect(second.takenOff).toEqual({})
    expect(second.bytes.equals(first.bytes)).toBe(true)
  })

  it('that would fill the memory by writing one list or text for every page is refused', () => {
    const pages = (big: string): Buffer =>
      pdf([
        '<</Type /Catalog /Pages 2 0 R>>',
        `<</Type /Pages /Resources 3 0 R /Kids [${Array.from({ length: 100 }, (_, i) => `${4 + i} 0 R`).join(' ')}]>>`,
        `<</ExtGState <</G <</X ${big}>>>>>>`,
        ...Array.from({ length: 100 }, () => '<</Type /Page>>'),
      ])
    expect(() => stripPdf(pages(`[${'1 '.repeat(25_000)}]`))).toThrow(Problem)
    expect(() => stripPdf(pages(`(${'A'.repeat(1_000_000)})`))).toThrow(Problem)
  })

  it('with megabytes of spaces or empty comments is read', () => {
    for (const filling of [' '.repeat(20_000_000), '%\n'.repeat(2_000_000)])
      expect(written(onePage({ more: [`${filling}null`] }))).toContain('Shots at the bridge')
  })

  it('loses the particulars of a photo under the short name of its packing', () => {
    const exif = Buffer.concat([Buffer.from('Exif\0\0'), Buffer.from(SECRET)])
    const length = Buffer.from([0, exif.length + 2])
    const tables = Buffer.from('ffdb0004000affc0000b080001000101011100ffda00080101003f00aaffd9', 'hex')
    const photo = Buffer.concat([Buffer.from('ffd8ffe1', 'hex'), length, exif, tables])
    const inside = (filter: string): Buffer =>
      onePage({
        resources: '/XObject <</P 6 0 R>>',
        more: [stream(`/Subtype /Image /Filter ${filter}`, photo)],
      })
    expect(written(inside('/DCTDecode'))).not.toContain(SECRET)
    expect(written(inside('/DCT'))).not.toContain(SECRET)
    expect(written(inside('[/DCT]'))).not.toContain(SECRET)
  })

  it('with a photo in the text of a page, where its particulars would stay, is refused', () => {
    const text = (filter: string): string => `q BI /W 1 /H 1 /F ${filter} ID \xff\xd8 Exif ${SECRET} EI Q`
    const inPage = (content: Buffer): Buffer => onePage({ resources: '/XObject <</P 6 0 R>>', more: [content] })
    const packed = (filter: string): Buffer => stream('/Filter /FlateDecode', deflateSync(text(filter)))
    for (const filter of ['/DCT', '[/DCTDecode]', '/#44CT'])
      for (const content of [stream('/Subtype /Form', text(filter)), packed(filter)])
        expect(() => stripPdf(inPage(content))).toThrow('photos written into the text')
    expect(written(inPage(stream('', 'q BI /W 1 /H 1 /F /Fl ID x EI Q')))).toContain('BI /W 1')
  })

  it('loses what its earlier versions and unused objects say', () => {
    const original = Buffer.concat([
      onePage({ more: [`(${SECRET})`] }),
      Buffer.from('4 0 obj\n<</Length 5>>\nstream\nBT ET\nendstream\nendobj\n'),
    ])
    expect(written(original)).not.toContain(SECRET)
    expect(written(original)).not.toContain('Shots')
  })

  it('loses particulars of a picture, and the links that lead out of it', async () => {
    const photo = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#336' } })
      .withExifMerge({ IFD0: { Artist: SECRET } })
      .jpeg()
      .toBuffer()
    expect(photo.toString('latin1')).toContain(SECRET)
    const text = written(
      onePage({
        page: `/Annots [<</Subtype /Link /A <</S /URI /URI (http://example.org/${SECRET})>>>>] /PieceInfo <</X (${SECRET})>>`,
        resources: '/XObject <</Metadata 6 0 R>>',
        more: [
          stream(`/Subtype /Image /Width 8 /Height 8 /Filter /DCTDecode /Metadata 7 0 R /F (${SECRET})`, photo),
          stream('', SECRET),
        ],
      }),
    )
    expect(text).not.toContain(SECRET)
    expect(text).toContain('/DCTDecode')
  })

  it('reads objects that are packed together', () => {
    const packed = `1 0 2 40 ${''.padEnd(3)}`
    const first = '<</Type /Catalog /Pages 2 0 R>>'.padEnd(40)
    const pages = '<</Type /Pages /Kids [3 0 R] /Count 1>>'
    const bytes = pdf([
      stream(`/Type /ObjStm /N 2 /First ${packed.length} /Filter /FlateDecode`, deflateSync(packed + first + pages)),
      'null',
      '<</Type /Page /Parent 2 0 R /Contents 4 0 R>>',
      CONTENT,
    ])
    // The packed ones stand under 1 and 2; the stream itself needs a number of its own.
    const moved = Buffer.from(
      bytes.toString('latin1').replace('1 0 obj', '9 0 obj').replace('2 0 obj\nnull\nendobj\n', ''),
      'latin1',
    )
    expect(written(moved)).toContain('Shots at the bridge')
  })

  it.each([
    ['a script', onePage({ catalog: '/OpenAction <</S /JavaScript /JS (app.alert(1))>>' }), /runs something/],
    [
      'a script that is spelled otherwise',
      onePage({ catalog: '/OpenAction <</S /J#61vaScript /J#53 (x)>>' }),
      /runs something/,
    ],
    ['a program to start', onePage({ page: '/AA <</O <</S /Launch /F (cmd.exe)>>>>' }), /runs something/],
    [
      'another file',
      onePage({ catalog: '/Names <</EmbeddedFiles <</Names []>>>>' }),
      /carries other files|runs something/,
    ],
    ['a script that nothing refers to', onePage({ more: ['<</S /JavaScript>>'] }), /runs something/],
    ['a form', onePage({ page: '/Annots [<</Subtype /Widget>>]' }), /comments or form fields/],
    ['layers', onePage({ catalog: '/OCProperties <<>>' }), /layers/],
    ['a lock', onePage({ trailer: '/Encrypt <</Filter /Standard>>' }), /locked/],
    ['no page', pdf(['<</Type /Catalog /Pages 2 0 R>>', '<</Type /Pages /Kids []>>']), /no page/],
    ['no beginning', Buffer.from('%PDF-1.7 something that looks like one'), /damaged/],
    ['pages in a ring', pdf(['<</Pages 2 0 R>>', '<</Kids [2 0 R]>>']), /damaged/],
    [
      'dictionaries in a ring',
      onePage({ resources: '/ColorSpace <</C 6 0 R>>', more: ['<</Colorants 7 0 R>>', '<</X <</Colorants 7 0 R>>>>'] }),
      /damaged/,
    ],
    [
      'dictionaries that double with each step',
      onePage({ more: ['<</A <</Colorants 6 0 R>> /B <</Colorants 6 0 R>>>>'], resources: '/Pattern 6 0 R' }),
      /damaged|too large/,
    ],
    [
      'much that would be written for every page',
      pdf([
        '<</Pages 2 0 R>>',
        `<</Kids [${Array.from({ length: 1500 }, (_, i) => `${i + 4} 0 R`).join(' ')}] /Resources <</Font 3 0 R>>>>`,
        `<<${Array.from({ length: 3000 }, (_, i) => `/F${i} 0`).join(' ')}>>`,
        ...Array.from({ length: 1500 }, () => '<<>>'),
      ]),
      /too large/,
    ],
    ['a stream without an end', Buffer.from('%PDF-1.7\n1 0 obj <</Length 9>> stream\nabc'), /damaged/],
    ['a dictionary without an end', Buffer.from('%PDF-1.7\n1 0 obj <</Pages'), /damaged/],
    ['brackets without an end', Buffer.from(`%PDF-1.7\n1 0 obj ${'['.repeat(100_000)}`), /damaged/],
    [
      'a little that unpacks to very much',
      pdf([stream('/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', deflateSync(Buffer.alloc(80 * 1024 * 1024)))]),
      /damaged/,
    ],
  ] as const)('with %s is refused in words', (_, original, why) => {
    expect(() => stripPdf(original)).toThrow(why)
    expect(() => stripPdf(original)).toThrow(Problem)
  })

  it('never fails in another way, whatever single byte of it is changed', () => {
    const original = onePage({ more: ['<</Author (x)>>'], trailer: '/Info 6 0 R' })
    for (let at = 0; at < original.length; at++)
      for (const flip of [0xff, 0x01]) {
        const bytes = Buffer.from(original)
        bytes[at] = (bytes[at] ?? 0) ^ flip
        try {
          expect(stripPdf(stripPdf(bytes).bytes).takenOff).toEqual({})
        } catch (error) {
          expect([at, error]).toEqual([at, expect.any(Problem)])
        }
      }
  })

  it('is read whatever words of a PDF stand in whatever order', () => {
    const words = [
      '1 0 obj',
      '2 0 obj',
      'endobj',
      '<<',
      '>>',
      '[',
      ']',
      '(',
      ')',
      '/Pages',
      '/Kids',
      '/Type',
      '1 0 R',
      '2 0 R',
    ]
    const more = [
      'stream\n',
      'endstream',
      '/Length',
      '7',
      'trailer',
      '/Root',
      '/ObjStm',
      '/N',
      '/First',
      '%',
      '\\',
      '<',
      '#41',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words, ...more), { maxLength: 60 }), (some) => {
        try {
          stripPdf(Buffer.from(`%PDF-1.7\n${some.join(' ')}`))
        } catch (error) {
          expect(error).toBeInstanceOf(Problem)
        }
      }),
      { numRuns: 3000 },
    )
  })

  it('is an attachment without a picture in small', async () => {
    const copy = await copyAttachment(onePage())
    expect([copy.mediaType, copy.thumbnail, copy.size]).toEqual(['application/pdf', null, null])
  })
})
