import { JOC_SECTIONS, jocSectionLabel, type JocSection } from '@eirene/domain/incident'
import { SITREP_COMMENT_PATH, type SitrepCommentVersion } from '@eirene/domain/situation'
import { useState, type ReactNode } from 'react'
import { fillPath, send } from '../../edge/index.ts'
import { useI18n, useWhen } from '../../i18n/index.ts'
import { Button, Fault, useSending } from '../../widget/index.ts'
import { useKept } from '../use-kept.ts'
import { CommentConflict } from './CommentConflict.tsx'
import { CommentVersions } from './CommentVersions.tsx'

/** What is being written: null: nothing. */
interface Typed {
  readonly body: string | null
  /** Version that was read before writing. */
  readonly basedOnNo: number
}

interface Props {
  readonly slug: string
  readonly id: string
  readonly zone: string
  readonly section: JocSection
  /** Of this section, oldest first. */
  readonly versions: readonly SitrepCommentVersion[]
  readonly mayWrite: boolean
  /** Something was kept, or may have been: look again. */
  readonly onKept: () => void
}

/** Where the keyboard goes to write a section's comment. */
export function commentAnchor(section: JocSection): string {
  return `comment-${section}`
}

function keyOf(id: string, section: JocSection): string {
  return `eirene.comment.${id}.${section}`
}

/** Sections of a report whose comment is typed on this device and not kept yet. */
export function sectionsBeingWritten(id: string): readonly JocSection[] {
  try {
    return JOC_SECTIONS.filter((section) => sessionStorage.getItem(keyOf(id, section)) !== null)
  } catch {
    // Storage may be closed: then nothing is kept in it.
    return []
  }
}

/** The comment of a section under its facts: read, written, compared. What is typed stays on this device until it is kept. */
export function CommentEditor(props: Props): ReactNode {
  const { id, section, versions, mayWrite } = props
  const { text, language } = useI18n()
  const last = versions.at(-1)
  const [typed, setTyped, forget] = useKept<Typed>(keyOf(id, section), { body: null, basedOnNo: 0 })
  const heading = jocSectionLabel(section, language)
  const stands = last?.body.trim() ?? ''
  const stop = (): void => {
    setTyped({ body: null, basedOnNo: 0 })
    forget()
  }
  const write = (): void => {
    setTyped({ body: stands, basedOnNo: last?.versionNo ?? 0 })
  }
  if (!mayWrite && stands === '') return null
  return (
    <section
      className="comment-editor"
      data-empty={stands === '' && typed.body === null}
      aria-label={text('situation.comment.of', { section: heading })}
    >
      <header>
        <strong>{text('situation.comment.title')}</strong> <small>{text('situation.comment.apart')}</small>
      </header>
      {typed.body === null && stands !== '' && (
        <p className="words" dir="auto">
          {stands}
        </p>
      )}
      {typed.body !== null && (
        <Writing {...props} typed={{ ...typed, body: typed.body }} onTyped={setTyped} onStop={stop} />
      )}
      <CommentFoot {...props} isWriting={typed.body !== null} onWrite={write} />
    </section>
  )
}

/** Who kept the standing version when, the way to change it, and all versions. */
function CommentFoot({
  section,
  versions,
  zone,
  mayWrite,
  isWriting,
  onWrite,
}: Props & { readonly isWriting: boolean; readonly onWrite: () => void }): ReactNode {
  const { text, language } = useI18n()
  const when = useWhen(zone)
  const [comparing, setComparing] = useState(false)
  const heading = jocSectionLabel(section, language)
  const last = versions.at(-1)
  const verb = last === undefined || last.body.trim() === '' ? 'write' : 'change'
  return (
    <div className="button-row">
      {mayWrite && !isWriting && (
        <Button
          id={commentAnchor(section)}
          aria-label={text(`situation.comment.${verb}On`, { section: heading })}
          onClick={onWrite}
        >
          {text(`situation.comment.${verb}`)}
        </Button>
      )}
      {last !== undefined && (
        <>
          <Button
            kind="quiet"
            onClick={() => {
              setComparing(true)
            }}
          >
            {text('situation.comment.versions', { count: versions.length })}
          </Button>
          <small className="form-note">{[last.by ?? '', when(last.at)].join(' ')}</small>
        </>
      )}
      {comparing && (
        <CommentVersions
          {...{ heading, versions, zone }}
          onClose={() => {
            setComparing(false)
          }}
        />
      )}
    </div>
  )
}

interface WritingProps extends Props {
  readonly typed: { readonly body: string; readonly basedOnNo: number }
  readonly onTyped: (typed: Typed) => void
  readonly onStop: () => void
}

function Writing({ slug, id, zone, section, versions, typed, onTyped, onStop, onKept }: WritingProps): ReactNode {
  const { text, language } = useI18n()
  const { busy, fault, run } = useSending()
  const last = versions.at(-1)
  const isBehind = (last?.versionNo ?? 0) > typed.basedOnNo
  const keep = (): void => {
    const path = fillPath(SITREP_COMMENT_PATH, { slug, id, section })
    const kept = { body: typed.body, basedOnNo: typed.basedOnNo }
    const after = (): void => {
      onStop()
      onKept()
    }
    run(() => send('PUT', path, kept), after, onKept)
  }
  return (
    <form
      className="comment-form"
      onSubmit={(event) => {
        event.preventDefault()
        keep()
      }}
    >
      {isBehind && last !== undefined && (
        <CommentConflict
          theirs={last}
          mine={typed.body}
          zone={zone}
          onResolved={(body) => {
            onTyped({ body, basedOnNo: last.versionNo })
          }}
          onTakeTheirs={onStop}
        />
      )}
      <textarea
        className="input"
        aria-label={text('situation.comment.of', { section: jocSectionLabel(section, language) })}
        dir="auto"
        rows={4}
        maxLength={4000}
        autoFocus
        value={typed.body}
        onChange={(event) => {
          onTyped({ ...typed, body: event.target.value })
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !isBehind) keep()
        }}
      />
      {!isBehind && <Fault text={fault} />}
      <div className="button-row">
        <Button type="submit" kind="primary" busy={busy} disabled={isBehind}>
          {text('situation.comment.keep')}
        </Button>
        <Button onClick={onStop}>{text('situation.comment.discard')}</Button>
        <small className="form-note">{text('situation.comment.onDevice')}</small>
      </div>
    </form>
  )
}
