import type { OperationView } from '@eirene/domain/operation'
import type { Issue } from '@eirene/domain/parse'
import { judgePoint, type PrecisePoint } from '@eirene/domain/place'
import {
  buildFieldReport,
  compartmentsCalledFor,
  isRestrictedMatter,
  lintIdentities,
  lintSourceCode,
  type DraftContext,
  type FieldDraft,
} from '@eirene/domain/report'
import type { Compartment } from '@eirene/domain/access'
import { mintId } from '@eirene/domain/record'
import { formatWallClock } from '@eirene/domain/time'
import { useMemo, useState, type ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import { Button } from '../widget/index.ts'
import { listAreas, mapBounds } from './form/area.ts'
import { AttachmentFields } from './form/AttachmentFields.tsx'
import { HarmFields, PartyFields } from './form/HarmFields.tsx'
import {
  emptyDraft,
  forgetDraft,
  keepDraft,
  keepRecentType,
  readKeptDraft,
  readRecentTypes,
  type KeptDraft,
} from './form/kept-draft.ts'
import { readPosition } from './form/position.ts'
import { SourceFields } from './form/SourceFields.tsx'
import type { TypeChoice } from './form/type-choice.ts'
import { KindFields, TypeFields } from './form/WhatFields.tsx'
import { WhenFields } from './form/WhenFields.tsx'
import { WhereFields } from './form/WhereFields.tsx'
import { RestrictedFields, WordsFields } from './form/WordsFields.tsx'
import type { Outbox, OutboxView } from './outbox/outbox.ts'

interface Props {
  readonly operation: OperationView
  readonly personId: string
  readonly compartments: readonly Compartment[]
  readonly types: readonly TypeChoice[]
  readonly outbox: Outbox | null
  readonly outboxView: Pick<OutboxView, 'files'>
  readonly clock: () => Date
  /** The report lies in the outbox. */
  readonly onKept: () => void
}

/** The form of a field report: kept at each key press, sent from the outbox. */
export function NewReport(props: Props): ReactNode {
  const { operation, personId, types, outbox, clock } = props
  const { text, language } = useI18n()
  const { slug, timeZone: zone } = operation
  const [kept, setKept] = useState<KeptDraft>(() => readKeptDraft(personId, slug) ?? freshDraft(clock(), zone))
  const [isTried, setTried] = useState(false)
  const [isStored, setStored] = useState(true)
  const { draft } = kept
  const files = props.outboxView.files.filter(({ reportId }) => reportId === draft.id)
  const { label, compartments } = typeOf(draft, types)
  const isRestrictedIn = (one: FieldDraft): boolean =>
    isRestrictedMatter(compartmentsCalledFor(one, typeOf(one, types).compartments), props.compartments)
  const isRestricted = isRestrictedIn(draft)
  const areas = useMemo(() => listAreas(operation.geography), [operation.geography])
  const point = readPosition(draft.position, draft.precisionM)
  const context: DraftContext = {
    ...{ zone, areas, point, language, now: clock() },
    typeCompartments: compartments,
    typeLabel: label,
    writerCompartments: props.compartments,
  }
  const built = buildFieldReport(draft, context)
  const isOdd = !isRestricted && isOutOfArea(point, kept, operation)
  const keep = (next = kept): void => {
    setKept(next)
    setStored(keepDraft(next, { personId, slug, isRestricted: isRestrictedIn(next.draft) }))
    if (isRestrictedIn(next.draft) && files.length > 0) void outbox?.removeFilesOf(next.draft.id)
  }
  const put = (part: Partial<FieldDraft>): void => {
    keep({ ...kept, draft: { ...draft, ...part } })
  }
  const begin = (): void => {
    forgetDraft(personId, slug)
    setKept(freshDraft(clock(), zone))
    setTried(false)
  }
  const clear = (): void => {
    void outbox?.removeFilesOf(draft.id)
    begin()
  }
  const submit = (): void => {
    setTried(true)
    if (!built.ok || isOdd || outbox === null) return
    keepRecentType(personId, draft.typeCode)
    void outbox
      .add({ id: built.value.id, slug, report: built.value, addedAt: clock().toISOString() })
      .then(() => (kept.retryOf === null ? undefined : outbox.remove(kept.retryOf)))
      .then(() => {
        begin()
        props.onKept()
      })
  }
  const issues = issuesOf(draft, { isRestricted, refused: isTried ? built.issues : [] })
  const part = { draft, put, issues }
  return (
    <form
      className="report-form"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <h1>{text(draft.correctsId === null ? 'report.form.head' : 'report.form.headCorrection')}</h1>
      <KindFields {...part} />
      <TypeFields {...part} types={types} recent={readRecentTypes(personId)} />
      <WhenFields {...part} zone={zone} clock={clock} />
      {isRestricted ? (
        <RestrictedFields {...part} areas={areas} />
      ) : (
        <WhereFields
          {...part}
          operation={operation}
          point={point}
          isConfirmed={draft.position === kept.confirmedPosition}
          onConfirm={() => {
            keep({ ...kept, confirmedPosition: draft.position })
          }}
        />
      )}
      <SourceFields {...part} />
      {!isRestricted && <HarmFields {...part} />}
      {!isRestricted && <PartyFields {...part} />}
      <WordsOrNone isRestricted={isRestricted} {...part} />
      <FilesOrNone {...{ isRestricted, reportId: draft.id, slug, files, outbox, clock }} onTake={keep} />
      <FormFoot
        isStored={isStored && outbox?.view().isKept !== false}
        hasIssues={isTried && (built.issues.length > 0 || isOdd)}
        isReady={outbox !== null}
        onClear={clear}
      />
    </form>
  )
}

function freshDraft(now: Date, zone: string): KeptDraft {
  return {
    draft: emptyDraft(mintId(), formatWallClock(now.getTime(), zone)),
    retryOf: null,
    confirmedPosition: '',
  }
}

/** The words stay in reach, so that a writer can take back one that was found by mistake; they are neither kept nor sent. */
function WordsOrNone({
  isRestricted,
  ...part
}: Parameters<typeof WordsFields>[0] & { readonly isRestricted: boolean }): ReactNode {
  const { text } = useI18n()
  if (!isRestricted) return <WordsFields {...part} />
  if (part.draft.narrative === '' && part.draft.title === '') return null
  return (
    <details className="report-part">
      <summary>{text('report.form.wordsNotSent')}</summary>
      <WordsFields {...part} />
    </details>
  )
}

/** Of a restricted matter no photo, recording or document is kept or sent: a face in it tells who spoke. */
function FilesOrNone({
  isRestricted,
  ...part
}: Parameters<typeof AttachmentFields>[0] & { readonly isRestricted: boolean }): ReactNode {
  const { text } = useI18n()
  return isRestricted ? <p className="form-note">{text('report.attachmentNone')}</p> : <AttachmentFields {...part} />
}

function typeOf({ typeCode }: FieldDraft, types: readonly TypeChoice[]): Pick<TypeChoice, 'label' | 'compartments'> {
  return types.find(({ code }) => code === typeCode) ?? { label: typeCode, compartments: [] }
}

/** What keeps the draft from going out, once the writer has tried, and doubts at once. */
function issuesOf(
  draft: FieldDraft,
  { isRestricted, refused }: { readonly isRestricted: boolean; readonly refused: readonly Issue[] },
): readonly Issue[] {
  return isRestricted ? refused : [...refused, ...doubts(draft)]
}

function doubts(draft: FieldDraft): readonly Issue[] {
  return [
    ...lintIdentities(draft.narrative, ['narrative']),
    ...lintIdentities(draft.title, ['title']),
    ...lintSourceCode(draft.sourceCode),
  ]
}

function isOutOfArea(
  point: PrecisePoint | null | undefined,
  kept: KeptDraft,
  { geography, bounds }: OperationView,
): boolean {
  if (point === null || point === undefined || kept.draft.position === kept.confirmedPosition) return false
  return judgePoint(point, mapBounds(geography, bounds)) !== 'near'
}

interface FootProps {
  readonly isStored: boolean
  readonly hasIssues: boolean
  readonly isReady: boolean
  readonly onClear: () => void
}

function FormFoot({ isStored, hasIssues, isReady, onClear }: FootProps): ReactNode {
  const { text } = useI18n()
  return (
    <footer className="report-foot">
      {hasIssues && (
        <p className="form-refusal" role="alert">
          {text('report.form.notYet')}
        </p>
      )}
      <p className="form-note" role="status">
        {text(isStored ? 'report.form.kept' : 'report.form.notKept')}
      </p>
      <div className="report-line">
        <Button kind="primary" type="submit" disabled={!isReady}>
          {text('report.form.send')}
        </Button>
        <Button kind="quiet" onClick={onClear}>
          {text('report.form.clear')}
        </Button>
      </div>
    </footer>
  )
}
