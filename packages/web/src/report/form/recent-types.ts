const RECENT_TYPES = 6

/** Types that this person chose last on this device, newest first. */
export function readRecentTypes(personId: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(`eirene.types.${personId}`) ?? '[]')
    return Array.isArray(kept) ? kept.filter((code) => typeof code === 'string') : []
  } catch {
    return []
  }
}

/** Puts a type first among those chosen last; at most six are remembered. */
export function keepRecentType(personId: string, code: string): void {
  try {
    const recent = [code, ...readRecentTypes(personId).filter((one) => one !== code)].slice(0, RECENT_TYPES)
    localStorage.setItem(`eirene.types.${personId}`, JSON.stringify(recent))
  } catch {
    // The list begins anew.
  }
}
