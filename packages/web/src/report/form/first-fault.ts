import { useEffect, useRef, useState, type RefObject } from 'react'

const FOCUSABLE = 'input:not([tabindex="-1"]), select, textarea, button'

/**
 * The field of the first fault in a form: the first one of its group where a fault belongs to a group of buttons, else the
 * last before the fault. Undefined when nothing is at fault.
 */
function firstFault(form: HTMLElement): HTMLElement | undefined {
  const fault = form.querySelector('[data-severity="error"]')
  const group = fault?.closest('[data-fault="group"]')
  if (fault === null) return undefined
  if (group) return group.querySelector<HTMLElement>(FOCUSABLE) ?? undefined
  const fields = [...form.querySelectorAll<HTMLElement>(FOCUSABLE)]
  return fields.findLast((field) => field.compareDocumentPosition(fault) & Node.DOCUMENT_POSITION_FOLLOWING)
}

interface Tries {
  readonly form: RefObject<HTMLFormElement | null>
  /** The writer has tried to send: what is at fault is shown. */
  readonly isTried: boolean
  /** Shows what is at fault, and goes to the first of it. */
  readonly fail: () => void
  readonly reset: () => void
}

/** Whether the writer has tried to send a form, and the way to its first fault. */
export function useTries(): Tries {
  const form = useRef<HTMLFormElement>(null)
  const [count, setCount] = useState(0)
  useEffect(() => {
    if (count > 0 && form.current !== null) firstFault(form.current)?.focus()
  }, [count])
  return {
    form,
    isTried: count > 0,
    fail: () => {
      setCount((before) => before + 1)
    },
    reset: () => {
      setCount(0)
    },
  }
}
