export type {
  CodeOperation,
  CodePoll,
  Http,
  HttpAnswer,
  HttpOptions,
  HttpPart,
  PolledItem,
  PollServices,
  Services,
  Storage,
} from './invoke/index.ts'
export {
  type ActionDefinition,
  action,
  type ConnectorDefinition,
  defineConnector,
  type InputOf,
  type PollDefinition,
  type SchemaDefinition,
  type TriggerDefinition,
  trigger,
} from './load/index.ts'
