import type { SitrepCommentVersion } from '@eirene/domain/situation'
import { useState, type ReactNode } from 'react'
import { useI18n, useWhen } from '../../i18n/index.ts'
import { Dialog } from '../../widget/index.ts'
import { WordsBeside } from './WordsBeside.tsx'

interface Props {
  readonly heading: string
  /** Of one section, oldest first; at least one. */
  readonly versions: readonly SitrepCommentVersion[]
  readonly zone: string
  readonly onClose: () => void
}

/** Every version of a section's comment: who kept it when, and any two of them beside each other. */
export function CommentVersions({ heading, versions, zone, onClose }: Props): ReactNode {
  const { text } = useI18n()
  const when = useWhen(zone)
  const [chosen, setChosen] = useState<readonly [number, number]>([
    Math.max(0, versions.length - 2),
    versions.length - 1,
  ])
  const nameOf = ({ versionNo, body }: SitrepCommentVersion): string =>
    body.trim() === ''
      ? text('situation.comment.versionEmpty', { no: versionNo })
      : text('situation.comment.version', { no: versionNo })
  const noteOf = ({ by, at }: SitrepCommentVersion): string =>
    [by ?? '', when(at)].filter((part) => part !== '').join(', ')
  const [left, right] = chosen.map((no) => versions[no])
  return (
    <Dialog title={text('situation.comment.versionsOf', { section: heading })} onClose={onClose} wide>
      <ol className="comment-versions">
        {versions.map((version) => (
          <li key={version.versionNo}>
            <strong>{nameOf(version)}</strong> <small>{noteOf(version)}</small>
          </li>
        ))}
      </ol>
      {versions.length > 1 && (
        <div className="field-pair">
          {([0, 1] as const).map((side) => (
            <label key={side} className="field">
              <span className="label">{text(side === 0 ? 'incident.versionLeft' : 'incident.versionRight')}</span>
              <select
                className="input"
                value={chosen[side]}
                onChange={(event) => {
                  const no = Number(event.target.value)
                  setChosen(side === 0 ? [no, chosen[1]] : [chosen[0], no])
                }}
              >
                {versions.map((version, no) => (
                  <option key={version.versionNo} value={no}>
                    {`${nameOf(version)} · ${noteOf(version)}`}
                  </option>
                ))}
              </select>
            </label>
          ))}
        </div>
      )}
      {left !== undefined && right !== undefined && (
        <WordsBeside
          left={{ title: nameOf(left), note: noteOf(left), body: left.body }}
          right={{ title: nameOf(right), note: noteOf(right), body: right.body }}
        />
      )}
    </Dialog>
  )
}
