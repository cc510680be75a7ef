import type { SeedClaims } from '@eirene/domain/assessment'
import type { ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import { acronymOf, Cited, FactMark, type StudyIndex } from '../operation/index.ts'

interface Props {
  readonly claims: SeedClaims
  readonly index: StudyIndex
  readonly linkTo: (operationId: string) => string
}

/** Claims as they were made, each beside what is the matter with it and what the sources say. */
export function ClaimsRegister({ claims, index, linkTo }: Props): ReactNode {
  const i18n = useI18n()
  const { text } = i18n
  const documents = new Map(claims.documents.map((document) => [document.id, document]))
  return (
    <article className="claims" aria-labelledby="claims-title">
      <Cited sources={index.sources}>
        <header>
          <h2 id="claims-title">{text('study.claimsTitle')}</h2>
          <p className="study-lead">{text('study.claimsLead')}</p>
        </header>
        <table className="study-table">
          <thead>
            <tr>
              <th scope="col">{text('study.claim')}</th>
              <th scope="col">{text('study.claimProblem')}</th>
              <th scope="col">{text('study.claimCorrection')}</th>
            </tr>
          </thead>
          <tbody>
            {claims.claims.map((claim) => (
              <tr key={claim.id}>
                <td lang="en">
                  {claim.claim}
                  <span className="fact-note">
                    {claim.documents.map((id) => documents.get(id)?.description ?? id).join('; ')}
                    {claim.documents.some((id) => documents.get(id)?.machineGenerated === true) &&
                      ` (${text('study.machineGenerated')})`}
                  </span>
                </td>
                <td>
                  <b>{i18n.label(`study.claimKind.${claim.kind}`, claim.kind)}</b>
                  <span className="fact-note" lang="en">
                    {claim.problem}
                  </span>
                </td>
                <td>
                  <span lang="en">{claim.correction}</span> <FactMark fact={claim} />
                  <span className="fact-note">
                    {claim.operationIds.map((id) => {
                      const operation = index.operations.get(id)
                      return (
                        <a key={id} href={linkTo(id)}>
                          {operation === undefined ? id : acronymOf(operation, i18n.language)}
                        </a>
                      )
                    })}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Cited>
    </article>
  )
}
