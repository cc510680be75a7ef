import { IMPORT_UNDO_PATH, type ImportView } from '@eirene/domain/report'
import { useState, type ReactNode } from 'react'
import { fillPath, send } from '../edge/index.ts'
import { formatInstant, useI18n, useTimeNotation, type I18n } from '../i18n/index.ts'
import { Button, Dialog, Fault, Icon, Progress, useSending } from '../widget/index.ts'
import { IssueList } from './IssueList.tsx'

interface Props {
  readonly slug: string
  readonly zone: string
  readonly act: ImportView
  readonly mayUndo: boolean
  readonly onChanged: () => void
}

function progressWords(act: ImportView, { text }: I18n): string {
  const rows =
    act.rowsTotal === null
      ? text('report.rowsSoFar', { rows: act.rowsRead })
      : text('report.rowsOf', { rows: act.rowsRead, total: act.rowsTotal })
  const { secondsLeft } = act
  if (secondsLeft === null) return rows
  const left =
    secondsLeft < 90
      ? text('report.secondsLeft', { seconds: Math.ceil(secondsLeft) })
      : text('report.minutesLeft', { minutes: Math.ceil(secondsLeft / 60) })
  return `${rows} · ${left}`
}

const COUNTS = ['rowsStored', 'rowsSuperseding', 'rowsUnchanged', 'rowsRejected', 'rowsRestricted'] as const

/** One act of import: how far it is, or what came of it, and its undoing. */
export function ImportItem({ slug, zone, act, mayUndo, onChanged }: Props): ReactNode {
  const i18n = useI18n()
  const { text, number } = i18n
  const [notation] = useTimeNotation()
  const [asking, setAsking] = useState(false)
  const when = formatInstant(act.startedAt, { notation, zone }, i18n)
  return (
    <article className="import" data-state={act.state}>
      <header>
        <h3>
          {`${act.dataset} ${act.release}`} <span dir="auto">{act.fileName}</span>
        </h3>
        <span className="import-state" data-state={act.state}>
          {text(`report.state.${act.state}`)}
        </span>
      </header>
      <p className="form-note">{[when, act.personName].filter((part) => part !== null).join(' · ')}</p>
      {act.state === 'running' ? (
        <Progress
          label={progressWords(act, i18n)}
          share={act.rowsTotal === null || act.rowsTotal === 0 ? null : Math.min(1, act.rowsRead / act.rowsTotal)}
        />
      ) : (
        <dl className="import-counts">
          {COUNTS.filter((name) => act[name] > 0 || name === 'rowsStored').map((name) => (
            <div key={name} data-name={name}>
              <dt>{text(`report.count.${name}`)}</dt>
              <dd className="num">{number(act[name])}</dd>
            </div>
          ))}
        </dl>
      )}
      {act.issues.length > 0 && (
        <details>
          <summary>{text('report.issueDetails', { count: act.issues.length })}</summary>
          <IssueList issues={act.issues} fileName={act.fileName} />
        </details>
      )}
      {act.state === 'done' && (
        <div className="button-row">
          <a
            className="button"
            href={`/run/${slug}/situation?filter=${encodeURIComponent(JSON.stringify({ datasets: [act.dataset] }))}`}
          >
            <Icon name="map" />
            {text('report.showInPicture')}
          </a>
          {mayUndo && (
            <Button
              kind="quiet"
              onClick={() => {
                setAsking(true)
              }}
            >
              <Icon name="undo" />
              {text('report.undo')}
            </Button>
          )}
        </div>
      )}
      {asking && (
        <UndoDialog
          slug={slug}
          act={act}
          onClose={(undone) => {
            setAsking(false)
            if (undone) onChanged()
          }}
        />
      )}
    </article>
  )
}

interface UndoProps {
  readonly slug: string
  readonly act: ImportView
  readonly onClose: (undone: boolean) => void
}

function UndoDialog({ slug, act, onClose }: UndoProps): ReactNode {
  const { text } = useI18n()
  const { busy, fault, run } = useSending()
  const undo = (): void => {
    run(
      () => send<ImportView>('POST', fillPath(IMPORT_UNDO_PATH, { slug, id: act.id })),
      () => {
        onClose(true)
      },
    )
  }
  return (
    <Dialog
      title={text('report.undoTitle')}
      onClose={() => {
        onClose(false)
      }}
    >
      <p>{text('report.undoText', { count: act.rowsStored + act.rowsSuperseding, file: act.fileName })}</p>
      <Fault text={fault} />
      <div className="button-row">
        <Button kind="danger" busy={busy} onClick={undo}>
          {text('report.undoDo')}
        </Button>
        <Button
          onClick={() => {
            onClose(false)
          }}
        >
          {text('report.cancel')}
        </Button>
      </div>
    </Dialog>
  )
}
