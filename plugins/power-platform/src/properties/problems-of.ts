import { isJsonObject, type Problem } from '@jackfield/core'
import { elementsOf, type Located, pointerOf, type SourceDocument } from '@jackfield/openapi'
import { allMembers, childOf, textOf } from './any-case.ts'
import { mistakenParts } from './mistaken-parts.ts'

/** What can't be understood of a parsed `apiProperties.json`, and what is left out of it, at its place. */
export function problemsOf(document: SourceDocument, root: Located): readonly Problem[] {
  const written = childOf(root, 'properties') ?? root
  return [
    ...mistakenParts(root).map(({ located, message, hint }) =>
      told(document, located, { code: 'properties-invalid', message, hint }),
    ),
    ...parameterProblems(document, written),
    ...policyProblems(document, written),
  ]
}

function parameterProblems(document: SourceDocument, written: Located): readonly Problem[] {
  return allMembers(childOf(written, 'connectionParameters'))
    .filter(([, { value }]) => !isJsonObject(value))
    .map(([name, each]) =>
      told(document, each, {
        code: 'connection-parameter-invalid',
        severity: 'warning',
        message: `The connection parameter "${name}" is no object, and is left out.`,
        hint: 'write { "type": "string" } at least.',
      }),
    )
}

function policyProblems(document: SourceDocument, written: Located): readonly Problem[] {
  return elementsOf(childOf(written, 'policyTemplateInstances'))
    .filter((each) => textOf(each, 'templateId') === undefined)
    .map((each) =>
      told(document, each, {
        code: 'policy-invalid',
        severity: 'warning',
        message: 'A policy does not say which template it is of, and is left out.',
        hint: 'add "templateId".',
      }),
    )
}

function told(document: SourceDocument, { place }: Located, problem: Problem): Problem {
  const pointer = pointerOf(place)
  return { ...problem, file: document.file, ...document.locate([pointer])[0], pointer }
}
