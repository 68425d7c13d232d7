import type { RestoreRecord } from '../catalog/restore-records';
import type { Restore } from '../contracts/restores';
import { canUndo } from './run-undo';

/** A restore as routes answer it: without paths and hashes, with whether undo would work. */
export function presentRestore(record: RestoreRecord): Restore {
  const { kept: _kept, statusTokenHash: _hash, ...shown } = record;
  return { ...shown, canUndo: canUndo(record) };
}
