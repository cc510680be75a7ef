import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  canonicalJson,
  chainStart,
  contentHash,
  linkHash,
  merkleTree,
  recordHash,
  verifyProof,
  type CanonicalValue,
} from './index.ts'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
const text = fc.string({ unit: 'grapheme', maxLength: 20 })
const json: fc.Arbitrary<CanonicalValue> = fc.letrec<{ value: CanonicalValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }),
  ),
})).value
const records = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { minLength: 1, maxLength: 40 })

describe('canonicalJson', () => {
  it('writes the example of RFC 8785, section 3.2.2', () => {
    const value = {
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    }
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  it('sorts names by UTF-16 units, as section 3.2.3 shows', () => {
    const names = ['€', '\r', '\ufb33', '1', '😀', '\u0080', 'ö']
    const sorted = Object.keys(
      JSON.parse(canonicalJson(Object.fromEntries(names.map((name) => [name, 0])))) as object,
    ).filter((name) => name !== '1')
    expect(sorted).toEqual(['\r', '\u0080', 'ö', '€', '😀', '\ufb33'])
  })

  it('is blind to the order of members and loses nothing', () => {
    fc.assert(
      fc.property(fc.dictionary(text, json, { maxKeys: 6 }), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse())
        expect(canonicalJson(turned)).toBe(canonicalJson(value))
        expect(canonicalJson(JSON.parse(canonicalJson(value)) as CanonicalValue)).toBe(canonicalJson(value))
      }),
    )
  })

  it.each([NaN, Infinity, -Infinity, '\ud800', { '\udc00': 1 }])('refuses %j, which JSON cannot say', (value) => {
    expect(() => canonicalJson(value)).toThrow(RangeError)
  })
})

const merkleRoot = (list: readonly Uint8Array[]): Uint8Array => merkleTree(list).root

describe('merkleTree', () => {
  it('is the leaf hash of a single record, and joins three as ((a b) c)', () => {
    const [a, b, c] = [sha256(Buffer.from('a')), sha256(Buffer.from('b')), sha256(Buffer.from('c'))]
    const leaf = (record: Buffer): Buffer => sha256(Buffer.of(0), record)
    const node = (left: Buffer, right: Buffer): Buffer => sha256(Buffer.of(1), left, right)
    expect(hex(merkleRoot([a]))).toBe(hex(leaf(a)))
    expect(hex(merkleRoot([a, b, c]))).toBe(hex(node(node(leaf(a), leaf(b)), leaf(c))))
  })

  it('changes with every record, with their order and with their number', () => {
    fc.assert(
      fc.property(records, fc.nat(), (list, at) => {
        const index = at % list.length
        const root = hex(merkleRoot(list))
        const changed = list.map((record, i) => (i === index ? Uint8Array.from(record, (byte) => byte ^ 1) : record))
        expect(hex(merkleRoot(changed))).not.toBe(root)
        expect(hex(merkleRoot([...list, list.at(-1)!]))).not.toBe(root)
        if (list.length > 1) expect(hex(merkleRoot(list.slice(0, -1)))).not.toBe(root)
      }),
    )
  })

  it('takes no node for a record: the leaves of a tree are not the tree', () => {
    const [a, b] = [sha256(Buffer.from('a')), sha256(Buffer.from('b'))]
    expect(hex(merkleRoot([merkleRoot([a, b])]))).not.toBe(hex(merkleRoot([a, b])))
  })

  it('refuses an empty link', () => {
    expect(() => merkleRoot([])).toThrow(RangeError)
  })
})

describe('verifyProof', () => {
  const proofOf = (list: readonly Uint8Array[], index: number, linkNo = 7) => {
    const previous = chainStart('018f3a2b-0000-7000-8000-00000000000a')
    const root = merkleRoot(list)
    return {
      recordHash: hex(list[index]!),
      path: merkleTree(list).pathOf(index),
      root: hex(root),
      linkNo,
      previousLinkHash: hex(previous),
      linkHash: hex(linkHash(previous, linkNo, root)),
    }
  }

  it('holds for every record of every link', () => {
    fc.assert(
      fc.property(records, (list) => {
        list.forEach((_record, index) => {
          expect(verifyProof(proofOf(list, index))).toBe(true)
        })
      }),
    )
  })

  it('fails when any part of it is changed', () => {
    fc.assert(
      fc.property(records, fc.nat(), fc.nat({ max: 63 }), (list, at, position) => {
        const proof = proofOf(list, at % list.length)
        const other = (hash: string): string =>
          hash.slice(0, position) + (hash[position] === '0' ? '1' : '0') + hash.slice(position + 1)
        for (const part of ['recordHash', 'root', 'previousLinkHash', 'linkHash'] as const)
          expect(verifyProof({ ...proof, [part]: other(proof[part]) })).toBe(false)
        expect(verifyProof({ ...proof, linkNo: proof.linkNo + 1 })).toBe(false)
        proof.path.forEach((step, i) => {
          const path = proof.path.with(i, { ...step, hash: other(step.hash) })
          expect(verifyProof({ ...proof, path })).toBe(false)
          const side = step.side === 'left' ? 'right' : 'left'
          expect(verifyProof({ ...proof, path: proof.path.with(i, { ...step, side }) })).toBe(
            step.hash === hex(sha256(Buffer.of(0), list[at % list.length]!)) && i === 0,
          )
        })
      }),
    )
  })

  it.each([{ linkNo: 0 }, { linkNo: 1.5 }, { root: 'zz' }, { recordHash: '' }])(
    'refuses %j without throwing',
    (part) => {
      expect(verifyProof({ ...proofOf([sha256(Buffer.from('a'))], 0), ...part })).toBe(false)
    },
  )

  it('binds a record to its standing as well as to its content', () => {
    const content = contentHash('{"id":"a"}')
    expect(hex(recordHash(content, '{"marking_no":1}'))).not.toBe(hex(recordHash(content, '{"marking_no":2}')))
  })
})
