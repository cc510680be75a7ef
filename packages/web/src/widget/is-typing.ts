const NO_TEXT = ['checkbox', 'radio', 'button', 'submit', 'range', 'file']

/** True where a letter belongs into what has the focus, so that no key of the room may take it. A box to tick takes none. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  const field = target.closest('input, textarea, select')
  if (field instanceof HTMLInputElement) return !NO_TEXT.includes(field.type)
  return field !== null || target.isContentEditable
}
