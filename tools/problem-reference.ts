import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import { PROBLEM_STATUS, type ProblemCode } from '../packages/domain/src/problem/index.ts'
import { exitCodeOf } from '../packages/server/src/cli/exit-code.ts'

/** What a person reads who looks a code up: when it comes, and what to do then. */
interface Meaning {
  readonly cause: string
  readonly remedy: string
}

const PAGE = 'docs/reference/problems.md'

/** A code without a meaning does not compile. */
const MEANINGS: Readonly<Record<ProblemCode, Meaning>> = {
  'input.invalid': {
    cause: 'Something that was sent cannot be taken as it is. `issues`, where there are any, name each field.',
    remedy: 'Correct what the message or the issues name and send it again. Nothing was stored.',
  },
  'input.too_large': {
    cause:
      'A body, a file, its unpacked content or the number of waiting uploads is over its limit; the message says which.',
    remedy: 'Split a file by year or country and import the parts. Finish or leave uploads that still wait.',
  },
  'input.unsupported': {
    cause: 'This address does not take that type of content, or does not give that format.',
    remedy: 'Send JSON, or the bytes of a file as `application/octet-stream`; ask for a format that the message names.',
  },
  'access.sign_in_needed': {
    cause: 'Nobody is signed in, or the session has ended: after 12 hours without a request, or after 7 days.',
    remedy: 'Sign in. What lies open in the browser is still there.',
  },
  'access.sign_in_refused': {
    cause: 'Sign-in name and password do not fit together, or the person may not sign in any more.',
    remedy: 'Try again, or ask for a new one-time link (`npx eirene people invite LOGIN`).',
  },
  'access.password_refused': {
    cause: 'The password that was given to unlock, or to change how you sign in, is not your own.',
    remedy: 'Try again. Without it, sign out and ask for a new one-time link (`npx eirene people invite LOGIN`).',
  },
  'access.forbidden': {
    cause: 'You are signed in, but this act belongs to another role in this operation, or to none.',
    remedy: 'Ask somebody who has the role, or have it given to you (docs/guide/people.md).',
  },
  'access.csrf': {
    cause: 'A request that changes something did not come from an open page of Eirene, or came without its token.',
    remedy:
      'Reload the page and try again. Behind a proxy, set `EIRENE_PUBLIC_URL` to the address that people use. A program sends the token of its session as `x-eirene-csrf`.',
  },
  'access.too_many_attempts': {
    cause: 'Too many tries to sign in, or too many requests, from one address.',
    remedy: 'Wait five minutes after tries to sign in, a minute otherwise.',
  },
  'access.invitation_unknown': {
    cause: 'The one-time link was used, has expired after 7 days, was replaced by a newer one, or never existed.',
    remedy: 'Ask for a new link (`npx eirene people invite LOGIN`).',
  },
  'access.password_weak': {
    cause:
      'The new password has fewer than 12 characters, holds the sign-in name, or is among the first that are tried.',
    remedy: 'Choose another; three or four words are easy to keep in mind. The link stays good.',
  },
  'access.above_accreditation': {
    cause: 'A record carries a marking above the level that this installation may hold.',
    remedy: 'Handle the record on a system that is accredited for it. Nothing of it was stored here.',
  },
  'access.locked': {
    cause: 'The session is locked: by its person, or after idle minutes on a shared screen.',
    remedy: 'Unlock it with the password or a passkey, or sign out.',
  },
  'access.wallboard': {
    cause: 'A wallboard reads the lowest markings and does nothing else.',
    remedy: 'End the wallboard and sign in.',
  },
  'access.own_part': {
    cause: 'Nobody changes, disables or recovers themselves as administrator.',
    remedy: 'Ask another administrator. Password, passkeys and sessions of your own are on your account page.',
  },
  'access.second_person': {
    cause: 'What one person asked for another is confirmed by a third, who is neither of the two.',
    remedy: 'Let another head of mission decide, or who keeps the machine (`npx eirene people invite`).',
  },
  'access.last_administrator': {
    cause: 'The operation would have nobody left who keeps its people.',
    remedy: 'Give the role ADM to somebody else first.',
  },
  'access.changed_meanwhile': {
    cause:
      'Somebody else changed this person, or decided this request, after you opened it; or your session or part changed while a file was on its way.',
    remedy: 'Look at what stands now, then do it again if it is still right. Nothing was changed.',
  },
  'access.kept_elsewhere': {
    cause: 'The person has a part in an operation that you do not keep; this act would reach into it.',
    remedy: 'Change only the part here, or ask an administrator of all their operations.',
  },
  'access.passkey_refused': {
    cause:
      'The passkey is not known here, its challenge is older than five minutes or used, or its proof does not hold.',
    remedy: 'Try again, or sign in with the password.',
  },
  'access.passkeys_unavailable': {
    cause: 'A passkey is bound to a host name, and this page was opened by an IP number or another name.',
    remedy: 'Open `http://localhost:PORT` on the machine itself, or the address of `EIRENE_PUBLIC_URL`.',
  },
  'access.oidc_unavailable': {
    cause: 'Sign-in by an organisation is not set up here, or its server does not answer.',
    remedy: 'Sign in with password or passkey. The three settings are in docs/guide/people.md.',
  },
  'access.oidc_refused': {
    cause: 'The organisation’s answer does not hold, is too late, or its person is bound to nobody here.',
    remedy: 'Begin again. The first time, open your one-time link and choose the organisation there.',
  },
  'record.not_found': {
    cause: 'There is no such record, or it is not for you to see. Both are answered alike on purpose.',
    remedy: 'Check the address. An upload waits for an hour: choose the file again after that.',
  },
  'operation.not_found': {
    cause: 'There is no such operation, or you have no part in it. Both are answered alike on purpose.',
    remedy:
      'Check the short name. On the command line `--create --zone Africa/Bangui` makes a new operation with the first import.',
  },
  'operation.exists': {
    cause: 'An operation with this short name is there already.',
    remedy: 'Choose another name, or work in the operation that is there.',
  },
  'import.unknown_dataset': {
    cause: 'Eirene has no reader of its own for a dataset of this name.',
    remedy:
      'Choose one that `npx eirene import --help` lists, or import as `csv` with a mapping (docs/guide/import.md).',
  },
  'import.unreadable': {
    cause: 'The file cannot be opened, is empty, truncated, packed in another way, or not text of a known encoding.',
    remedy:
      'Do what the message says: check the path, download the file again, unpack it, or give its encoding. Nothing was stored.',
  },
  'import.refused': {
    cause:
      'The file was read, and nothing of it is kept: no rows, columns of another dataset, or bad rows under `none`.',
    remedy:
      'Correct the rows that the issues name, choose the right dataset, or keep the good rows with `--on-error keep`.',
  },
  'import.already_undone': {
    cause: 'This act of import was undone before.',
    remedy: 'Nothing needs to be done. To have its rows again, import the file again.',
  },
  'import.busy': {
    cause: 'Another import into this operation is running, or another undoing of one.',
    remedy: 'Wait until it has ended; `npx eirene import list --operation NAME` shows its progress.',
  },
  'attachment.unreadable': {
    cause:
      'What was sent as a photo, recording or document is damaged, ends in the middle, is larger in pixels than is decoded, or holds something else beside it. A PDF that runs something, carries files, is locked, has layers, or has comments or form fields on top of its pages.',
    remedy:
      'Send it again, or save it anew as JPEG, PNG, MP3, WAV or PDF; print such a PDF into a new one. Nothing was stored.',
  },
  'attachment.too_many': {
    cause: 'The report has as many attachments as a report may have.',
    remedy: 'Write a further report for the rest.',
  },
  'incident.transition_refused': {
    cause:
      'The incident cannot go from its state to that one, or the change lacks what it needs: a person, a reason, a second person.',
    remedy: 'See the allowed transitions in the message; give the reason, or ask the second person.',
  },
  'incident.changed': {
    cause: 'Somebody else acted on this record, or graded its report, after you opened it. The message says who.',
    remedy: 'Look at the record again and decide anew. Nothing of yours was stored.',
  },
  'incident.grade_refused': {
    cause: 'A grade came without a reason, or gives credibility 1 without two independent origins.',
    remedy: 'Give the reason; grade 2 or lower until a report of another source with another story is there.',
  },
  'incident.proposal_closed': {
    cause:
      'The proposal was decided or withdrawn, the record changed its state since, or another proposal waits already.',
    remedy: 'Look at the record again. If it is still corroborated, propose anew.',
  },
  'incident.merge_refused': {
    cause:
      'These two records cannot be merged this way: their states do not allow it, or not everybody who reads the one may read the other.',
    remedy: 'Try the other direction, or leave both and link them in the reason of the next step.',
  },
  'situation.filter_invalid': {
    cause:
      'A filter of the picture cannot be applied: a day that does not exist, a period without an end, a broken area.',
    remedy: 'Correct the filter. Days are written YYYY-MM-DD; the last day is not part of a period.',
  },
  'flash.state': {
    cause: 'The id of a flash report is in use by another: what was sent is never changed.',
    remedy: 'Correct a flash report by a follow-up.',
  },
  'handover.state': {
    cause: 'The watch was taken over already, or by the person who gave it.',
    remedy: 'Look at the log of the watch anew; the incoming officer signs with their own sign-in.',
  },
  'sitrep.not_found': {
    cause: 'There is no such situation report, or it is not for you to see.',
    remedy: 'Check its number in the list of situation reports.',
  },
  'sitrep.state': {
    cause: 'A released report was to be changed, or a draft corrected: each state allows only its own acts.',
    remedy: 'Correct a released report by a new one; draft an unreleased one anew.',
  },
  'backup.nothing': {
    cause: 'There is no database in the data directory that could be backed up.',
    remedy: 'Name the data directory with `--data`, or the PostgreSQL server with `DATABASE_URL`.',
  },
  'backup.unreadable': {
    cause: 'The file is no backup of Eirene, was cut off, or was altered. What was read of it was given back.',
    remedy: 'Take another copy of the backup, or an earlier one. `npx eirene backup verify FILE` reads a copy through.',
  },
  'backup.passphrase_wrong': {
    cause: 'The passphrase is not the one with which the backup was made.',
    remedy: 'Automatic backups open with the file `backup-key` of the data directory they were made in.',
  },
  'backup.newer': {
    cause: 'The backup was made by a newer Eirene: its form or its schema is not known here.',
    remedy: 'Restore it with the version that made it, or a newer one.',
  },
  'backup.target_exists': {
    cause: 'The file in which the backup should be written exists already.',
    remedy: 'Name another file with `--out`.',
  },
  'backup.target_not_empty': {
    cause: 'A restore was asked for a place that holds records, or other files of the same name.',
    remedy: 'Name an empty data directory with `--data`, or an empty database with `DATABASE_URL`.',
  },
  'sitrep.edited_meanwhile': {
    cause:
      'Somebody else added to the report after you read it: a version of the same section, newer facts, or anything before you released it. For a section `yours` and `theirs` hold both texts.',
    remedy: 'Look at what is there now; put two texts together and keep the section again. Nothing of either is lost.',
  },
  'release.not_found': {
    cause: 'There is no such release, it was taken back, or it is not for you to see: the answer is the same.',
    remedy: 'Look in the list of releases.',
  },
  'release.state': {
    cause: 'The release was decided already, or it is not out and so cannot be taken back or linked to.',
    remedy: 'Reload the register and look at its state. Propose a new one where another is wanted.',
  },
  'release.own': {
    cause: 'The person who proposed a release tried to decide it.',
    remedy: 'Ask another head of mission. Two people let a product leave, always.',
  },
  'release.nothing': {
    cause:
      'No unit of time in the period is whole and old enough for this audience, or no figure is large enough to be shown.',
    remedy: 'Choose a longer or an earlier period, or an audience nearer to the operation.',
  },
  'release.changed': {
    cause:
      'Since it was proposed, records changed, or another release left that together with this one would give away a few records.',
    remedy: 'Propose it anew: it is made from the records and held against the releases as they are now.',
  },
  'release.link_unknown': {
    cause: 'The link was opened before and worked once, has expired, or the release was taken back.',
    remedy: 'Ask the mission for a new link.',
  },
  'release.withdrawn': {
    cause:
      'The release was out for everybody and was taken back. `number`, `releasedOn`, `on` (the day) and `reason` say which, when and why; `reason` is null where it was not written for everybody.',
    remedy: 'Do not use its figures any more, and say so where you passed them on.',
  },
  'environment.port_busy': {
    cause: 'Another program listens on the port, or this account may not. The message names who holds it where it can.',
    remedy: 'End that program, or choose another port with `--port` or `EIRENE_PORT`.',
  },
  'environment.server_unreachable': {
    cause: 'No server answers at the address that a command works with.',
    remedy: 'Start the server, or give the address and port where it listens.',
  },
  'environment.database_unreachable': {
    cause: 'PostgreSQL does not answer, does not run on this machine, is older than 15, or refuses the account.',
    remedy: 'Run `npx eirene doctor`. Check `DATABASE_URL`, or unset it to use the built-in database.',
  },
  'environment.disk_full': {
    cause: 'There is no room left on the disk of the data directory.',
    remedy: 'Free some space and try again. What was confirmed before is safe; what was being written was not kept.',
  },
  'environment.data_directory': {
    cause: 'The data directory cannot be used: no right to write, made by another release, or holding something else.',
    remedy: 'Do what the message says, or choose another place with `--data` or `EIRENE_DATA`.',
  },
  'environment.attachment_storage': {
    cause:
      'The S3-compatible storage that holds the attachments does not answer, refuses the key, has no such bucket, is full, or does not have a file that was stored.',
    remedy:
      'Send the same again later; nothing was stored. Whoever keeps the system: `npx eirene doctor` says what is wrong with it; check the settings `EIRENE_S3_…`.',
  },
  'environment.stopping': {
    cause: 'The server is being stopped: it finishes what is under way and takes nothing new.',
    remedy: 'Send the same again in a moment. The report form does so by itself.',
  },
  'data.in_use': {
    cause: 'An Eirene already runs on this data directory, or is just starting or stopping there.',
    remedy: 'Use that one, end it with `npx eirene stop`, or choose another place with `--data` and another `--port`.',
  },
  'usage.invalid': {
    cause: 'The command line, or a setting in the environment, cannot be understood.',
    remedy: '`npx eirene VERB --help` shows how a command is used, with an example.',
  },
}

const HEAD = `# Problems

Every "understood, and the answer is no" has a code. Over HTTP it is the \`type\` of a reply in \`application/problem+json\` (RFC 9457), with the text for people in \`title\`; on the command line the text goes to standard error and the exit code says the kind (\`--json\` gives the code too). What is not here is a fault of ours: it comes as a number to report and nothing more (HTTP 500, exit 1). A command that kept the good rows and rejected others exits with 3.

This page is made from the table of codes by \`npm run reference\`; a check compares them.
`

function section([code, status]: readonly [ProblemCode, number]): string {
  const { cause, remedy } = MEANINGS[code]
  return `## ${code}\n\nHTTP ${status} · exit ${exitCodeOf(code)}\n\n**Cause.** ${cause}\n\n**Remedy.** ${remedy}\n`
}

// Its keys are the codes: the table is written out `as const`.
const codes = Object.entries(PROBLEM_STATUS) as [ProblemCode, number][]
const wanted = await format([HEAD, ...codes.map(section)].join('\n'), {
  ...(await resolveConfig(PAGE)),
  parser: 'markdown',
})
if (!process.argv.includes('--check')) writeFileSync(PAGE, wanted)
else if (!existsSync(PAGE) || readFileSync(PAGE, 'utf8') !== wanted) {
  console.error(`${PAGE} is older than the table of codes; run npm run reference`)
  process.exitCode = 1
}
