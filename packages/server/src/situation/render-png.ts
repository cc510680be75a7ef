import { Resvg } from '@resvg/resvg-js'
import { ALL_FONTS, fontPath } from './render-fonts.ts'

/** A drawing as PNG on white, with the documents' own fonts. */
export function pngOf(svg: string, widthPx: number): Buffer {
  const drawing = new Resvg(svg, {
    background: 'white',
    fitTo: { mode: 'width', value: Math.round(widthPx) },
    font: { loadSystemFonts: false, fontFiles: ALL_FONTS.map(fontPath), defaultFontFamily: 'Inter' },
  })
  return drawing.render().asPng()
}
