import type { ErrorCode } from './codes.ts'
import { type ErrorDetails, JackfieldError } from './jackfield-error.ts'

/** One factory per code, sorted by code: `errors.connectionUnknown('no connection "x"', { hint })`. */
type Factory = (message: string, details?: ErrorDetails) => JackfieldError

const as =
  (code: ErrorCode): Factory =>
  (message, details) =>
    new JackfieldError(code, message, details)

/** The service answered with something that is not what its media type says. */
export const answerUnreadable: Factory = as('answer-unreadable')
/** A change can't be approved as asked. */
export const approvalRefused: Factory = as('approval-refused')
/** An argument of a public function is wrong. */
export const argumentInvalid: Factory = as('argument-invalid')
/** An attempt to authorise took longer than ten minutes. */
export const attemptExpired: Factory = as('attempt-expired')
/** There is no attempt to authorise with this `state`, or it was used before. */
export const attemptUnknown: Factory = as('attempt-unknown')
/** The person did not allow it. */
export const authorisationDenied: Factory = as('authorisation-denied')
/** The authorisation server did not answer with a code that belongs to the attempt. */
export const authorisationRefused: Factory = as('authorisation-refused')
/** The change was approved, rejected or withdrawn before. */
export const changeDecided: Factory = as('change-decided')
export const changeUnknown: Factory = as('change-unknown')
/** Settings or credentials do not fit what the connector asks for. */
export const connectionInvalid: Factory = as('connection-invalid')
/** The network connection to the service could not be made or broke. */
export const connectionLost: Factory = as('connection-lost')
/** The connection's secrets have to be entered again. */
export const connectionNeedsReauthorisation: Factory = as('connection-needs-reauthorisation')
/** The operation's connector needs a connection and none was given. */
export const connectionRequired: Factory = as('connection-required')
export const connectionUnknown: Factory = as('connection-unknown')
/** The connector's own code threw. */
export const connectorFailed: Factory = as('connector-failed')
/** A connector that the host registers is not valid; `problems` has everything. */
export const connectorInvalid: Factory = as('connector-invalid')
export const connectorUnknown: Factory = as('connector-unknown')
/** A dependent's document or usages can't be read; `problems` has everything. */
export const dependentInvalid: Factory = as('dependent-invalid')
export const dependentUnknown: Factory = as('dependent-unknown')
export const extensionMissing: Factory = as('extension-missing')
/** A file has more bytes than may be kept. */
export const fileTooLarge: Factory = as('file-too-large')
/** There is no such file in this organisation, or its time is over. */
export const fileUnknown: Factory = as('file-unknown')
/** The input does not fit the operation's schema; nothing was sent. */
export const inputInvalid: Factory = as('input-invalid')
export const kernelClosed: Factory = as('kernel-closed')
/** Credentials can't be kept without a key provider. */
export const keyMissing: Factory = as('key-missing')
/** Sealed credentials do not open with this key. */
export const keyWrong: Factory = as('key-wrong')
/** The service answered that it did not do it. */
export const operationFailed: Factory = as('operation-failed')
/** The operation needs what this kernel does not have; the message says what. */
export const operationUnavailable: Factory = as('operation-unavailable')
export const operationUnknown: Factory = as('operation-unknown')
/** The request would go to an origin that it may not go to. */
export const originRefused: Factory = as('origin-refused')
/** The answer does not fit the operation's output schema (`validateOutput: 'error'`). */
export const outputInvalid: Factory = as('output-invalid')
/** `max` pages were read, or a page came twice, and there is more. */
export const pagesExceeded: Factory = as('pages-exceeded')
/** A path given to `http` is not a relative path. */
export const pathRefused: Factory = as('path-refused')
/** A policy of an extension threw, or answered what can't be sent. */
export const policyFailed: Factory = as('policy-failed')
export const redirectRefused: Factory = as('redirect-refused')
export const requestAborted: Factory = as('request-aborted')
export const requestTimeout: Factory = as('request-timeout')
/** Several elements of the answer match `where`. */
export const resultAmbiguous: Factory = as('result-ambiguous')
/** The answer has nothing at `result.at`, or no element matches `where`. */
export const resultMissing: Factory = as('result-missing')
/** A connector changed between a dependent's check and its binding; check it again. */
export const revisionChanged: Factory = as('revision-changed')
/** A schema that a service gave can't be used. */
export const schemaRefused: Factory = as('schema-refused')
/** The browser that comes back is not the one that the attempt was begun for. */
export const sessionWrong: Factory = as('session-wrong')
export const storeFailed: Factory = as('store-failed')
/** The store was written by a newer Jackfield. */
export const storeNewer: Factory = as('store-newer')
/** A template in the middle of text reads a value that is absent. */
export const templateAbsent: Factory = as('template-absent')
/** The authorisation server refused to give a token. */
export const tokenRefused: Factory = as('token-refused')
