import { readFileSync } from 'node:fs'
import { Problem } from '@eirene/domain/problem'
import type { VerbContext, VerbOption } from './verb.ts'

const SHORTEST = 12

export const PASSPHRASE_OPTION = {
  'passphrase-file': { type: 'string', value: 'FILE', help: 'file whose first line is the passphrase (default: ask)' },
} as const satisfies Readonly<Record<string, VerbOption>>

/** The passphrase of an existing backup, from the file that was named or from the person at the terminal. */
export async function readPassphrase(context: VerbContext): Promise<string> {
  const file = context.text('passphrase-file')
  return file === undefined ? ask('Passphrase of the backup: ') : passphraseIn(file)
}

/** The passphrase of a new backup: long enough, and typed twice when it is typed. */
export async function chooseNewPassphrase(context: VerbContext): Promise<string> {
  const file = context.text('passphrase-file')
  const passphrase =
    file === undefined ? await ask('Passphrase for the backup (you will need it to restore): ') : passphraseIn(file)
  if (passphrase.length < SHORTEST)
    throw new Problem(
      'usage.invalid',
      `The passphrase has fewer than ${SHORTEST} characters. Take four or more words that nobody can guess.`,
    )
  if (file === undefined && (await ask('Once more: ')) !== passphrase)
    throw new Problem('usage.invalid', 'The two passphrases are not the same. No backup was made.')
  return passphrase
}

function passphraseIn(file: string): string {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw new Problem('usage.invalid', `The file of the passphrase cannot be read: ${file}`)
  }
  return (text.split(/\r?\n/)[0] ?? '').trim()
}

/** Asks on the terminal without showing what is typed. Throws Problem 'usage.invalid' where there is none. */
async function ask(question: string): Promise<string> {
  const { stdin, stderr } = process
  if (!stdin.isTTY)
    throw new Problem(
      'usage.invalid',
      'There is no terminal to ask for the passphrase. Name a file with --passphrase-file.',
    )
  stderr.write(question)
  stdin.setRawMode(true)
  stdin.resume()
  try {
    return await typedLine()
  } finally {
    stdin.setRawMode(false)
    stdin.pause()
    stderr.write('\n')
  }
}

function typedLine(): Promise<string> {
  const { stdin } = process
  return new Promise((resolve, reject) => {
    let typed = ''
    const take = (data: Buffer): void => {
      for (const character of data.toString('utf8')) {
        if (character === '\r' || character === '\n' || character === '\u0004') {
          stdin.off('data', take)
          resolve(typed)
          return
        }
        if (character === '\u0003') {
          stdin.off('data', take)
          reject(new Problem('usage.invalid', 'Ended before a passphrase was given.'))
          return
        }
        typed = character === '\u007f' ? typed.slice(0, -1) : typed + character
      }
    }
    stdin.on('data', take)
  })
}
