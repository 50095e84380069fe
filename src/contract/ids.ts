declare const brand: unique symbol
type Brand<Name extends string> = string & { readonly [brand]: Name }

/** An int64 as Webitel writes it: a decimal string (it does not fit a double). */
export type UserId = Brand<'UserId'>
/** A uuid. */
export type TokenId = Brand<'TokenId'>
/** Names a secret that main holds; made anew for each, worthless after it is closed. */
export type RevealId = Brand<'RevealId'>
/** Names a create whose answer never came. */
export type LostId = Brand<'LostId'>
/** Names a running or finished bulk job. */
export type JobId = Brand<'JobId'>
/** Names a sign-in that main holds half-way; worthless once it is through or abandoned. */
export type AttemptId = Brand<'AttemptId'>
/** Names a saved server and login. */
export type ProfileId = Brand<'ProfileId'>

/** Chosen by the renderer for a request that it may want to cancel: unique among those under way. */
export type Ticket = number
