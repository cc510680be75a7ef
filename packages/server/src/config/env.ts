/** The environment variables that Eirene knows: named here and nowhere else, read and not judged. */
export interface Env {
  /** Data directory. */
  readonly EIRENE_DATA: string | undefined
  /** PostgreSQL server to use instead of the built-in one. */
  readonly DATABASE_URL: string | undefined
  readonly EIRENE_HOST: string | undefined
  readonly EIRENE_PORT: string | undefined
  /** Address under which people reach the server, when a proxy stands before it. */
  readonly EIRENE_PUBLIC_URL: string | undefined
  /** When the demonstration of a first start stops, for pictures and tests that are the same every day. */
  readonly EIRENE_DEMONSTRATION_ENDS_AT: string | undefined
  /** Sign-in by an organisation (OpenID Connect): its issuer, our id there, a file with our secret, a word for the button. */
  readonly EIRENE_OIDC_ISSUER: string | undefined
  readonly EIRENE_OIDC_CLIENT_ID: string | undefined
  readonly EIRENE_OIDC_SECRET_FILE: string | undefined
  readonly EIRENE_OIDC_LABEL: string | undefined
  /** S3-compatible storage for attachments: where it is, which bucket, our key's id, a file with its secret. */
  readonly EIRENE_S3_ENDPOINT: string | undefined
  readonly EIRENE_S3_BUCKET: string | undefined
  readonly EIRENE_S3_KEY_ID: string | undefined
  readonly EIRENE_S3_SECRET_FILE: string | undefined
  /** Its region; default `us-east-1`. */
  readonly EIRENE_S3_REGION: string | undefined
  /** Where the bucket stands in the address: `path` (default) or `host`. */
  readonly EIRENE_S3_STYLE: string | undefined
}

/** The variables that Eirene knows, by name; blank ones count as unset. The one place that reads the environment. */
export function readEnv(variables: NodeJS.ProcessEnv = process.env): Env {
  const read = (name: keyof Env): string | undefined => {
    const text = variables[name]?.trim()
    return text === '' ? undefined : text
  }
  return {
    EIRENE_DATA: read('EIRENE_DATA'),
    DATABASE_URL: read('DATABASE_URL'),
    EIRENE_HOST: read('EIRENE_HOST'),
    EIRENE_PORT: read('EIRENE_PORT'),
    EIRENE_PUBLIC_URL: read('EIRENE_PUBLIC_URL'),
    EIRENE_DEMONSTRATION_ENDS_AT: read('EIRENE_DEMONSTRATION_ENDS_AT'),
    EIRENE_OIDC_ISSUER: read('EIRENE_OIDC_ISSUER'),
    EIRENE_OIDC_CLIENT_ID: read('EIRENE_OIDC_CLIENT_ID'),
    EIRENE_OIDC_SECRET_FILE: read('EIRENE_OIDC_SECRET_FILE'),
    EIRENE_OIDC_LABEL: read('EIRENE_OIDC_LABEL'),
    EIRENE_S3_ENDPOINT: read('EIRENE_S3_ENDPOINT'),
    EIRENE_S3_BUCKET: read('EIRENE_S3_BUCKET'),
    EIRENE_S3_KEY_ID: read('EIRENE_S3_KEY_ID'),
    EIRENE_S3_SECRET_FILE: read('EIRENE_S3_SECRET_FILE'),
    EIRENE_S3_REGION: read('EIRENE_S3_REGION'),
    EIRENE_S3_STYLE: read('EIRENE_S3_STYLE'),
  }
}
