import { ACCESS_REQUEST_PATH } from '@eirene/domain/access'
import { useState, type ReactNode } from 'react'
import { fillPath, send } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Button, Fault, Field, useSending } from '../widget/index.ts'
import type { PersonActProps } from './PersonActs.tsx'
import { useZonedWhen } from './use-zoned-when.ts'

/** What somebody asked for this person, and the decision of a second person. */
export function PersonRequest({ slug, person, onChanged, onClose }: PersonActProps): ReactNode {
  const i18n = useI18n()
  const when = useZonedWhen(slug)
  const [reason, setReason] = useState('')
  const { busy, fault, run } = useSending()
  const { request } = person
  if (request === null) return null
  const { roles, compartments, clearances, organisation } = request
  const asked = [
    ...roles.map((role) => i18n.text(`access.role.${role}`)),
    ...Object.values(clearances),
    ...compartments,
    ...(organisation === null ? [] : [organisation]),
  ]
  const decide = (decision: 'granted' | 'refused'): void => {
    const path = fillPath(ACCESS_REQUEST_PATH, { slug, id: request.id })
    run(
      () => send('POST', path, { decision, reason }),
      () => {
        onChanged(null)
        onClose()
      },
    )
  }
  return (
    <section className="request">
      <h3>{i18n.text('access.awaits')}</h3>
      <p>
        <strong dir="auto">{asked.join(' · ')}</strong>
      </p>
      <p className="form-note">
        {i18n.text('access.askedBy', {
          name: request.askedBy,
          when: when(request.askedAt),
          reason: request.reason,
        })}
      </p>
      {request.mayDecide ? (
        <>
          <Field label={i18n.text('access.reason')} maxLength={400} value={reason} onValue={setReason} />
          <Fault text={fault} />
          <div className="form-row">
            <Button
              kind="primary"
              busy={busy}
              disabled={reason.trim() === ''}
              onClick={() => {
                decide('granted')
              }}
            >
              {i18n.text('access.confirm')}
            </Button>
            <Button
              busy={busy}
              disabled={reason.trim() === ''}
              onClick={() => {
                decide('refused')
              }}
            >
              {i18n.text('access.refuse')}
            </Button>
          </div>
        </>
      ) : (
        <p className="form-note">{i18n.text('access.secondPersonNeeded')}</p>
      )}
    </section>
  )
}
