/** A reason not to go on that its reader can act upon; shown without a stack. */
export class Refusal extends Error {
  /** @override */
  name = 'Refusal';
}
