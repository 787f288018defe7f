import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'

const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true })
const validators = Object.fromEntries(
  ['diff', 'impact'].map((name) => {
    const file = new URL(`../../schema/${name}.schema.json`, import.meta.url)
    return [`jackfield.${name}/1`, ajv.compile(JSON.parse(readFileSync(file, 'utf8')))]
  }),
)

/** Throws unless the report is as its published schema says. */
export function assertReport(report: { readonly schema: string }): void {
  const validate = validators[report.schema]
  if (validate === undefined) throw new Error(`There is no schema "${report.schema}".`)
  // As it is written: what JSON leaves out is not there.
  if (validate(JSON.parse(JSON.stringify(report)))) return
  throw new Error(`Not a ${report.schema}: ${ajv.errorsText(validate.errors, { separator: '\n' })}`)
}
