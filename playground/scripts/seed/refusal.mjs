/** The seeder does not start, and says why; any other error is a defect and shows its stack. */
export class Refusal extends Error {
  /**
   * @param {string} message
   * @param {number} exitCode 1, or 64 for wrong usage
   */
  constructor(message, exitCode) {
    super(message);
    this.exitCode = exitCode;
  }
}
