import { useId, type ReactNode } from 'react'
import { useI18n } from '../../i18n/index.ts'
import { Field } from '../../widget/index.ts'
import { FieldIssues } from './FieldIssues.tsx'
import type { FormPart } from './form-part.ts'

interface WordsProps extends FormPart {
  /** A restricted matter: the words stay in reach, so that a writer can take one back; they are neither kept nor sent. */
  readonly isRestricted: boolean
  /** Words for which it is one. */
  readonly found: readonly string[]
}

/** What happened in words, and its short title; warned where it may tell who somebody is. */
export function WordsFields({ draft, put, issues, isRestricted, found }: WordsProps): ReactNode {
  const { text } = useI18n()
  return (
    <fieldset className="report-part">
      <legend>{text('report.form.words')}</legend>
      {isRestricted && <p className="form-note">{text('report.form.wordsNotSent')}</p>}
      <label className="field">
        <span className="label">{text('report.form.narrative')}</span>
        <textarea
          dir="auto"
          rows={4}
          maxLength={4000}
          value={draft.narrative}
          onChange={(event) => {
            put({ narrative: event.target.value })
          }}
        />
      </label>
      {found.length > 0 && (
        <p className="field-issues">
          <FoundWords found={found} />
        </p>
      )}
      <FieldIssues issues={issues} at={['narrative']} />
      <p className="form-note">{text('report.form.namesHint')}</p>
      {(!isRestricted || draft.title !== '') && (
        <Field
          label={text('report.form.title')}
          hint={text('report.form.titleHint')}
          value={draft.title}
          maxLength={160}
          dir="auto"
          onValue={(title) => {
            put({ title })
          }}
        />
      )}
      <FieldIssues issues={issues} at={['title']} />
    </fieldset>
  )
}

/** Which words made the matter restricted, and how to report the rest apart. */
function FoundWords({ found }: { readonly found: readonly string[] }): ReactNode {
  const { text, locale } = useI18n()
  const words = new Intl.ListFormat(locale).format(found.map((word) => `“${word}”`))
  return text('report.form.foundWords', { words, count: found.length })
}

interface RestrictedProps extends FormPart {
  readonly areas: readonly string[]
  /** Words for which the matter is restricted; none: it is by its type. */
  readonly found: readonly string[]
}

/** A matter of survivors, children or trafficked people: the form ends at area, month and referral. */
export function RestrictedFields({ draft, put, issues, areas, found }: RestrictedProps): ReactNode {
  const { text } = useI18n()
  const id = useId()
  return (
    <section className="restricted" aria-labelledby={`${id}-title`}>
      <div role="alert">
        <h2 id={`${id}-title`}>{text('report.form.restricted')}</h2>
        <p>{found.length > 0 ? <FoundWords found={found} /> : text('report.form.restrictedType')}</p>
        <p>{text('report.form.restrictedText')}</p>
      </div>
      <div className="field">
        <label htmlFor={id}>{text('report.form.area')}</label>
        <input
          id={id}
          list={`${id}-areas`}
          dir="auto"
          maxLength={200}
          value={draft.area}
          onChange={(event) => {
            put({ area: event.target.value })
          }}
        />
        <datalist id={`${id}-areas`}>
          {areas.map((area) => (
            <option key={area} value={area} />
          ))}
        </datalist>
      </div>
      <FieldIssues issues={issues} at={['area']} />
      <div className="field" role="group" aria-label={text('report.form.referral')}>
        <span className="label">{text('report.form.referral')}</span>
        <div className="report-line">
          {([true, false] as const).map((offered) => (
            <button
              key={String(offered)}
              type="button"
              className="button"
              aria-pressed={draft.referralOffered === offered}
              onClick={() => {
                put({ referralOffered: offered })
              }}
            >
              {text(offered ? 'report.form.referral.yes' : 'report.form.referral.no')}
            </button>
          ))}
        </div>
      </div>
    </section>
  )
}
