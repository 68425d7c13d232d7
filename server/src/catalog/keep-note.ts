import type { Site } from '../site';
import { writeNote, type NewNote } from './audit-trail';

/**
 * Notes who did what, and from where. What was done stays done when the note fails; whoever runs the site is warned
 * then.
 */
export async function keepNote(
  { connection, warn }: Pick<Site, 'connection' | 'warn'>,
  note: NewNote,
): Promise<void> {
  try {
    await writeNote(connection, note);
  } catch (error) {
    warn(`The audit trail has no note of ${note.action} ${note.subject}.`, error);
  }
}
