/** One finding about the database, for *Test configuration*. */
export interface DatabaseCheck {
  readonly code: string;
  readonly level: 'green' | 'amber' | 'red';
  readonly message: string;
  readonly remedy: string | null;
}
