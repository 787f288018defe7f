import type {
  Connector,
  JsonObject,
  Operation,
  Problem,
  Schema,
  SecurityRequirement,
  SecurityScheme,
} from '@jackfield/core'
import type { Feature } from '../features.ts'
import type { Followed, Located } from '../refs/index.ts'
import type { Direction } from '../schema/index.ts'
import type { BodyRead } from './body.ts'
import type { OutputRead } from './output.ts'
import type { ParameterRead } from './parameter-read.ts'
import type { Subscribing, UrlPlace } from './url-place.ts'

/** What another format, whose documents are OpenAPI with words of its own, changes while one is read. */
export interface Hooks {
  /** Every schema that has a name, and every one of a parameter, a body or an output. */
  schema?(schema: Schema, written: Located): Schema
  /** Each parameter of an operation. `null` leaves it out of input and request. */
  parameter?(parameter: ParameterRead, about: OperationPlace): ParameterRead | null
  body?(body: BodyRead, about: OperationPlace): BodyRead | null
  output?(output: OutputRead, about: OperationPlace): OutputRead
  /** Each operation, complete. What is answered takes its place: several, or none. */
  operation?(read: OperationRead): Operation | readonly Operation[]
  /** What is asked last, with everything in its place. */
  connector?(connector: Connector): Connector
}

export interface OperationPlace {
  readonly method: string
  /** As the document has it. */
  readonly path: string
  readonly operation: Located<JsonObject>
  readonly pathItem: Located<JsonObject>
}

export interface OperationRead extends OperationPlace, Tools {
  readonly read: Operation
  readonly parameters: readonly ParameterRead[]
  readonly body: BodyRead | null
  readonly output: OutputRead
  /** The operation as one that subscribes, with our URL in that place; undefined where it has no such place. */
  subscribing(place: UrlPlace): Subscribing | undefined
}

/** What a hook can do with what it finds in the document. */
export interface Tools {
  /** What a value is once it is no reference any more. */
  follow(located: Located): Followed
  /** A schema of the document as one of the model; what it refers to is named. */
  schema(located: Located, direction: Direction): Schema
  unavailable(operation: Operation, feature: Feature | (string & {}), reason?: string): Operation
  report(problem: Pick<Problem, 'code' | 'message' | 'hint' | 'severity'>, at: Located): void
}

/** Instead of what the document says of authentication. */
export interface GivenSecurity {
  readonly securitySchemes: Readonly<Record<string, SecurityScheme>>
  /** OR of ANDs. */
  readonly security: readonly SecurityRequirement[]
  /** Properties of the settings besides; those of `required` are. */
  readonly settings?: Readonly<Record<string, JsonObject>>
  readonly required?: readonly string[]
}
