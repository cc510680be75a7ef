import type { Harm } from '@eirene/domain/incident'
import type { ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'

/** Harm as it is known: low, best and high side by side; what nobody counted is said to be not known. */
export function HarmTable({ harm }: { readonly harm: readonly Harm[] }): ReactNode {
  const { text, label, list, number } = useI18n()
  const cell = (value: number | null): ReactNode =>
    value === null ? <span className="figure-unknown">{text('incident.notKnown')}</span> : number(value)
  return (
    <section className="record-part">
      <h3>{text('incident.harm')}</h3>
      {harm.length === 0 ? (
        <p className="figure-unknown">{text('incident.noHarmFigure')}</p>
      ) : (
        <table className="harm">
          <thead>
            <tr>
              <th scope="col">{text('incident.harmWhat')}</th>
              <th scope="col">{text('incident.bound.low')}</th>
              <th scope="col">{text('incident.bound.best')}</th>
              <th scope="col">{text('incident.bound.high')}</th>
            </tr>
          </thead>
          <tbody>
            {harm.map((row) => (
              <tr key={[row.category, row.group, row.sex, row.ageBand, row.countingRule].join()}>
                <th scope="row">
                  {label(`incident.harm.${row.category}`, row.category)}
                  <small>
                    {list(
                      [
                        label(`incident.group.${row.group}`, row.group),
                        row.sex === null ? null : label(`incident.sex.${row.sex}`, row.sex),
                        row.ageBand === null ? null : label(`incident.age.${row.ageBand}`, row.ageBand),
                      ].filter((part) => part !== null),
                    )}
                  </small>
                </th>
                <td>{cell(row.low)}</td>
                <td>
                  <strong>{cell(row.best)}</strong>
                </td>
                <td>{cell(row.high)}</td>
              </tr>
            ))}
          </tbody>
          <caption>
            {text('incident.countedBy', { rule: [...new Set(harm.map((row) => row.countingRule))].join(', ') })}
          </caption>
        </table>
      )}
    </section>
  )
}
