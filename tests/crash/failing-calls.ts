import path from 'node:path';
import { ERROR_STATUS } from '../../server/src/errors';
import type { FailingDisk, Fault } from '../support/failing-disk';
import type { Site } from '../support/site';
import { some } from './crash-cases';
import { tell } from './tell';

/** Words that are no answer to a disk that fails. */
const UNCLEAR = ['INTERNAL', 'WORKER_DIED', 'INTERRUPTED', 'LEASE_LOST'];

/**
 * Which calls of a job are made to fail, counted from 1: of each kind of call at each kind of place one;
 * with --all each.
 *
 * @param job does it once, without a fault
 * @param most so many kinds, chosen by the seed, unless --all
 */
export async function failingCalls(
  site: Site,
  disk: FailingDisk,
  fault: Fault,
  job: () => Promise<unknown>,
  most = Infinity,
): Promise<readonly number[]> {
  await disk.arm(site, fault, null);
  await job();
  await disk.disarm();
  const calls = await disk.calls();
  const kinds = new Map<string, number[]>();
  for (const [index, call] of calls.entries()) {
    const kind = kindOf(site, call);
    kinds.set(kind, [...(kinds.get(kind) ?? []), index + 1]);
  }
  tell(`${String(calls.length)} calls of ${String(kinds.size)} kinds can fail with ${fault}`);
  const chosen = most < kinds.size ? some([...kinds.values()], most) : [...kinds.values()];
  return chosen.flatMap((each) => some(each, 1)).sort((a, b) => a - b);
}

/** What every request does: it makes the backup folder and the folders in it, where they are not there. */
const OPENING =
  /^(?:mkdirSync|chmodSync) \/\.backups(?:\/\.\w+)?$|\/\.(?:gitignore|strapi-backup\.json)$/;

/** Folder and extension are the same; names and random folders differ from run to run. */
function kindOf(site: Site, call: string): string {
  const [operation = '', file = ''] = call.split(' ');
  const relative = file.replace(site.dir, '').replace(/[a-z0-9]{12,}(-\d+)?/g, '*');
  if (OPENING.test(`${operation} ${relative}`)) return 'the folder is opened';
  return `${operation} ${path.dirname(relative)} ${path.extname(relative)}`;
}

/** What a person is told has a code of the list, and one that says something. */
export function expectClear(code: string | undefined): void {
  expect(Object.keys(ERROR_STATUS)).toContain(code);
  expect(UNCLEAR).not.toContain(code);
}
