import { entryAt, ROW_ARRAY_NAMES, ROW_ARRAYS, VAGUE_HEX, type Dictionaries, type SituationColumns } from './columns.ts'

/** One entry per marking of the columns' dictionary: 1 where the reader may read it. A marking beyond its end is not readable. */
export type AccessMask = Uint8Array

/**
 * The mask of a reader. `mayRead` is asked once per distinct marking (its `markingKey`); the decision itself is
 * `mayRead` of @eirene/domain/access. A mask does not grow with the columns: markings that come later stay unreadable in it.
 */
export function accessMask(columns: SituationColumns, mayRead: (markingKey: string) => boolean): AccessMask {
  return Uint8Array.from(columns.dictionaries.markings, (key) => (mayRead(key) ? 1 : 0))
}

/** The mask for columns that hold only what their reader may see: those that the browser was sent. */
export function wholeMask(columns: SituationColumns): AccessMask {
  return new Uint8Array(columns.dictionaries.markings.length).fill(1)
}

function readableRows(columns: SituationColumns, mask: AccessMask): Uint32Array {
  const { markingNo } = columns.dictionaries.profiles
  const readable = Uint8Array.from(markingNo, (marking, no) => (no > 0 && mask[marking] === 1 ? 1 : 0))
  const rows = new Uint32Array(columns.size)
  let count = 0
  for (let row = 0; row < columns.size; row++) {
    rows[count] = row
    count += readable[columns.profileNo[row] ?? 0] ?? 0
  }
  return rows.subarray(0, count)
}

function compareRows(columns: SituationColumns, a: number, b: number): number {
  const byTime = (columns.atMin[a] ?? 0) - (columns.atMin[b] ?? 0)
  if (byTime !== 0) return byTime
  for (let i = 0; i < 16; i++) {
    const byId = (columns.id[a * 16 + i] ?? 0) - (columns.id[b * 16 + i] ?? 0)
    if (byId !== 0) return byId
  }
  return 0
}

/** The rows in the order of time, then id; sorted only when they are not so already. */
function inOrderOfTime(columns: SituationColumns, rows: Uint32Array): Uint32Array {
  for (let i = 1; i < rows.length; i++)
    if (compareRows(columns, rows[i - 1] ?? 0, rows[i] ?? 0) > 0)
      return rows.toSorted((a, b) => compareRows(columns, a, b))
  return rows
}

/** New numbers for old ones in the order in which they first come; `used` lists the old numbers in the new order. */
interface Renumbering {
  readonly used: number[]
  readonly numberFor: (old: number) => number
}

function renumbering(oldCount: number, keepZero: boolean): Renumbering {
  const numbers = new Int32Array(oldCount).fill(-1)
  const used: number[] = []
  const numberFor = (old: number): number => {
    let no = numbers[old] ?? -1
    if (no < 0) {
      no = used.length
      numbers[old] = no
      used.push(old)
    }
    return no
  }
  if (keepZero) numberFor(0)
  return { used, numberFor }
}

function renumbered(old: Uint32Array, rows: Uint32Array, { numberFor }: Renumbering): Uint32Array {
  const fresh = new Uint32Array(rows.length)
  for (let i = 0; i < rows.length; i++) fresh[i] = numberFor(old[rows[i] ?? 0] ?? 0)
  return fresh
}

function profilesAnew(
  old: Dictionaries,
  used: readonly number[],
): Pick<Dictionaries, 'types' | 'datasets' | 'markings' | 'countingRules' | 'profiles'> {
  const anew = (list: readonly string[], numbers: readonly number[]): [number[], string[]] => {
    const renumber = renumbering(list.length, false)
    // Profile 0 stands for removed rows and uses no entry of any list.
    const fresh = used.map((no) => (no === 0 ? 0 : renumber.numberFor(entryAt(numbers, no))))
    return [fresh, renumber.used.map((no) => entryAt(list, no))]
  }
  const { profiles } = old
  const [typeNo, types] = anew(old.types, profiles.typeNo)
  const [datasetNo, datasets] = anew(old.datasets, profiles.datasetNo)
  const [markingNo, markings] = anew(old.markings, profiles.markingNo)
  const [countingRuleNo, countingRules] = anew(old.countingRules, profiles.countingRuleNo)
  const stateNo = used.map((no) => (no === 0 ? 0 : entryAt(profiles.stateNo, no)))
  const severityNo = used.map((no) => (no === 0 ? 0 : entryAt(profiles.severityNo, no)))
  const fresh = { typeNo, stateNo, severityNo, datasetNo, markingNo, countingRuleNo }
  return { types, datasets, markings, countingRules, profiles: fresh }
}

function actorsAnew(old: Dictionaries, used: readonly number[]): Pick<Dictionaries, 'actors' | 'actorSets'> {
  const { ids, names } = old.actors
  const actor = renumbering(ids.length, true)
  const actorSets = used.map((no) =>
    entryAt(old.actorSets, no)
      .toSorted((a, b) => (entryAt(ids, a) < entryAt(ids, b) ? -1 : 1))
      .map((member) => actor.numberFor(member))
      .sort((a, b) => a - b),
  )
  const pick = (list: readonly string[]): string[] => actor.used.map((no) => entryAt(list, no))
  return { actors: { ids: pick(ids), names: pick(names) }, actorSets }
}

function placesAnew(old: Dictionaries, used: readonly number[]): Pick<Dictionaries, 'places' | 'areas' | 'countries'> {
  const area = renumbering(old.areas.length, true)
  const country = renumbering(old.countries.length, true)
  const places = {
    names: used.map((no) => entryAt(old.places.names, no)),
    areaNo: used.map((no) => area.numberFor(entryAt(old.places.areaNo, no))),
    countryNo: used.map((no) => country.numberFor(entryAt(old.places.countryNo, no))),
  }
  return {
    places,
    areas: area.used.map((no) => entryAt(old.areas, no)),
    countries: country.used.map((no) => entryAt(old.countries, no)),
  }
}

/**
 * A copy that holds only what the mask lets through, in the order of time, with every dictionary and row number made anew.
 * It is byte for byte (`encodeColumns`) what building from the readable rows alone would give, so it tells nothing of the rest.
 */
export function readableColumns(columns: SituationColumns, mask: AccessMask): SituationColumns {
  const rows = inOrderOfTime(columns, readableRows(columns, mask))
  const { dictionaries: old } = columns
  const profile = renumbering(old.profiles.typeNo.length, true)
  const actorSet = renumbering(old.actorSets.length, true)
  const place = renumbering(old.places.names.length, true)
  const hex = renumbering(old.hexes.length, true)
  hex.numberFor(VAGUE_HEX)
  const copied = Object.fromEntries(
    ROW_ARRAY_NAMES.map((name) => {
      const { type, perRow } = ROW_ARRAYS[name]
      const from = columns[name]
      const to = new type(rows.length * perRow)
      for (let i = 0; i < rows.length; i++)
        for (let k = 0; k < perRow; k++) to[i * perRow + k] = from[(rows[i] ?? 0) * perRow + k] ?? 0
      return [name, to]
    }),
  ) as unknown as Pick<SituationColumns, (typeof ROW_ARRAY_NAMES)[number]> // fromEntries forgets which name has which type
  return {
    ...copied,
    profileNo: renumbered(columns.profileNo, rows, profile),
    actorSetNo: renumbered(columns.actorSetNo, rows, actorSet),
    placeNo: renumbered(columns.placeNo, rows, place),
    hexNo: renumbered(columns.hexNo, rows, hex),
    timeZone: columns.timeZone,
    size: rows.length,
    removed: 0,
    version: rows.length,
    dictionaries: {
      ...profilesAnew(old, profile.used),
      ...actorsAnew(old, actorSet.used),
      ...placesAnew(old, place.used),
      hexes: hex.used.map((no) => entryAt(old.hexes, no)),
    },
  }
}
