import type { JobRunner } from '../jobs/job-runner';
import type { RecoveryWatch } from '../recovery/watch-for-recovery';
import type { InstanceGate } from '../restore/gate-keeper';
import type { ScheduleTicker } from '../schedule/schedule-ticker';
import type { Site } from '../site';
import type { UploadQueue } from '../upload/upload-queue';
import type { SiteConnection } from './site-connection';

/** What lives as long as Strapi does; made by `register`, ended by `destroy`. */
export interface PluginState {
  readonly connection: SiteConnection;
  readonly site: Site;
  readonly runner: JobRunner;
  readonly gate: InstanceGate;
  /** Takes in archives that were uploaded. */
  readonly uploads: UploadQueue;
  /** Recovers what killed processes leave. */
  watch: RecoveryWatch | null;
  expiry: NodeJS.Timeout | null;
  /** Runs what is due; ends with what it has begun. */
  ticker: ScheduleTicker | null;
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
