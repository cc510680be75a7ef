import { JOC_SECTIONS, jocSectionLabel, type JocSection } from '@eirene/domain/incident'
import {
  SITREP_RELEASE_PATH,
  type SitrepChangesView,
  type SitrepInputLine,
  type SitrepProcess,
  type SitrepSummary,
} from '@eirene/domain/situation'
import { useState, type ReactNode } from 'react'
import { fillPath, send, type Loaded } from '../../edge/index.ts'
import { useI18n } from '../../i18n/index.ts'
import { Button, Dialog, Fault, useSending } from '../../widget/index.ts'
import { sectionsBeingWritten } from './CommentEditor.tsx'

interface Props {
  readonly slug: string
  readonly report: SitrepSummary
  readonly process: SitrepProcess
  readonly lines: readonly SitrepInputLine[]
  readonly changes: Loaded<SitrepChangesView>
  readonly onClose: () => void
  /** Released, or found to be another than was looked at: everything is to be read again. */
  readonly onDone: () => void
}

interface Check {
  readonly name: string
  readonly isOpen: boolean
  readonly says: string
}

/** Sections whose latest comment is empty. */
export function sectionsWithoutComment(versions: SitrepProcess['versions']): readonly JocSection[] {
  const latest = new Map(versions.map(({ section, body }) => [section, body.trim()]))
  return JOC_SECTIONS.filter((section) => (latest.get(section) ?? '') === '')
}

function useChecks({ report, process, lines, changes }: Props): readonly Check[] {
  const { text, list, language } = useI18n()
  const missing = lines.filter(({ state }) => state === 'missing')
  const awaited = lines.filter(({ state }) => state === 'awaited')
  const named = (owed: readonly SitrepInputLine[]): string =>
    list(owed.map(({ component }) => text(`situation.component.${component}`)))
  const silent = sectionsWithoutComment(process.versions)
  const written = sectionsBeingWritten(report.id)
  const names = (sections: readonly JocSection[]): string =>
    list(sections.map((section) => jocSectionLabel(section, language)))
  const changed = changes.state === 'ready' ? changes.value.recordCount : null
  return [
    {
      name: 'inputs',
      isOpen: missing.length + awaited.length > 0,
      says:
        missing.length + awaited.length === 0
          ? text(lines.length === 0 ? 'situation.input.noneAsked' : 'situation.release.inputsDone')
          : [
              ...(missing.length > 0 ? [text('situation.release.inputsMissing', { names: named(missing) })] : []),
              ...(awaited.length > 0 ? [text('situation.release.inputsAwaited', { names: named(awaited) })] : []),
            ].join('. '),
    },
    {
      name: 'facts',
      isOpen: changed !== 0,
      says:
        changed === null ? text('situation.release.factsUnknown') : text('situation.facts.changed', { count: changed }),
    },
    {
      name: 'comments',
      isOpen: silent.length > 0,
      says:
        silent.length === 0
          ? text('situation.release.commentsDone')
          : text('situation.release.commentsMissing', {
              names: names(silent),
            }),
    },
    ...(written.length === 0
      ? []
      : [{ name: 'unkept', isOpen: true, says: text('situation.release.unkept', { names: names(written) }) }]),
  ]
}

/** The last look before a report leaves the desk: what is missing or has moved on, and the number under which it is frozen. */
export function ReleaseDialog(props: Props): ReactNode {
  const { slug, report, process, onClose, onDone } = props
  const { text } = useI18n()
  const { busy, fault, run } = useSending()
  const checks = useChecks(props)
  const isOpen = checks.some((check) => check.isOpen)
  const [hasSeen, setSeen] = useState(false)
  const release = (): void => {
    const path = fillPath(SITREP_RELEASE_PATH, { slug, id: report.id })
    const after = (): void => {
      onDone()
      onClose()
    }
    run(() => send('POST', path, { revision: process.revision }), after, onDone)
  }
  return (
    <Dialog title={text('situation.release.title', { number: report.number })} onClose={onClose}>
      <ul className="release-checks">
        {checks.map(({ name, isOpen: open, says }) => (
          <li key={name} data-open={open}>
            <span aria-hidden="true">{open ? '!' : '✓'}</span>
            <span>
              <span className="visually-hidden">
                {text(open ? 'situation.release.openPoint' : 'situation.release.inOrder')}{' '}
              </span>
              {says}
            </span>
          </li>
        ))}
      </ul>
      <p>{text('situation.release.frozen', { number: report.number })}</p>
      {isOpen && (
        <label className="check">
          <input
            type="checkbox"
            checked={hasSeen}
            onChange={(event) => {
              setSeen(event.target.checked)
            }}
          />
          {text('situation.release.asItStands')}
        </label>
      )}
      <Fault text={fault} />
      <div className="button-row">
        <Button
          kind="primary"
          busy={busy}
          disabled={isOpen && !hasSeen}
          onClick={() => {
            release()
          }}
        >
          {text('situation.sitrepRelease')}
        </Button>
        <Button onClick={onClose}>{text('widget.close')}</Button>
      </div>
    </Dialog>
  )
}
