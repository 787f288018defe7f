import { isJsonObject, type Problem } from '@jackfield/core'
import { elementsOf, type Located, pointerOf, type SourceDocument } from '@jackfield/openapi'
import { allMembers, childOf, textOf } from './any-case.ts'

/** What can't be understood of a parsed `apiProperties.json`, and what is left out of it, at its place. */
export function problemsOf(document: SourceDocument, root: Located): readonly Problem[] {
  if (!isJsonObject(root.value))
    return [
      told(document, root, {
        code: 'properties-invalid',
        message: 'The properties are no object.',
        hint: 'write { "properties": { … } }.',
      }),
    ]
  const written = childOf(root, 'properties')
  if (written !== undefined && !isJsonObject(written.value))
    return [
      told(document, written, {
        code: 'properties-invalid',
        message: '"properties" is no object.',
        hint: 'write { "connectionParameters": { … } } there.',
      }),
    ]
  return [...parameterProblems(document, written ?? root), ...policyProblems(document, written ?? root)]
}

function parameterProblems(document: SourceDocument, written: Located): readonly Problem[] {
  const parameters = childOf(written, 'connectionParameters')
  if (parameters !== undefined && !isJsonObject(parameters.value))
    return [
      told(document, parameters, {
        code: 'properties-invalid',
        message: '"connectionParameters" is no object.',
        hint: 'write one member for each parameter.',
      }),
    ]
  return allMembers(parameters)
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
