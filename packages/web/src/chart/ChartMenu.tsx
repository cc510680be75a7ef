import type { ReactNode, RefObject } from 'react'
import { useI18n } from '../i18n/index.ts'
import { token } from '../theme/index.ts'
import { Icon, Menu } from '../widget/index.ts'
import { csvText } from './csv-text.ts'
import { pngOf, saveFile, standaloneSvg } from './save.ts'

interface Props {
  readonly name: string
  /** Holds the drawing. */
  readonly place: RefObject<HTMLElement | null>
  readonly rows: () => readonly (readonly (string | number)[])[]
}

/** A chart taken along: as drawing, as picture, or as the figures behind it. */
export function ChartMenu({ name, place, rows }: Props): ReactNode {
  const { text } = useI18n()
  const withSvg = (act: (svg: SVGSVGElement) => void): void => {
    const svg = place.current?.querySelector<SVGSVGElement>('.timeline-plot svg')
    if (svg !== null && svg !== undefined) act(svg)
  }
  const choices = [
    [
      'svg',
      () => {
        withSvg((svg) => {
          saveFile(`${name}.svg`, new Blob([standaloneSvg(svg, token('--surface'))], { type: 'image/svg+xml' }))
        })
      },
    ],
    [
      'png',
      () => {
        withSvg((svg) => {
          void pngOf(standaloneSvg(svg, token('--surface')), svg.getBoundingClientRect()).then((png) => {
            saveFile(`${name}.png`, png)
          })
        })
      },
    ],
    [
      'csv',
      () => {
        saveFile(`${name}.csv`, new Blob([csvText(rows())], { type: 'text/csv' }))
      },
    ],
  ] as const
  return (
    <Menu name={text('chart.take')} align="end" label={<Icon name="download" size={14} />}>
      {(close) =>
        choices.map(([format, act]) => (
          <button
            key={format}
            type="button"
            className="menu-item"
            onClick={() => {
              act()
              close()
            }}
          >
            {text(`chart.format.${format}`)}
          </button>
        ))
      }
    </Menu>
  )
}
