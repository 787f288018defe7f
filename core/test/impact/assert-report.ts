import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { renderers } from '../../src/impact/index.ts'
import type { DiffReport, ImpactReport } from '../../src/model/index.ts'

const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true })
const validators = Object.fromEntries(
  ['diff', 'impact'].map((name) => {
    const file = new URL(`../../schema/${name}.schema.json`, import.meta.url)
    return [`jackfield.${name}/1`, ajv.compile(JSON.parse(readFileSync(file, 'utf8')))]
  }),
)

/** Throws unless the report is written as its published schema says. */
export function assertReport(report: DiffReport | ImpactReport): void {
  const json = renderers.find(({ name }) => name === 'json')
  assertWritten(JSON.parse((isImpact(report) ? json?.impact(report) : json?.diff(report)) ?? 'null'))
}

function isImpact(report: DiffReport | ImpactReport): report is ImpactReport {
  return report.schema === 'jackfield.impact/1'
}

/** Throws unless what was written as JSON is as its published schema says. */
export function assertWritten(report: { readonly schema: string }): void {
  const { schema } = report
  const validate = validators[schema]
  if (validate === undefined) throw new Error(`There is no schema "${schema}".`)
  if (validate(report)) return
  throw new Error(`Not a ${schema}: ${ajv.errorsText(validate.errors, { separator: '\n' })}`)
}
