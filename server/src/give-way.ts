import { availableParallelism } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';

/** Longest single pause: a cancel is heard in between. */
const LONGEST_MS = 200;
/** What was not used lately may be used later, but not more. */
const CREDIT_MS = 100;

/**
 * Cores that may be used while the site is busy. Priority alone is not enough: who takes all of a machine is slowed down
 * as a whole, by the host of a virtual machine or by the limits of a container, and the site with it.
 */
const BUDGET = Math.max(0.5, availableParallelism() / 2 - 0.25);

/** What a database server on the same machine does for a job counts as well: it works at the site's priority. */
const WITH_SERVER = 2 / 3;

let budget = BUDGET;
let siteIsBusy = false;
let since = usage();

/** Said once, before the work begins. */
export function shareWithServer(): void {
  budget = BUDGET * WITH_SERVER;
}

/** Told by Strapi's process, which knows how much it has to do; never in that process itself. */
export function setSiteIsBusy(busy: boolean): void {
  siteIsBusy = busy;
  since = usage();
}

/**
 * Called with every megabyte that is read or written. On a site at rest it costs nothing; on a busy one it waits for
 * as long as too much was used.
 */
export async function giveWay(): Promise<void> {
  if (!siteIsBusy) return;
  const now = usage();
  const excess = (now.cpu - since.cpu) / budget - (now.at - since.at);
  if (excess < -CREDIT_MS) since = now;
  // What one long call has taken (SQLite makes its snapshot in one) is not paid for afterwards.
  if (excess > LONGEST_MS) since = now;
  if (excess > 1) await wait(Math.min(excess, LONGEST_MS));
}

/** Milliseconds: of the clock, and of all threads of this process. */
function usage(): { readonly at: number; readonly cpu: number } {
  const { user, system } = process.cpuUsage();
  return { at: performance.now(), cpu: (user + system) / 1000 };
}
