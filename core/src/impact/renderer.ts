import type { DiffReport, ImpactReport } from '../model/index.ts'

/** An extension point: writes reports in one form, chosen by name (`--format`). */
export interface Renderer {
  readonly name: string
  diff(report: DiffReport): string
  impact(report: ImpactReport): string
}
