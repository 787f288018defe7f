/** What a template is held to: at least three expected requests or answers, as its documentation has them. */
export type Cases<Case> = readonly [Case, Case, Case, ...Case[]]
