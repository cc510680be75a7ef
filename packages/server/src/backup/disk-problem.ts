import { Problem } from '@eirene/domain/problem'

/** The Problem behind what the system says about a file, or the error itself. */
export function diskProblem(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new Problem('environment.disk_full', `There is no room left for ${path}.`, {
      remedy: 'Free some space, or choose another disk, and try again. Nothing else was touched.',
    })
  const why: Readonly<Record<string, string>> = {
    ENOENT: 'it is not there',
    EACCES: 'this account may not use it',
    EPERM: 'this account may not use it',
    EISDIR: 'it is a folder',
    ENOTDIR: 'a folder above it is a file',
    EROFS: 'the file system is read-only',
    EEXIST: 'it is there already',
  }
  const text = why[code]
  return text === undefined ? error : new Problem('environment.data_directory', `${path}: ${text}.`)
}
