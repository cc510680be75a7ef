import type { Issue } from '@eirene/domain/parse'
import type { ReactNode } from 'react'
import { useI18n } from '../../i18n/index.ts'

/** An issue in the person's language where the catalogue has its code, else as it was written. */
export function IssueText({ issue }: { readonly issue: Issue }): ReactNode {
  const { label } = useI18n()
  const otherwise = [issue.message, issue.remedy].filter(Boolean).join(' ')
  return label(`report.issue.${issue.code}`, otherwise)
}

/** What is not right with one field, beside it. */
export function FieldIssues({
  issues,
  at,
}: {
  readonly issues: readonly Issue[]
  readonly at: readonly (string | number)[]
}): ReactNode {
  const own = issues.filter(({ path }) => at.every((step, i) => path[i] === step))
  if (own.length === 0) return null
  return (
    <ul className="field-issues" role="alert">
      {own.map((issue) => (
        <li key={issue.code + issue.path.join('.')} data-severity={issue.severity}>
          <IssueText issue={issue} />
        </li>
      ))}
    </ul>
  )
}
