import type { PolicyInstance } from '../properties/index.ts'

/** What each template can't be applied without. */
const needed: Readonly<Record<string, readonly string[]>> = {
  convertarraytoobject: ['propertyparentpath', 'keywithincollectionpath'],
  convertobjecttoarray: ['propertyparentpath'],
  dynamichosturl: ['urltemplate'],
  encodepropertyvalue: ['propertyparentpath'],
  moveproperties: ['srcparentpath', 'dstparentpath'],
  pollingtrigger: ['triggerconfig'],
  routerequesttoendpoint: ['newpath'],
  setheader: ['name', 'value'],
  setproperty: ['newpropertyparentpathtemplate', 'newpropertysubpathtemplate', 'propertyvaluepathtemplate'],
  setqueryparameter: ['name', 'value'],
  setvaluefromurl: ['parametertemplate', 'parametervalueurl', 'parametervaluepathtemplate'],
  stringreplace: ['propertyparentpath', 'sourcestring'],
  stringtoarray: ['propertyparentpath', 'delimiterlist'],
}

/** Whether a policy has every parameter that its template needs. */
export function isWhole({ template, parameters }: PolicyInstance): boolean {
  return (Object.hasOwn(needed, template) ? (needed[template] ?? []) : []).every(
    (name) => parameters[name] !== undefined && parameters[name] !== null,
  )
}
