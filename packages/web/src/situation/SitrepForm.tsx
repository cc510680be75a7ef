import { JOC_SECTIONS, jocSectionLabel, type JocSection } from '@eirene/domain/incident'
import {
  SITREP_LANGUAGES,
  SITREP_MAX_DAYS,
  SITREPS_PATH,
  type SitrepLanguage,
  type SitrepOrder,
  type SitrepView,
} from '@eirene/domain/situation'
import { type ReactNode, type SubmitEvent } from 'react'
import { fillPath, send } from '../edge/index.ts'
import { LANGUAGE_NAMES, useI18n } from '../i18n/index.ts'
import { Button, Fault, Field, useSending } from '../widget/index.ts'
import { useKept } from './use-kept.ts'
import type { ViewState } from './view-state.ts'

interface Draft {
  readonly fromOn: string
  readonly toOn: string
  readonly withArea: boolean
  readonly language: SitrepLanguage
  readonly comments: Readonly<Partial<Record<JocSection, string>>>
}

interface Props {
  readonly slug: string
  readonly state: ViewState
  readonly onDrafted: (view: SitrepView) => void
}

/** What a situation report is to cover. Kept as typed until it is drafted. */
export function SitrepForm({ slug, state, onDrafted }: Props): ReactNode {
  const i18n = useI18n()
  const { text } = i18n
  const { filter } = state
  const [draft, setDraft, forget] = useKept<Draft>(`eirene.sitrep.${slug}`, {
    fromOn: filter.fromOn ?? '',
    toOn: filter.toOn ?? '',
    withArea: filter.polygon !== undefined,
    language: i18n.language,
    comments: {},
  })
  const { busy, fault, run } = useSending()
  const put = (part: Partial<Draft>): void => {
    setDraft({ ...draft, ...part })
  }
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    run(
      () => send<SitrepView>('POST', fillPath(SITREPS_PATH, { slug }), orderOf(draft, filter.polygon)),
      (view) => {
        forget()
        onDrafted(view)
      },
    )
  }
  return (
    <form className="form product-form" onSubmit={submit}>
      <div className="field-pair">
        <Field
          label={text('situation.from')}
          type="date"
          required
          value={draft.fromOn}
          onValue={(fromOn) => put({ fromOn })}
        />
        <Field
          label={text('situation.toBefore')}
          type="date"
          required
          value={draft.toOn}
          min={draft.fromOn}
          onValue={(toOn) => put({ toOn })}
        />
      </div>
      <p className="form-note">{text('situation.sitrepPeriod', { days: SITREP_MAX_DAYS })}</p>
      {filter.polygon !== undefined && (
        <label className="check">
          <input
            type="checkbox"
            checked={draft.withArea}
            onChange={(event) => {
              put({ withArea: event.target.checked })
            }}
          />
          {text('situation.sitrepArea')}
        </label>
      )}
      <label className="field">
        <span className="label">{text('shell.language')}</span>
        <select
          className="input"
          value={draft.language}
          onChange={(event) => {
            put({ language: SITREP_LANGUAGES.find((language) => language === event.target.value) ?? 'en' })
          }}
        >
          {SITREP_LANGUAGES.map((language) => (
            <option key={language} value={language}>
              {LANGUAGE_NAMES[language]}
            </option>
          ))}
        </select>
      </label>
      <Comments draft={draft} onComments={(comments) => put({ comments })} />
      <Fault text={fault} />
      <Button kind="primary" type="submit" busy={busy}>
        {text('situation.sitrepDraft')}
      </Button>
    </form>
  )
}

function orderOf(draft: Draft, polygon: ViewState['filter']['polygon']): SitrepOrder {
  const comments = Object.entries(draft.comments).filter(([, words]) => words.trim() !== '')
  return {
    fromOn: draft.fromOn,
    toOn: draft.toOn,
    language: draft.language,
    ...(draft.withArea && polygon !== undefined && { polygon }),
    ...(comments.length > 0 && { comments: Object.fromEntries(comments) }),
  }
}

interface CommentsProps {
  readonly draft: Draft
  readonly onComments: (comments: Draft['comments']) => void
}

/** The drafter's judgement, section by section: printed apart from the facts. */
function Comments({ draft, onComments }: CommentsProps): ReactNode {
  const { text, language } = useI18n()
  const written = Object.values(draft.comments).filter((words) => words.trim() !== '').length
  return (
    <details className="comments">
      <summary>{text('situation.sitrepComments', { count: written })}</summary>
      <p className="form-note">{text('situation.sitrepCommentsHelp')}</p>
      {JOC_SECTIONS.map((section) => (
        <label key={section} className="field">
          <span className="label">{jocSectionLabel(section, language)}</span>
          <textarea
            className="input"
            dir="auto"
            rows={3}
            maxLength={4000}
            value={draft.comments[section] ?? ''}
            onChange={(event) => {
              onComments({ ...draft.comments, [section]: event.target.value })
            }}
          />
        </label>
      ))}
    </details>
  )
}
