import { mintId } from '@eirene/domain/record'
import type { SitrepContent, SitrepLanguage } from '@eirene/domain/situation'
import { describe, expect, it } from 'vitest'
import { drawSitrep } from './sitrep-drawings.ts'
import type { SitrepDocument, Span, TableCell } from './sitrep-document.ts'
import { layOutSitrep } from './sitrep-layout.ts'
import type { SitrepIncident } from './sitrep-material.ts'
import { restrictedIncident, SAMPLE_STATUS, sampleContent, sampleIncident } from './sitrep-sample.ts'

const incidents = Array.from({ length: 90 }, (_, n) => sampleIncident(n))
const byId = new Map(incidents.map((incident) => [incident.id, incident]))

function layOut(content: SitrepContent): SitrepDocument {
  return layOutSitrep(content, SAMPLE_STATUS, drawSitrep(content, null))
}

const textOf = (spans: readonly Span[]): string => spans.map(({ text }) => text).join('')
const numberOf = (text: string): number => Number(text.replaceAll(/[^\d.]/g, ''))

/** Citation numbers that a printed citation stands for, lists of the annex looked up. */
function citedNos(printed: string, document: SitrepDocument): readonly number[] {
  const inner = printed.trim().replace(/^\[|\]$/g, '')
  if (inner === '') return []
  if (inner.startsWith('L')) {
    const lists = document.nodes.flatMap((node) =>
      node.kind === 'table' && node.table.id === 'lists' ? [node.table] : [],
    )
    const row = lists[0]?.rows.find(({ cells }) => textOf(cells[0]!.spans) === inner)
    return citedNos(`[${textOf(row!.cells[2]!.spans)}]`, document)
  }
  return inner.split(',').flatMap((part) => {
    const [first, last] = part.split('–').map(Number)
    return Array.from({ length: (last ?? first!) - first! + 1 }, (_, i) => first! + i)
  })
}

/** What the cited records say, read from the incidents that went in and from nothing that the report computed. */
function incidentsOf(cell: TableCell, content: SitrepContent, document: SitrepDocument): readonly SitrepIncident[] {
  return citedNos(textOf(cell.cites), document).map((no) => byId.get(content.records[no - 1]!.incidentId)!)
}

describe('the figures of a situation report', () => {
  const content = sampleContent(incidents)
  const document = layOut(content)
  const tables = document.nodes.flatMap((node) => (node.kind === 'table' && !node.table.isAnnex ? [node.table] : []))

  it('are, in every table, what the records that they cite say (oracle)', () => {
    let checked = 0
    for (const table of tables) {
      // Long words of a heading may break at soft hyphens.
      const columns = table.columns.map(({ heading }) => heading.replaceAll('\u00ad', ''))
      for (const { cells } of table.rows)
        cells.forEach((cell, i) => {
          const heading = columns[i]!
          const cited = incidentsOf(cell, content, document)
          const printed = textOf(cell.spans)
          if (i === 0) return
          checked += 1
          if (heading.startsWith('Ratio')) {
            if (printed === '–') {
              expect(cell.cites).toEqual([])
              return
            }
            const current = cited.filter(({ occurred }) => occurred.from >= '2020-12-31T23:00')
            expect(numberOf(printed.split(' ')[0]!)).toBeCloseTo(current.length / (cited.length - current.length), 1)
          } else if (heading.startsWith('Reported killed')) {
            if (printed === '–') {
              expect(cell.cites).toEqual([])
              return
            }
            const sum = (pick: 'low' | 'best' | 'high'): number =>
              cited.reduce((all, one) => all + one.killed[0]![pick]!, 0)
            expect(printed).toBe(`${sum('best')} (${sum('low')}–${sum('high')})`)
          } else {
            expect(numberOf(printed)).toBe(cited.length)
            if (heading === 'Killed not known') expect(cited.every(({ killed }) => killed[0]!.best === null)).toBe(true)
            if (heading === 'Verified') expect(cited.every(({ state }) => state === 'verified')).toBe(true)
            if (heading === 'Period before')
              expect(cited.every(({ occurred }) => occurred.from < '2020-12-31T23:00')).toBe(true)
          }
        })
    }
    expect(checked).toBeGreaterThan(300)
  })

  it('cover every incident of a section once in the table by type', () => {
    for (const { section } of content.sections) {
      const table = tables.find(({ id }) => id === `${section}-type`)
      if (table === undefined) continue
      const total = table.rows.at(-1)!.cells[1]!
      const expected = content.records.filter((one) => one.section === section && one.period === 'current').length
      expect(numberOf(textOf(total.spans))).toBe(expected)
    }
  })

  it('stand in sentences with the records behind them, each number once', () => {
    const [first] = document.nodes.flatMap((node) => (node.kind === 'paragraph' ? [textOf(node.spans)] : []))
    const current = content.records.filter(({ period }) => period === 'current').length
    expect(first).toContain(`${current}\u{2009}[1–${current}] incidents were reported`)
  })

  it('cite records that the annex lists, each with its id, state, source and grade', () => {
    const annex = document.nodes.flatMap((node) =>
      node.kind === 'table' && node.table.id === 'records' ? [node.table] : [],
    )[0]!
    expect(annex.rows).toHaveLength(content.records.length)
    annex.rows.forEach(({ anchor, cells }, i) => {
      const record = content.records[i]!
      const row = cells.map(({ spans }) => textOf(spans)).join(' ')
      expect(anchor).toBe(`r${i + 1}`)
      for (const part of [record.incidentId, record.typeCode, record.occurredOn, record.place.name, 'PTL-', 'B2'])
        expect(row).toContain(part)
    })
  })

  it('have links that all lead somewhere', () => {
    const anchors = new Set<string>()
    const links: string[] = []
    const take = (spans: readonly Span[]): void => {
      for (const { to } of spans) if (to !== undefined) links.push(to)
    }
    for (const node of document.nodes) {
      if (node.kind === 'heading') anchors.add(node.anchor)
      if (node.kind === 'paragraph') take(node.spans)
      if (node.kind === 'bullets') node.items.forEach(take)
      if (node.kind === 'table')
        for (const { anchor, cells } of node.table.rows) {
          if (anchor !== null) anchors.add(anchor)
          for (const { spans, cites } of cells) take([...spans, ...cites])
        }
    }
    expect(links.length).toBeGreaterThan(500)
    expect(links.filter((to) => !anchors.has(to))).toEqual([])
  })
})

describe('a situation report', () => {
  it.each(['en', 'fr', 'ar'] as const)(
    'has the eleven sections in their order in %s, none of them blank',
    (language) => {
      const { sections } = sampleContent(incidents, language)
      expect(sections.map(({ section }) => section)).toEqual([
        'highlights',
        'political',
        'security',
        'poc',
        'human_rights',
        'rule_of_law',
        'humanitarian',
        'mission_ops',
        'staff_safety',
        'media',
        'outlook',
      ])
      for (const { blocks } of sections) expect(blocks.length).toBeGreaterThan(0)
    },
  )

  it('says that there is nothing significant where nothing was reported', () => {
    const said = (language: SitrepLanguage): string[] =>
      layOut(sampleContent([], language)).nodes.flatMap((node) =>
        node.kind === 'paragraph' && node.look === 'nothing' ? [textOf(node.spans)] : [],
      )
    expect(said('en')).toEqual(Array.from({ length: 11 }, () => 'Nothing significant to report.'))
    expect(new Set(said('fr'))).toEqual(new Set(['Rien de significatif à signaler.']))
  })

  it('keeps judgement apart from fact', () => {
    const { nodes } = layOut(sampleContent(incidents))
    const comments = nodes.flatMap((node) =>
      node.kind === 'paragraph' && node.look === 'comment' ? [textOf(node.spans)] : [],
    )
    expect(comments).toEqual(['COMMENT: A judgement of the drafter. COMMENT ENDS.'])
  })

  it('counts reported and above, not what was received, refuted, rejected or a duplicate', () => {
    const aside = (['received', 'refuted', 'rejected', 'duplicate'] as const).map((state) =>
      sampleIncident(0, { id: mintId(), state }),
    )
    expect(sampleContent([...incidents, ...aside])).toEqual(sampleContent(incidents))
  })

  it('is the same, to the last letter, whether or not there are records in compartments (N3)', () => {
    const hidden = (['CRSV', 'CAAC', 'SEA', 'TIP', 'SOURCE-ID', 'PERSONNEL', 'RELIEF', 'EXCON'] as const).map(
      (compartment, i) => restrictedIncident(i, compartment, { id: mintId() }),
    )
    expect(sampleContent([...hidden, ...incidents])).toEqual(sampleContent(incidents))
  })

  it('does not cite a restricted report behind an open incident', () => {
    const [open, ...rest] = incidents
    const secret = restrictedIncident(1, 'SOURCE-ID').reports[0]!
    const hidden = { ...secret, reportId: mintId(), source: { ...secret.source, code: 'SRC-HIDDEN' } }
    expect(sampleContent([{ ...open!, reports: [...open!.reports, hidden] }, ...rest])).toEqual(
      sampleContent(incidents),
    )
  })

  it('carries the highest marking of the records in it', () => {
    const confidential = sampleIncident(3, {
      id: mintId(),
      marking: { ...incidents[3]!.marking, level: 'CONFIDENTIAL' },
    })
    expect(sampleContent([...incidents, confidential]).marking.level).toBe('CONFIDENTIAL')
    expect(layOut(sampleContent([...incidents, confidential])).banner).toBe('UN CONFIDENTIAL')
  })

  it('repeats no narrative and no title of a source', () => {
    expect(JSON.stringify(sampleContent(incidents).records)).not.toMatch(/narrative|title/i)
  })

  it('does not depend on the order in which the records come', () => {
    expect(sampleContent(incidents.toReversed()).records).toEqual(sampleContent(incidents).records)
  })
})
