import type { JobRunner } from '../jobs/job-runner';
import type { RecoveryWatch } from '../recovery/watch-for-recovery';
import type { InstanceGate } from '../restore/gate-keeper';
import type { Site } from '../site';

/** What lives as long as Strapi does; made by `register`, ended by `destroy`. */
export interface PluginState {
  readonly site: Site;
  readonly runner: JobRunner;
  readonly gate: InstanceGate;
  /** Why nothing can be backed up, e.g. a database that is not supported; null when all is well. */
  watch: RecoveryWatch | null;
  expiry: NodeJS.Timeout | null;
}

let state: PluginState | null = null;

export function setPluginState(next: PluginState | null): void {
  state = next;
}

/** @throws Error before `register` and after `destroy`, which is a mistake of ours */
export function pluginState(): PluginState {
  if (state === null) throw new Error('The Backup plugin is not running.');
  return state;
}

export function hasPluginState(): boolean {
  return state !== null;
}
