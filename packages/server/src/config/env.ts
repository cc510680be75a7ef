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
  /** Sign-in by an organisation (OpenID Connect): its issuer, our id there, a file with our secret, a word for the button. */
  readonly EIRENE_OIDC_ISSUER: string | undefined
  readonly EIRENE_OIDC_CLIENT_ID: string | undefined
  readonly EIRENE_OIDC_SECRET_FILE: string | undefined
  readonly EIRENE_OIDC_LABEL: string | undefined
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
    EIRENE_OIDC_ISSUER: read('EIRENE_OIDC_ISSUER'),
    EIRENE_OIDC_CLIENT_ID: read('EIRENE_OIDC_CLIENT_ID'),
    EIRENE_OIDC_SECRET_FILE: read('EIRENE_OIDC_SECRET_FILE'),
    EIRENE_OIDC_LABEL: read('EIRENE_OIDC_LABEL'),
  }
}
