import { useEffect, useId, useRef, useState, type ReactNode } from 'react'

interface Props {
  readonly label: ReactNode
  readonly name: string
  readonly align?: 'start' | 'end'
  readonly className?: string
  /** Whether it is open, and how to change that, where others open it too; left out: its own. */
  readonly state?: readonly [isOpen: boolean, setIsOpen: (isOpen: boolean) => void]
  readonly children: (close: () => void) => ReactNode
}

/** A button that opens a panel below it. Escape and a press outside close it; focus goes back to the button. */
export function Menu({ label, name, align = 'start', className = '', state, children }: Props): ReactNode {
  const own = useState(false)
  const [open, setOpen] = state ?? own
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()

  useEffect(() => {
    if (!open) return
    const onPointer = (event: PointerEvent): void => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false)
    }
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      setOpen(false)
      button.current?.focus()
    }
    document.addEventListener('pointerdown', onPointer)
    document.addEventListener('keydown', onKey, true)
    return () => {
      document.removeEventListener('pointerdown', onPointer)
      document.removeEventListener('keydown', onKey, true)
    }
  }, [open, setOpen])

  return (
    <div className={`menu ${className}`} ref={root}>
      <button
        ref={button}
        type="button"
        className="menu-button"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        title={name}
        onClick={() => {
          setOpen(!open)
        }}
      >
        {label}
        <span className="visually-hidden">{name}</span>
      </button>
      {open && (
        <div className="menu-panel" data-align={align} id={id} role="group" aria-label={name}>
          {children(() => {
            setOpen(false)
            button.current?.focus()
          })}
        </div>
      )}
    </div>
  )
}
