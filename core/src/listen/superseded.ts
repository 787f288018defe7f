/** Thrown where a poll finds that its listener was edited, upgraded or ended meanwhile: what it read is dropped. */
export class Superseded extends Error {
  override readonly name = 'Superseded'
}
