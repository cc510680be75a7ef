import { describe, expect, it } from 'vitest'
import { judgeFieldReport } from '../report/index.ts'
import { parseFlashOrder, parseHandoverOrder, parseWatchEntry } from '../situation/index.ts'
import { mintId } from '../record/index.ts'
import { isLeftToTrainees, REPLAY_POSTS, replayScript } from './index.ts'

const ORDER = { seed: 7, startOn: '2026-02-02', weeks: 4 }
const script = replayScript(ORDER)
const reports = script.flatMap((turn) => turn.reports)

describe('the script of a replay', () => {
  it('is the same for the same order, and another for another seed', () => {
    expect(replayScript(ORDER)).toEqual(script)
    expect(replayScript({ ...ORDER, seed: 8 })).not.toEqual(script)
  })

  it('holds four weeks in turns of six hours, with reports from every post', () => {
    expect(script).toHaveLength(28 * 4)
    expect(reports.length).toBeGreaterThan(400)
    expect(new Set(reports.map(({ post }) => post))).toEqual(new Set(REPLAY_POSTS))
    expect(new Set(reports.map(({ report }) => report.id)).size).toBe(reports.length)
  })

  it('tells nothing before it happened, and nothing that the intake would refuse', () => {
    const codes = { version: 'test', has: () => true, compartmentsOf: () => [] }
    for (const { at, reports: sent } of script)
      for (const { report } of sent) {
        expect(Date.parse(report.writtenAt)).toBeLessThanOrEqual(Date.parse(at))
        expect(judgeFieldReport(report, codes, new Date(at))).toEqual([])
      }
  })

  it('has flash reports, entries and handovers that the desk takes', () => {
    const flashes = script.flatMap((turn) => turn.flashes)
    expect(flashes.length).toBeGreaterThan(0)
    for (const content of flashes) {
      const order = { id: mintId(), precedence: 'FLASH', incidentId: null, followsId: null }
      expect(parseFlashOrder({ ...order, firstWordAt: content.nextUpdateAt, content })).toMatchObject({ ok: true })
    }
    for (const { entry, handover } of script) {
      expect(parseWatchEntry({ id: mintId(), text: entry, action: null })).toMatchObject({ ok: true })
      if (handover !== null) expect(parseHandoverOrder({ id: mintId(), note: handover })).toMatchObject({ ok: true })
    }
    expect(script.filter(({ handover }) => handover !== null)).toHaveLength(56)
  })

  it('leaves about the wished share of records to trainees, the same ones each time', () => {
    const titles = [...new Set(reports.map(({ report }) => report.title))]
    const left = titles.filter((title) => isLeftToTrainees(title, 0.25))
    expect(left.length / titles.length).toBeGreaterThan(0.15)
    expect(left.length / titles.length).toBeLessThan(0.35)
    expect(titles.filter((title) => isLeftToTrainees(title, 0))).toEqual([])
    expect(titles.every((title) => isLeftToTrainees(title, 1))).toBe(true)
  })
})
