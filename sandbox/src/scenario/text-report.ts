import { type ImpactReport, renderers } from '@jackfield/core'

/** The report as the command line prints it. */
export function textReport(report: ImpactReport): string {
  const renderer = renderers.find(({ name }) => name === 'text')
  if (renderer === undefined) throw new Error('There is no renderer "text".')
  return renderer.impact(report)
}
