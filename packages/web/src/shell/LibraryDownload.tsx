import type { StudyLibrary } from '@eirene/domain/assessment'
import type { ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import { libraryCsv } from '../operation/index.ts'
import { Icon, Menu } from '../widget/index.ts'

function offer(name: string, type: string, content: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has taken the content by the next turn.
  setTimeout(() => {
    URL.revokeObjectURL(address)
  }, 0)
}

/** Every curated fact with its sources as a file, made here from what the page has loaded. */
export function LibraryDownload({ study }: { readonly study: StudyLibrary }): ReactNode {
  const { text } = useI18n()
  return (
    <Menu name={text('study.download')} align="end" label={<Icon name="download" />}>
      {(close) => (
        <>
          <p className="menu-head">{text('study.downloadHead')}</p>
          <button
            type="button"
            className="menu-item"
            onClick={() => {
              offer('eirene-library.csv', 'text/csv;charset=utf-8', libraryCsv(study, study.library.sources))
              close()
            }}
          >
            {text('study.downloadCsv')}
          </button>
          <button
            type="button"
            className="menu-item"
            onClick={() => {
              offer('eirene-library.json', 'application/json', JSON.stringify(study, null, 1))
              close()
            }}
          >
            {text('study.downloadJson')}
          </button>
        </>
      )}
    </Menu>
  )
}
