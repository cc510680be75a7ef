/** One thing that was looked at. */
export interface Finding {
  readonly subject: string
  readonly state: 'ok' | 'doubt' | 'fault'
  /** What was found, and what to do when it is not well. */
  readonly text: string
}
