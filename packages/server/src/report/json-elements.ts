/** One element of the array, as text, with its number counted from 1. */
export interface JsonElement {
  readonly no: number
  readonly text: string
}

/** How the JSON as a whole was wrong. */
export interface JsonFault {
  readonly code: 'json.not_an_array' | 'json.element_too_large' | 'json.cut_off'
  readonly no: number
}

/**
 * Splits a JSON array, or the array `features` of a GeoJSON object, into the texts of its elements, in memory bounded by the
 * largest element. Only quotes and brackets are followed here; each element is parsed (and judged) on its own, so one bad
 * element does not cost the rest.
 */
export interface ElementSplitter {
  readonly push: (chunk: string) => readonly JsonElement[]
  readonly end: () => JsonFault | null
  readonly fault: () => JsonFault | null
}

const [QUOTE, BACKSLASH, COMMA] = [34, 92, 44]
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125]
const LIST_KEY = 'features'

interface Scan {
  state: 'start' | 'object' | 'list' | 'done' | 'fault'
  fault: JsonFault | null
  depth: number
  inString: boolean
  escaped: boolean
  /** The last string at the top level of the object. */
  key: string
  collecting: string
  no: number
  elements: JsonElement[]
}

function fail(scan: Scan, code: JsonFault['code']): void {
  scan.state = 'fault'
  scan.fault = { code, no: scan.no + 1 }
}

/** Follows one character; true when it is structure and not text of a string or its quotation marks. */
function isStructure(scan: Scan, code: number): boolean {
  if (scan.inString) {
    if (scan.escaped) scan.escaped = false
    else if (code === BACKSLASH) scan.escaped = true
    else if (code === QUOTE) scan.inString = false
    return false
  }
  if (code === QUOTE) scan.inString = true
  return code !== QUOTE
}

/** +1 for an opening bracket, -1 for a closing one. */
function depthStep(code: number): number {
  if (code === OPEN_LIST || code === OPEN_OBJECT) return 1
  return code === CLOSE_LIST || code === CLOSE_OBJECT ? -1 : 0
}

function scanStart(scan: Scan, chunk: string): number {
  const at = chunk.search(/[^\s\uFEFF]/)
  if (at < 0) return chunk.length
  const code = chunk.charCodeAt(at)
  if (code === OPEN_LIST) scan.state = 'list'
  else if (code === OPEN_OBJECT) scan.state = 'object'
  else fail(scan, 'json.not_an_array')
  return at + 1
}

function noteKey(scan: Scan, wasInString: boolean, character: string): void {
  if (scan.depth !== 0 || !(wasInString || scan.inString)) return
  if (!wasInString) scan.key = ''
  else if (scan.inString && scan.key.length <= LIST_KEY.length) scan.key += character
}

/** Looks for `"features": [` at the top level of the object. */
function scanObject(scan: Scan, chunk: string, from: number): number {
  for (let at = from; at < chunk.length; at++) {
    const code = chunk.charCodeAt(at)
    const wasInString = scan.inString
    const structure = isStructure(scan, code)
    noteKey(scan, wasInString, chunk.charAt(at))
    if (!structure) continue
    if (scan.depth === 0 && code === OPEN_LIST && scan.key === LIST_KEY) {
      scan.state = 'list'
      return at + 1
    }
    scan.depth += depthStep(code)
    if (scan.depth < 0) {
      fail(scan, 'json.not_an_array')
      return chunk.length
    }
  }
  return chunk.length
}

function finish(scan: Scan, text: string): void {
  scan.collecting = ''
  if (text.trim() === '') return
  scan.no += 1
  scan.elements.push({ no: scan.no, text })
}

function scanList(scan: Scan, chunk: string, from: number, maxElementLength: number): void {
  let start = from
  for (let at = from; at < chunk.length; at++) {
    const code = chunk.charCodeAt(at)
    if (!isStructure(scan, code)) continue
    if (scan.depth === 0 && (code === COMMA || code === CLOSE_LIST)) {
      finish(scan, scan.collecting + chunk.slice(start, at))
      start = at + 1
      if (code === CLOSE_LIST) {
        scan.state = 'done'
        return
      }
    } else scan.depth += depthStep(code)
  }
  scan.collecting += chunk.slice(start)
  if (scan.collecting.length > maxElementLength) fail(scan, 'json.element_too_large')
}

/**
 * Cuts streamed JSON text into the elements of its list, none longer than `maxElementLength` characters, without
 * holding the whole.
 */
export function elementSplitter(maxElementLength: number): ElementSplitter {
  const scan: Scan = {
    state: 'start',
    fault: null,
    depth: 0,
    inString: false,
    escaped: false,
    key: '',
    collecting: '',
    no: 0,
    elements: [],
  }
  // Asked anew after each step: the steps change it.
  const isIn = (state: Scan['state']): boolean => scan.state === state
  return {
    push: (chunk) => {
      scan.elements = []
      let at = isIn('start') ? scanStart(scan, chunk) : 0
      if (isIn('object')) at = scanObject(scan, chunk, at)
      if (isIn('list')) scanList(scan, chunk, at, maxElementLength)
      return scan.elements
    },
    fault: () => scan.fault,
    end: () => {
      if (scan.fault === null && !isIn('done')) fail(scan, isIn('list') ? 'json.cut_off' : 'json.not_an_array')
      return scan.fault
    },
  }
}
