/** What the first bytes of a file say it is. */
export type FileKind =
  | { readonly kind: 'gzip' }
  | { readonly kind: 'text' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'other'; readonly name: string; readonly remedy: string }

const SAVE_AS_CSV = 'Open it in a spreadsheet program and save the sheet as CSV (UTF-8), then import that file.'
const UNPACK = 'Unpack it and import the file inside.'

/** Magic numbers as hexadecimal prefixes. */
const MAGIC: readonly (readonly [prefix: string, name: string, remedy: string])[] = [
  ['d0cf11e0a1b11ae1', 'an old Microsoft Office file (xls or doc)', SAVE_AS_CSV],
  ['25504446', 'a PDF document', 'Find the data as CSV; figures in a PDF cannot be imported.'],
  ['50415231', 'an Apache Parquet file', 'Export it as CSV, then import that file.'],
  ['53514c69746520666f726d6174', 'an SQLite database', 'Export the table as CSV, then import that file.'],
  ['425a68', 'a bzip2 archive', UNPACK],
  ['fd377a585a00', 'an xz archive', UNPACK],
  ['28b52ffd', 'a Zstandard archive', UNPACK],
  ['377abcaf271c', 'a 7-Zip archive', UNPACK],
  ['526172211a07', 'a RAR archive', UNPACK],
  ['89504e470d0a1a0a', 'a PNG image', 'Choose the data file.'],
  ['ffd8ff', 'a JPEG image', 'Choose the data file.'],
  ['7f454c46', 'a program', 'Choose the data file.'],
]

function zipContent(head: Buffer): { readonly name: string; readonly remedy: string } {
  const names = head.toString('latin1')
  if (names.includes('xl/') || names.includes('[Content_Types].xml'))
    return { name: 'an Excel workbook (xlsx) or another Office document', remedy: SAVE_AS_CSV }
  if (names.includes('opendocument.spreadsheet')) return { name: 'an OpenDocument spreadsheet', remedy: SAVE_AS_CSV }
  return { name: 'a ZIP archive', remedy: UNPACK }
}

/** Tells a file's kind from its first bytes (4 KiB are enough); its name is not asked. */
export function fileKind(head: Buffer): FileKind {
  if (head.length === 0) return { kind: 'empty' }
  const hex = head.subarray(0, 16).toString('hex')
  if (hex.startsWith('1f8b')) return { kind: 'gzip' }
  if (hex.startsWith('504b0304') || hex.startsWith('504b0506')) return { kind: 'other', ...zipContent(head) }
  const magic = MAGIC.find(([prefix]) => hex.startsWith(prefix))
  return magic === undefined ? { kind: 'text' } : { kind: 'other', name: magic[1], remedy: magic[2] }
}

/** What text it is: rows, JSON, or something that only pretends to be data. */
export function textKind(start: string): 'csv' | 'json' | 'html' | 'xml' | 'empty' | 'binary' {
  const text = start.trimStart()
  if (text === '') return 'empty'
  if (/^(<!doctype html|<html|<head|<body)/i.test(text)) return 'html'
  if (text.startsWith('<')) return 'xml'
  if (text.includes('\0')) return 'binary'
  return text.startsWith('{') || text.startsWith('[') ? 'json' : 'csv'
}
