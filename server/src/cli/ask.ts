import { createInterface } from 'node:readline/promises';
import { BackupError } from '../errors';
import type { Interruption } from './interruption';
import type { Output } from './output';
import { WrongUsage } from './wrong-usage';

interface Question {
  readonly text: string;
  /** What has to be typed. */
  readonly expected: string;
}

/**
 * Lets somebody confirm what cannot be taken back lightly.
 *
 * @param yes it was confirmed on the command line
 * @throws WrongUsage where nobody can be asked, BackupError INVALID_INPUT after another answer
 */
export async function confirmTyped(
  { text, expected }: Question,
  yes: boolean,
  output: Output,
  interruption: Interruption,
): Promise<void> {
  if (yes) return;
  if (!output.canAsk) {
    throw new WrongUsage(
      'Nobody is there to be asked. Look at the plan (--dry-run), then say --yes.',
      'yes',
    );
  }
  const answer = await ask(`${text} `, interruption);
  if (answer.trim() === expected.trim()) return;
  throw new BackupError('INVALID_INPUT', 'That is something else. Nothing was changed.');
}

async function ask(text: string, interruption: Interruption): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // The terminal hands Ctrl-C over as a key while it is asked.
  lines.on('SIGINT', interruption.come);
  try {
    const closed = new Promise<string>((resolve) => {
      // Ctrl-D: no answer.
      lines.once('close', () => {
        resolve('');
      });
    });
    return await Promise.race([lines.question(text, { signal: interruption.signal }), closed]);
  } catch (error) {
    interruption.signal.throwIfAborted();
    throw error;
  } finally {
    lines.close();
  }
}
