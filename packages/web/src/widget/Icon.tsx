import type { ReactNode } from 'react'

// Drawn on a 16 px grid with a 1.5 px line, so that they sit on the text's own weight.
const PATHS = {
  close: 'M4 4l8 8M12 4l-8 8',
  down: 'M4 6l4 4 4-4',
  right: 'M6 4l4 4-4 4',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.5 10.5L14 14',
  person: 'M8 8a2.75 2.75 0 1 0 0-5.5A2.75 2.75 0 0 0 8 8zM2.75 14c.4-2.7 2.4-4 5.25-4s4.850 1.300 5.250 4',
  map: 'M2 4l4-1.500 4 1.500 4-1.500v9.500L10 13.500 6 12l-4 1.500zM6 2.500V12M10 4v9.500',
  list: 'M5.500 4H14M5.500 8H14M5.500 12H14M2 4h.5M2 8h.5M2 12h.5',
  bars: 'M2.500 13.500v-4M6.200 13.500V6M9.800 13.500v-5.500M13.500 13.500v-11',
  filter: 'M2 3.500h12L9.500 9v4l-3 1V9z',
  polygon: 'M8 2l6 4.500-2.300 7H4.300L2 6.500z',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  home: 'M2.500 7.500L8 3l5.500 4.500V13.500h-4v-3.500h-3v3.500h-4z',
  download: 'M8 2.500v7.500M4.800 7L8 10.200 11.200 7M2.500 13.500h11',
  upload: 'M8 10.500V3M4.800 6L8 2.800 11.200 6M2.500 13.500h11',
  link: 'M6.500 9.500a2.600 2.600 0 0 0 3.700 0l2.300-2.300a2.600 2.600 0 0 0-3.700-3.700l-.8.8M9.500 6.500a2.600 2.600 0 0 0-3.700 0L3.500 8.800a2.600 2.600 0 0 0 3.700 3.700l.8-.8',
  undo: 'M5.500 3L2.500 6l3 3M2.500 6H10a3.500 3.500 0 0 1 0 7H6.500',
  star: 'M8 2.200l1.800 3.700 4 .6-2.900 2.800.7 4L8 11.400l-3.600 1.900.7-4L2.200 6.500l4-.6z',
  help: 'M6 6.200A2 2 0 1 1 8.700 8c-.5.3-.7.7-.7 1.400M8 11.800v.1M8 14.250a6.250 6.250 0 1 0 0-12.500 6.250 6.250 0 0 0 0 12.500z',
  moon: 'M13.200 9.600A5.700 5.700 0 0 1 6.400 2.800 5.700 5.700 0 1 0 13.200 9.600z',
  world:
    'M8 14.250a6.250 6.250 0 1 0 0-12.500 6.250 6.250 0 0 0 0 12.500zM1.750 8h12.500M8 1.750c4 4 4 8.500 0 12.500-4-4-4-8.500 0-12.500z',
  layers: 'M8 2l6 3.200L8 8.400 2 5.200zM2.500 8.300L8 11.200l5.500-2.900M2.500 11.100L8 14l5.500-2.900',
  document: 'M4 2h5.500L12.500 5v9H4zM9.500 2v3h3M6 8h4.500M6 10.500h4.500',
  camera: 'M2 5h3l1-1.500h4L11 5h3v8H2zM8 11.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z',
  time: 'M8 14.250a6.250 6.250 0 1 0 0-12.500 6.250 6.250 0 0 0 0 12.500zM8 4.500V8l2.500 1.500',
  up: 'M8 13V3M4 7l4-4 4 4',
  sort: 'M5 3v10M2.500 10.500L5 13l2.500-2.500M11 13V3M8.500 5.500L11 3l2.500 2.500',
} as const
export type IconName = keyof typeof PATHS

/** A small drawing beside words; never the only carrier of a meaning. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }): ReactNode {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  )
}
