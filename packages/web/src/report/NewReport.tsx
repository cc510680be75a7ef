import type { OperationView } from '@eirene/domain/operation'
import { judgePoint, type PrecisePoint } from '@eirene/domain/place'
import { compartmentsCalledFor, isRestrictedMatter, restrictingWords, type FieldDraft } from '@eirene/domain/report'
import type { Compartment } from '@eirene/domain/access'
import { mintId } from '@eirene/domain/record'
import { formatWallClock } from '@eirene/domain/time'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import { Button } from '../widget/index.ts'
import { listAreas, mapBounds } from './form/area.ts'
import type { AttachmentProps } from './form/AttachmentFields.tsx'
import { emptyDraft } from './form/begin-draft.ts'
import { HarmFields, PartyFields } from './form/HarmFields.tsx'
import { forgetDraft, keepDraft, readKeptDraft, type KeptDraft } from './form/kept-draft.ts'
import { keepRecentType, readRecentTypes } from './form/recent-types.ts'
import { SourceFields } from './form/SourceFields.tsx'
import type { TypeChoice } from './form/type-choice.ts'
import { KindFields, TypeFields } from './form/WhatFields.tsx'
import { MonthField, WhenFields } from './form/WhenFields.tsx'
import { WhereFields } from './form/WhereFields.tsx'
import { RestrictedFields, WordsFields } from './form/WordsFields.tsx'
import { useTries } from './form/first-fault.ts'
import { useDraftCheck } from './form/use-draft-check.ts'
import { useHeldFiles } from './form/held-files.ts'
import type { Outbox, OutboxView } from './outbox/outbox.ts'

// Below the first screenful: the form is there before them.
const AttachmentFields = lazy(() =>
  import('./form/AttachmentFields.tsx').then((module) => ({ default: module.AttachmentFields })),
)

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
  const { form, isTried, fail, reset } = useTries()
  const [isStored, setStored] = useState(true)
  const { draft } = kept
  const files = props.outboxView.files.filter(({ reportId }) => reportId === draft.id)
  const { label, compartments } = typeOf(draft, types)
  const isRestrictedIn = (one: FieldDraft): boolean =>
    isRestrictedMatter(compartmentsCalledFor(one, typeOf(one, types).compartments), props.compartments)
  const isRestricted = isRestrictedIn(draft)
  const { check, point, report, faults, doubts } = useDraftCheck(draft, operation, {
    ...{ zone, areas: listAreas(operation.geography), language, now: clock() },
    ...{ typeCompartments: compartments, typeLabel: label, writerCompartments: props.compartments },
  })
  const isOdd = !isRestricted && isOutOfArea(point, kept, operation)
  const held = useHeldFiles(outbox)
  const found = restrictingWords(draft, props.compartments)
  const keep = (given = kept): void => {
    const willBe = isRestrictedIn(given.draft)
    const area = willBe && !isRestricted ? check?.districtOf(given.draft, operation) : undefined
    const next = area === undefined ? given : { ...given, draft: { ...given.draft, area } }
    setKept(next)
    setStored(keepDraft(next, { personId, slug, isRestricted: willBe }))
    // What was at fault in the one form says nothing about the other.
    if (willBe !== isRestricted) reset()
    if (willBe && files.length > 0) void held.hold(files)
    if (!willBe && isRestricted) void held.giveBack()
  }
  const put = (part: Partial<FieldDraft>): void => {
    keep({ ...kept, draft: { ...draft, ...part } })
  }
  const begin = (): void => {
    held.forget()
    forgetDraft(personId, slug)
    setKept(freshDraft(clock(), zone))
    reset()
  }
  const clear = (): void => {
    void outbox?.removeFilesOf(draft.id)
    begin()
  }
  const submit = (): void => {
    if (report === undefined || isOdd || outbox === null) {
      fail()
      return
    }
    // What somebody reports of a compartment is not for a list on a device that may be searched.
    if (compartments.length === 0) keepRecentType(personId, draft.typeCode)
    void outbox
      .add({ id: report.id, slug, report, addedAt: clock().toISOString() })
      .then(() => (kept.retryOf === null ? undefined : outbox.remove(kept.retryOf)))
      .then(() => {
        begin()
        props.onKept()
      })
  }
  const part = { draft, put, issues: [...(isTried ? faults : []), ...(isRestricted ? [] : doubts)] }
  return (
    <form
      ref={form}
      className="report-form"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <h1>{text(draft.correctsId === null ? 'report.form.head' : 'report.form.headCorrection')}</h1>
      <KindFields {...part} />
      <TypeFields {...part} types={types} recent={readRecentTypes(personId)} />
      <WhenAndWhere
        {...{ ...part, operation, clock, isRestricted, found, point, check }}
        isConfirmed={draft.position === kept.confirmedPosition}
        onConfirm={() => {
          keep({ ...kept, confirmedPosition: draft.position })
        }}
      />
      <SourceFields {...part} />
      {!isRestricted && <HarmFields {...part} />}
      {!isRestricted && <PartyFields {...part} />}
      <WordsOrNone isRestricted={isRestricted} found={found} {...part} />
      <FilesOrNone {...{ isRestricted, reportId: draft.id, slug, files, outbox, clock }} onTake={keep} />
      <FormFoot
        isStored={isStored && outbox?.view().isKept !== false}
        isRestricted={isRestricted}
        hasIssues={isTried && (faults.length > 0 || isOdd)}
        isReady={outbox !== null && check !== undefined}
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

type WhenAndWhereProps = Parameters<typeof WhereFields>[0] & {
  readonly clock: () => Date
  readonly isRestricted: boolean
  readonly found: readonly string[]
}

/** Time and place, or month and area of a restricted matter. */
function WhenAndWhere({ clock, isRestricted, found, ...part }: WhenAndWhereProps): ReactNode {
  const { timeZone: zone, geography } = part.operation
  return isRestricted ? (
    <>
      <MonthField {...part} zone={zone} clock={clock} />
      <RestrictedFields {...part} areas={listAreas(geography)} found={found} />
    </>
  ) : (
    <>
      <WhenFields {...part} zone={zone} clock={clock} />
      <WhereFields {...part} />
    </>
  )
}

/** Where the matter is restricted and no word was written, none is asked for. */
function WordsOrNone(part: Parameters<typeof WordsFields>[0]): ReactNode {
  const { narrative, title } = part.draft
  return part.isRestricted && narrative === '' && title === '' ? null : <WordsFields {...part} />
}

/** Of a restricted matter no photo, recording or document is kept or sent: a face in it tells who spoke. */
function FilesOrNone({ isRestricted, ...part }: AttachmentProps & { readonly isRestricted: boolean }): ReactNode {
  const { text } = useI18n()
  if (isRestricted) return <p className="form-note">{text('report.attachmentNone')}</p>
  return (
    <Suspense>
      <AttachmentFields {...part} />
    </Suspense>
  )
}

function typeOf({ typeCode }: FieldDraft, types: readonly TypeChoice[]): Pick<TypeChoice, 'label' | 'compartments'> {
  return types.find(({ code }) => code === typeCode) ?? { label: typeCode, compartments: [] }
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
  readonly isRestricted: boolean
  readonly hasIssues: boolean
  readonly isReady: boolean
  readonly onClear: () => void
}

function FormFoot({ isStored, isRestricted, hasIssues, isReady, onClear }: FootProps): ReactNode {
  const { text } = useI18n()
  return (
    <footer className="report-foot">
      {hasIssues && (
        <p className="form-refusal" role="alert">
          {text('report.form.notYet')}
        </p>
      )}
      <p className="form-note" role="status">
        {text(!isStored ? 'report.form.notKept' : isRestricted ? 'report.form.keptRestricted' : 'report.form.kept')}
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
