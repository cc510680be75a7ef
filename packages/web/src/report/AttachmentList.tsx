import {
  ATTACHMENT_PATH,
  ATTACHMENT_THUMBNAIL_PATH,
  attachmentKindOf,
  type AttachmentView,
} from '@eirene/domain/report'
import type { ReactNode } from 'react'
import { fillPath } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Icon } from '../widget/index.ts'
import './attachment.css'

interface Props {
  readonly slug: string
  readonly attachments: readonly AttachmentView[]
}

/** The photos of a report in small, its recordings and its documents; nothing when it has none. */
export function AttachmentList({ slug, attachments }: Props): ReactNode {
  const { text } = useI18n()
  if (attachments.length === 0) return null
  return (
    <ul className="attachments" aria-label={text('report.attachments')}>
      {attachments.map(({ id, mediaType, hasThumbnail }, i) => {
        const path = fillPath(ATTACHMENT_PATH, { slug, id })
        const kind = attachmentKindOf(mediaType)
        const label = text(`report.attachmentNo.${kind}`, { no: i + 1 })
        return (
          <li key={id}>
            {hasThumbnail ? (
              <a href={path} download>
                <img src={fillPath(ATTACHMENT_THUMBNAIL_PATH, { slug, id })} alt={label} loading="lazy" />
              </a>
            ) : kind === 'document' ? (
              <a href={path} download>
                <Icon name="document" />
                {label}
              </a>
            ) : (
              // Nobody writes down what a recording says before it is heard; there is no text to show beside it.
              <audio controls preload="none" aria-label={label}>
                <source src={path} type={mediaType} />
              </audio>
            )}
          </li>
        )
      })}
    </ul>
  )
}
