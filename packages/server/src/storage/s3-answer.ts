import { Problem } from '@eirene/domain/problem'

const REMEDY =
  'Try again in a moment. When it stays so, tell whoever keeps the system: "npx eirene doctor" says what is wrong.'

/** The Problem that the storage is; nothing of the endpoint, bucket or key is in it. */
export function storageProblem(what: string): Problem {
  return new Problem('environment.attachment_storage', `The storage of attachments ${what}.`, { remedy: REMEDY })
}

const REFUSALS: Readonly<Record<string, string>> = {
  InvalidAccessKeyId: 'does not know our key',
  SignatureDoesNotMatch: 'refuses our key: its secret is another',
  AccessDenied: 'does not let our key do this',
  NoSuchBucket: 'has no such bucket',
  PermanentRedirect: 'says that the bucket is in another region or at another endpoint',
  AuthorizationHeaderMalformed: 'says that the bucket is in another region',
  RequestTimeTooSkewed: 'refuses us because its clock and ours differ',
  QuotaExceeded: 'is full',
  XMinioStorageFull: 'is full',
}

/** The text of an element, the five entities of XML read; undefined when there is none. */
export function xmlText(xml: string, element: string): string | undefined {
  const found = new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1]
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
  return found?.replaceAll(/&(amp|lt|gt|quot|apos);/g, (whole, name: string) => entities[name] ?? whole)
}

/** The code of a refusal, as its body says; '' for an answer that has none (HEAD never has). */
export async function refusalCode(response: Response): Promise<string> {
  const text = await response.text().catch(() => '')
  return xmlText(text.slice(0, 4_000), 'Code') ?? ''
}

/** What an answer that is neither what was asked for nor "not there" means. */
export function refusal(status: number, code: string): Problem {
  const known = REFUSALS[code] ?? (status === 403 ? REFUSALS['AccessDenied'] : undefined)
  return storageProblem(known ?? `answered ${status}${code === '' ? '' : ` (${code.slice(0, 60)})`}`)
}

/** The Problem behind a request that had no answer: nobody listens, a name that does not resolve, a limit of time. */
export function silence(error: unknown): Problem {
  const cause: unknown = error instanceof Error ? error.cause : undefined
  const code: unknown = typeof cause === 'object' && cause !== null ? Reflect.get(cause, 'code') : undefined
  return storageProblem(typeof code === 'string' ? `does not answer (${code})` : 'does not answer')
}

/** One page of a bucket's listing. */
export interface ListingPage {
  readonly objects: readonly { readonly key: string; readonly bytes: number }[]
  /** Where the next page begins; undefined: this is the last. */
  readonly next: string | undefined
}

/** Reads an answer of ListObjectsV2. What has no key or no size is left out. */
export function readListing(xml: string): ListingPage {
  const objects = [...xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)].flatMap(([, inside = '']) => {
    const key = xmlText(inside, 'Key')
    const size = xmlText(inside, 'Size')
    return key === undefined || size === undefined ? [] : [{ key, bytes: Number(size) }]
  })
  return {
    objects,
    next: xmlText(xml, 'IsTruncated') === 'true' ? xmlText(xml, 'NextContinuationToken') : undefined,
  }
}
