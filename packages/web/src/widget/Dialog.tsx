import { useEffect, useId, useRef, type ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import { Icon } from './Icon.tsx'

interface Props {
  readonly title: string
  readonly onClose: () => void
  readonly closable?: boolean
  readonly wide?: boolean
  readonly children: ReactNode
}

/** A modal dialog: focus goes in and comes back, Escape closes. */
export function Dialog({ title, onClose, closable = true, wide = false, children }: Props): ReactNode {
  const ref = useRef<HTMLDialogElement>(null)
  const id = useId()
  const { text } = useI18n()
  useEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    return () => {
      dialog?.close()
    }
  }, [])
  return (
    <dialog
      ref={ref}
      className={wide ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        if (closable) onClose()
      }}
    >
      <header className="dialog-head">
        <h2 id={id}>{title}</h2>
        {closable && (
          <button type="button" className="icon-button" aria-label={text('widget.close')} onClick={onClose}>
            <Icon name="close" />
          </button>
        )}
      </header>
      <div className="dialog-body">{children}</div>
    </dialog>
  )
}
