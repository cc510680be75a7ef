import { SITREP_DOCUMENT_PATH, type SitrepSummary } from '@eirene/domain/situation'
import type { ReactNode } from 'react'
import { fillPath } from '../../edge/index.ts'
import { useI18n, useWhen } from '../../i18n/index.ts'
import { Icon } from '../../widget/index.ts'

interface Props {
  readonly slug: string
  readonly report: SitrepSummary
  readonly zone: string
  /** What can be done with it. */
  readonly children: ReactNode
}

/** Number and state of the open report, its documents, and what can be done with it. */
export function SitrepBar({ slug, report, zone, children }: Props): ReactNode {
  const { text } = useI18n()
  const when = useWhen(zone)
  const document = (format: 'docx' | 'pdf'): string => fillPath(SITREP_DOCUMENT_PATH, { slug, id: report.id, format })
  return (
    <header className="sitrep-bar">
      <p>
        <strong className="num">{report.number}</strong>{' '}
        <span className="product-state" data-state={report.state}>
          {text(`situation.sitrepState.${report.state}`)}
        </span>{' '}
        <small>
          {report.releasedAt !== null &&
            text('situation.sitrepReleasedBy', { person: report.releasedBy ?? '', when: when(report.releasedAt) })}
        </small>
      </p>
      <div className="button-row">
        <a className="button" href={document('docx')} download>
          <Icon name="download" />
          {'Word'}
        </a>
        <a className="button" href={document('pdf')} download>
          <Icon name="download" />
          {'PDF'}
        </a>
        {children}
      </div>
    </header>
  )
}
