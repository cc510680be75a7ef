import { operationLibrary } from '@eirene/domain/operation/library'
import { listBodies, listMemberships } from '@eirene/domain/organisation'
import { cleanup, render, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { createI18n, I18nContext } from '../i18n/index.ts'
import en from '../i18n/en.json' with { type: 'json' }
import { AllianceMembership, OperationSheet, PiracyCurve, studyIndex } from './index.ts'

const library = operationLibrary()
const index = studyIndex(library, listBodies())
const i18n = { ...createI18n('en', en), choose: () => undefined }
const linkTo = (id: string): string => `/study?op=${id}`

afterEach(cleanup)

describe('the sheet of an operation', () => {
  it('shows under whose lead ISAF stood and when NATO took over', () => {
    const isaf = index.operations.get('isaf')!
    render(
      <I18nContext value={i18n}>
        <OperationSheet operation={isaf} index={index} on="2010-11-15" linkTo={linkTo} />
      </I18nContext>,
    )
    expect(screen.getByText('20 Dec 2001 – 11 Aug 2003')).toBeTruthy()
    expect(screen.getByText(/130,930 persons/)).toBeTruthy()
  })

  it('leads from every number of a fact to a source in the list', () => {
    for (const operation of library.operations) {
      const { container } = render(
        <I18nContext value={i18n}>
          <OperationSheet operation={operation} index={index} on="2010-11-15" linkTo={linkTo} />
        </I18nContext>,
      )
      const targets = new Set([...container.querySelectorAll('.study-sources li')].map((item) => `#${item.id}`))
      const numbers = [...container.querySelectorAll('.fact-cite')].map((link) => link.getAttribute('href') ?? '')
      expect(numbers.length, operation.id).toBeGreaterThan(0)
      for (const href of numbers) expect(targets, `${operation.id} ${href}`).toContain(href)
      cleanup()
    }
  })

  it('names what nobody has verified', () => {
    const unverified = library.operations.find((operation) =>
      operation.events.some((event) => event.verification === 'unverified'),
    )!
    render(
      <I18nContext value={i18n}>
        <OperationSheet operation={unverified} index={index} on="2010-11-15" linkTo={linkTo} />
      </I18nContext>,
    )
    expect(screen.getAllByText('unverified').length).toBeGreaterThan(0)
  })
})

describe('members of the alliance', () => {
  const [nato] = listMemberships()
  it.each([
    ['1949-08-24', '12'],
    ['2023-05-20', '31'],
    ['2024-03-07', '32'],
  ])('on %s are %s', async (on, count) => {
    render(
      <I18nContext value={i18n}>
        <AllianceMembership membership={nato!} index={index} on={on} onDay={() => undefined} />
      </I18nContext>,
    )
    expect(within((await screen.findAllByRole('status'))[0]!).getByText(count)).toBeTruthy()
    expect(screen.getAllByRole('row').length - 1).toBe(Number(count))
  })
})

describe('the piracy curve', () => {
  it('shows the attacks of 2008 to 2014 beside the dates of Ocean Shield, each definition in its own chart', () => {
    render(
      <I18nContext value={i18n}>
        <PiracyCurve curve={library.piracy} index={index} linkTo={linkTo} />
      </I18nContext>,
    )
    const chart = screen.getByRole('img', { name: /^Attacks, Crime at Sea/ })
    expect(chart.getAttribute('aria-label')).toContain(
      '2008 133, 2009 226, 2010 215, 2011 241, 2012 81, 2013 27, 2014 22',
    )
    expect(screen.getAllByRole('img')).toHaveLength(3)
    expect(screen.getAllByText(/17 Aug 2009/).length).toBeGreaterThan(0)
  })
})
