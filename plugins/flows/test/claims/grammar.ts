/** The smallest parts. */
const atoms: readonly string[] = [
  ...['t', 'm', 'z', 'n', 'b', 'f', 'l', 'o', 'p', 'r', 'e'].map((name) => `trigger.${name}`),
  ...['o.a', 'o.c', 'p.a', 'l[0]', 'r.c', 'r[0].c', 'r[0].a', 'r[1].c', 'r[n > 0].c', 'r[n > 0][0].c'].map(
    (path) => `trigger.${path}`,
  ),
  '"a"',
  '1',
  'null',
]

type Template = (one: string, two: string, three: string) => string

/** Of one part. */
const ofOne: readonly Template[] = [
  ...'exists not boolean count string type length uppercase substringBefore sum join keys distinct reverse sort number merge'
    .split(' ')
    .map(
      (name): Template =>
        (a) =>
          name === 'substringBefore' ? `$${name}(${a}, "a")` : `$${name}(${a})`,
    ),
  (a) => `$substring(${a}, 0, 1)`,
  (a) => `$contains(${a}, "a")`,
  (a) => `$match(${a}, /a/)`,
  (a) => `$split(${a}, "a")`,
  (a) => `-${a}`,
  (a) => `[${a}]`,
  (a) => `{"k": ${a}}`,
  (a) => `{"k": ${a}}.k`,
  (a) => `(${a})[0]`,
  (a) => `(${a}).a`,
  (a) => `(${a}).("k")`,
  (a) => `(${a}).$uppercase()`,
  (a) => `(${a}).$string()`,
  (a) => `(${a})^($)`,
  (a) => `(${a})[]`,
  (a) => `(${a}).*`,
  (a) => `${a} ~> $uppercase`,
  (a) => `( $x := ${a}; $x )`,
  (a) => `( $x := ${a}; $exists($x) ? $x : "d" )`,
  (a) => `( $exists := function($y){ true }; $exists(${a}) ? ${a} : "d" )`,
  (a) => `$map(${a}, function($y){ $y })`,
  (a) => `$map(${a}, $string)`,
  (a) => `$filter(${a}, function($y){ $y = "a" })`,
  (a) => `$single(${a}, function($y){ $y = "a" })`,
  (a) => `$reduce(${a}, function($y, $w){ $y & $w }, "")`,
  (a) => `$count(${a}) > 0 ? ${a} : "d"`,
  (a) => `$count(${a}) >= 0 ? ${a} : "d"`,
  (a) => `$count(${a}) != 7 ? ${a} : "d"`,
  (a) => `1 > $count(${a}) ? ${a} : "d"`,
  (a) => `1 <= $count(${a}) ? ${a} : "d"`,
  (a) => `$count(${a}) != 0 ? ${a} : "d"`,
  (a) => `$count(${a}) = 1 ? ${a} : "d"`,
  (a) => `$count(${a}) = 0 ? "d" : ${a}`,
  (a) => `${a} != null ? ${a} : "d"`,
  (a) => `${a} = null ? "d" : ${a}`,
  (a) => `null != ${a} ? ${a} : "d"`,
  (a) => `$type(${a}) = "string" ? ${a} : "d"`,
  (a) => `$type(${a}) != "null" ? ${a} : "d"`,
  (a) => `$type(${a}) = "null" ? ${a} : "d"`,
  (a) => `$type(${a}) = "null" ? "d" : ${a}`,
  (a) => `null = ${a} or ${a} = "" ? "d" : $string(${a})`,
  (a) => `$not(${a} = null) ? ${a} : "d"`,
  (a) => `$not(${a}) ? "d" : ${a}`,
  (a) => `$not(${a}) ? ${a} : "d"`,
  (a) => `$not($not(${a})) ? ${a} : "d"`,
  (a) => `$not($exists(${a})) ? "d" : ${a}`,
  (a) => `$boolean(${a}) ? ${a} : "d"`,
  (a) => `$length(${a}) > 0 ? ${a} : "d"`,
  (a) => `$string(${a}) != null ? ${a} : "d"`,
  (a) => `$exists(${a}) ? ${a}`,
  (a) => `${a} ? ${a}`,
]

/** Of two. */
const ofTwo: readonly Template[] = [
  ...['&', '+', '=', '!=', '<', '>=', 'in', 'and', 'or', '??', '?:'].map(
    (operator): Template =>
      (a, b) =>
        `(${a} ${operator} ${b})`,
  ),
  (a, b) => `$append(${a}, ${b})`,
  (a, b) => `$join(${a}, ${b})`,
  (a, b) => `$substringAfter(${a}, ${b})`,
  (a, b) => `[${a}, ${b}]`,
  (a, b) => `["d", ${a}, ${b}][0]`,
  (a, b) => `[${a}, ${b} & "d", {"k": ${a}}][-2]`,
  (a, b) => `[${a}, ${b}][1].a`,
  (a, b) => `{"k": ${a}, "j": ${b}}`,
  (a, b) => `{${a}: ${b}}`,
  (a, b) => `${a} ? ${b}`,
  (a, b) => `$exists(${a}) ? ${b} : "d"`,
  (a, b) => `$exists(${a}) ? ${b}`,
  (a, b) => `${a} ? ${b} : "d"`,
  (a, b) => `(${a})[${b}]`,
  (a, b) => `(${a}).(${b})`,
  (a, b) => `( $x := ${a}; ${b} & $x )`,
  (a, b) => `trigger.r.(c ? ${a} : ${b})`,
  (a, b) => `$map(trigger.r, function($y){ $exists($y.c) ? ${a} : ${b} })`,
  (a, b) => `trigger.r[$exists(c)].(${a} & ${b})`,
  (a, b) => `$string(${a}) & (${b} ? "y")`,
]

/** Of three. */
const ofThree: readonly Template[] = [
  (a, b, c) => `(${a} ? ${b} : ${c})`,
  (a, b, c) => `($exists(${a}) and ${b} ? ${a} : ${c})`,
  (a, b, c) => `($exists(${a}) or ${b} ? ${a} : ${c})`,
  (a, b, c) => `(${a} = ${b} ? ${a} : ${c})`,
  (a, b, c) => `(${a} and ${b} ? ${a} & ${b} : ${c})`,
  (a, b, c) => `((${a} ?? ${b}) ?: ${c})`,
]

/** What only has a meaning in elements. */
const withinElements: readonly string[] = [
  'c',
  'n',
  'a',
  '$',
  '%.t',
  '$x',
  '$y.c',
  '$$.trigger.r.c',
  '$$.trigger.r[0].c',
]

/** An expression so deep, of the smallest parts and now and then of what stands for an element. */
export function expressionOf(random: () => number, depth: number): string {
  const of = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T
  if (depth === 0) return random() < 0.06 ? of(withinElements) : of(atoms)
  const inner = (): string => expressionOf(random, random() < 0.3 ? 0 : depth - 1)
  const [one, two, three] = [inner(), inner(), inner()]
  const kind = random()
  return of(kind < 0.4 ? ofOne : kind < 0.8 ? ofTwo : ofThree)(one, two, three)
}

/** Every expression of one template over the smallest parts. */
export function* shallowExpressions(): Generator<string> {
  for (const one of atoms) {
    yield one
    for (const template of ofOne) yield template(one, '', '')
    for (const two of atoms) for (const template of ofTwo) yield template(one, two, '')
    for (const two of atoms) for (const three of atoms) for (const template of ofThree) yield template(one, two, three)
  }
}
