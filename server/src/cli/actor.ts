import { userInfo } from 'node:os';
import type { Actor } from '../contracts/backups';

/** Who sits at the machine; no account of the site. */
export function commandLineActor(): Actor {
  return { id: null, email: null, name: `${accountName()} (command line)` };
}

/** In a container there may be a number without a name. */
function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${String(process.getuid?.() ?? '?')}`;
  }
}
