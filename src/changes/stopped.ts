/** Why work on a change ends without an end of the change. What was begun is finished by whoever takes it over; `cause` is worth a line in the log. */
export class Stopped extends Error {}

/** Somebody else works on it now, or the store does not know us as its holder any more. */
export class LostClaim extends Stopped {
  constructor() {
    super('another process works on this change now');
  }
}
