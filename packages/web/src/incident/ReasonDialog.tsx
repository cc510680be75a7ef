import { useId, useState, type ReactNode, type SubmitEvent } from 'react'
import { Refusal } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Button, Dialog, Fault, refusalText } from '../widget/index.ts'

interface Props {
  readonly title: string
  /** What will happen, and who else is needed. */
  readonly lead: string
  readonly submit: string
  readonly isDanger?: boolean
  /** What must still be chosen before it can be sent, in words; null: nothing. */
  readonly lacks?: string | null
  readonly onSend: (reason: string) => Promise<void>
  /** After the act, and after a refusal that asks to look again. */
  readonly onDone: () => void
  readonly onClose: () => void
  readonly children?: ReactNode
}

/** Asks for the reason of an act, which every act needs, and says what was refused. */
export function ReasonDialog({
  title,
  lead,
  submit,
  isDanger = false,
  lacks = null,
  onSend,
  onDone,
  onClose,
  children,
}: Props): ReactNode {
  const i18n = useI18n()
  const { text } = i18n
  const id = useId()
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const missing = lacks ?? (reason.trim() === '' ? text('incident.act.needsReason') : null)
  const isStale = refusal !== null && ['incident.changed', 'incident.proposal_closed'].includes(refusal.code)
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    try {
      await onSend(reason)
      onDone()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      setRefusal(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="form" onSubmit={(event) => void send(event)}>
        <p className="form-lead">{lead}</p>
        {children}
        <div className="field">
          <label htmlFor={id}>{text('incident.act.reason')}</label>
          <textarea
            id={id}
            rows={3}
            required
            maxLength={2000}
            dir="auto"
            value={reason}
            onChange={(event) => {
              setReason(event.target.value)
            }}
          />
        </div>
        <Fault text={refusal === null ? undefined : refusalText(refusal, i18n)} />
        {missing !== null && !isStale && (
          <p className="form-note" id={`${id}-missing`}>
            {missing}
          </p>
        )}
        <div className="dialog-actions">
          {isStale ? (
            <Button kind="primary" onClick={onDone}>
              {text('incident.act.lookAgain')}
            </Button>
          ) : (
            <Button
              type="submit"
              kind={isDanger ? 'danger' : 'primary'}
              busy={busy}
              disabled={missing !== null}
              {...(missing !== null && { 'aria-describedby': `${id}-missing` })}
            >
              {submit}
            </Button>
          )}
          <Button kind="quiet" onClick={onClose}>
            {text('incident.act.cancel')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
