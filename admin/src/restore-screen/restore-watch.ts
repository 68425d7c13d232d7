import type { RestoreComponent } from '../../../server/src/contracts/restores';

/**
 * A restore (or its undo) that this browser started. It is kept in the session storage, because
 * the restore ends every session: only the token in here still tells what became of it.
 */
export interface RestoreWatch {
  token: string;
  restoreId: string;
  undo: boolean;
  /** The backup's name. */
  name: string;
  components: RestoreComponent[];
  safetyBackup: boolean;
  /** The language that the panel spoke. */
  locale: string;
  /** Address of the panel's sign-in, which depends on where the panel is mounted. */
  signInPath: string;
  /** Milliseconds since 1970 by this browser's clock. */
  startedAt: number;
  /** When this browser first saw each step, by the same clock. */
  seen: Record<string, number>;
}

const KEY = 'backup-vault-restore';
const listeners = new Set<() => void>();

/** The restore that this browser tab follows, or null. */
export function readRestoreWatch(): RestoreWatch | null {
  try {
    const parsed: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    return isRestoreWatch(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

export function saveRestoreWatch(watch: RestoreWatch): void {
  sessionStorage.setItem(KEY, JSON.stringify(watch));
  tellListeners();
}

export function forgetRestoreWatch(): void {
  sessionStorage.removeItem(KEY);
  tellListeners();
}

/** Calls back whenever a restore begins or stops to be followed; returns how to end that. */
export function subscribeToRestoreWatch(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

function tellListeners(): void {
  for (const listener of listeners) listener();
}

function isRestoreWatch(value: unknown): value is RestoreWatch {
  if (typeof value !== 'object' || value === null) return false;
  const watch = value as Partial<Record<keyof RestoreWatch, unknown>>;
  return (
    typeof watch.token === 'string' &&
    typeof watch.restoreId === 'string' &&
    typeof watch.undo === 'boolean' &&
    typeof watch.name === 'string' &&
    Array.isArray(watch.components) &&
    typeof watch.safetyBackup === 'boolean' &&
    typeof watch.locale === 'string' &&
    typeof watch.signInPath === 'string' &&
    typeof watch.startedAt === 'number' &&
    typeof watch.seen === 'object' &&
    watch.seen !== null
  );
}
