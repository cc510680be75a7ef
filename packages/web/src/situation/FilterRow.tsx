import { useId, type ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'

interface Props {
  readonly label: string
  readonly mark?: ReactNode
  readonly count: number
  /** Length of the bar in [0, 1]. */
  readonly share: number
  readonly checked: boolean
  readonly mixed?: boolean
  readonly lead?: ReactNode
  readonly onToggle: () => void
  readonly onOpen: () => void
}

/** One value to filter by: chosen or not, and how many there are, which opens them. */
export function FilterRow({
  label,
  mark,
  count,
  share,
  checked,
  mixed = false,
  lead,
  onToggle,
  onOpen,
}: Props): ReactNode {
  const { text, number } = useI18n()
  const id = useId()
  return (
    <li className="filter-row" data-checked={checked}>
      {lead}
      <label htmlFor={id}>
        <input
          id={id}
          type="checkbox"
          checked={checked}
          ref={(input) => {
            if (input !== null) input.indeterminate = mixed && !checked
          }}
          onChange={onToggle}
        />
        {mark}
        <span className="filter-label" dir="auto">
          {label}
        </span>
      </label>
      <button
        type="button"
        className="filter-count num"
        aria-label={text('situation.openCount', { count, label })}
        disabled={count === 0}
        onClick={onOpen}
      >
        {number(count)}
      </button>
      <span
        className="filter-bar"
        aria-hidden="true"
        style={{ inlineSize: `${Math.max(0, share * 100).toFixed(1)}%` }}
      />
    </li>
  )
}
