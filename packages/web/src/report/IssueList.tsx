import type { Issue } from '@eirene/domain/parse'
import { useState, type ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import { Button } from '../widget/index.ts'

const SHOWN = 20

interface Props {
  readonly issues: readonly Issue[]
  readonly fileName: string
}

/** What is not right in the file: row, column, value, and what to do about it. Errors before doubts. */
export function IssueList({ issues, fileName }: Props): ReactNode {
  const { text } = useI18n()
  const [all, setAll] = useState(false)
  if (issues.length === 0) return null
  const errors = issues.filter((issue) => issue.severity === 'error')
  const warnings = issues.filter((issue) => issue.severity === 'warning')
  const ordered = [...errors, ...warnings]
  return (
    <section className="issues" aria-label={text('report.issues')}>
      <p className="issues-head">{text('report.issueCount', { errors: errors.length, warnings: warnings.length })}</p>
      <ul>
        {ordered.slice(0, all ? ordered.length : SHOWN).map((issue, i) => (
          <li key={i} data-severity={issue.severity}>
            <span className="issue-where num">
              {[
                text(`report.severity.${issue.severity}`),
                issue.row === undefined ? fileName : text('report.row', { row: issue.row }),
                issue.column,
              ]
                .filter((part) => part !== undefined)
                .join(' · ')}
            </span>
            <span dir="auto">
              {issue.message} {issue.value !== undefined && <q>{issue.value}</q>} {issue.remedy}
            </span>
          </li>
        ))}
      </ul>
      {ordered.length > SHOWN && !all && (
        <Button
          kind="quiet"
          onClick={() => {
            setAll(true)
          }}
        >
          {text('report.allIssues', { count: ordered.length })}
        </Button>
      )}
    </section>
  )
}
