import type { PausePoint } from '../../server/src/pause-points';
import type { RestoreComponent } from '../../server/src/contracts/restores';
import { DATABASE_KIND } from '../support/database-kind';
import { PASSED_POINTS, type PassedPoint } from './passed-points';
import { runOptions } from './run-options';
import { seededRandom } from './seeded-random';

/**
 * Who is killed, with SIGKILL, while a job stands still at a named place:
 * - `worker`, `strapi`, `both` at that moment; whoever is left then goes on
 * - `strapi-first`: Strapi alone; its worker stays frozen until another Strapi has brought the site to
 *   rest, and only then goes on. Nothing that it does may have an effect any more.
 */
export type Kill = 'worker' | 'strapi' | 'both' | 'strapi-first';

export type CrashedJob = PassedPoint['job'] | 'undo';

export interface CrashCase {
  /** The name of the test. */
  readonly title: string;
  readonly job: CrashedJob;
  readonly point: PausePoint;
  readonly kill: Kill;
  readonly components: readonly RestoreComponent[];
}

const BOTH_COMPONENTS: readonly RestoreComponent[] = ['database', 'media'];

/**
 * While a worker stands here it locks a database of SQLite, so nobody can take over before it goes on.
 * On a server others go on, and the fence keeps a swap that comes too late from happening.
 */
const LOCKING: readonly PausePoint[] =
  DATABASE_KIND === 'sqlite'
    ? [
        'restore.swap.locked',
        'restore.swap.undo-written',
        'restore.swap.half',
        'restore.swap.replaced',
      ]
    : [];

/** A job has no worker yet, or needs none. */
const WITHOUT_WORKER: Readonly<Record<CrashedJob, readonly PausePoint[]>> = {
  backup: ['backup.plan'],
  restore: [],
  preserve: [],
  undo: ['restore.plan', 'restore.prepared', 'restore.gate'],
  upload: [],
  delete: ['delete.tombstone', 'delete.sidecar', 'delete.archive'],
  confirm: ['confirm.recorded', 'confirm.discarded'],
  rescan: ['rescan.adopted'],
};

/** An undo stages a copy of what is kept and reads no archive; media alone need no database swap. */
const ONLY_WITH_ARCHIVE = /^restore\.stage-/;
const ONLY_WITH_DATABASE = /^restore\.(swap\.|stage-database)/;
const ONLY_WITH_MEDIA = /^restore\.(roll-forward\.|stage-media)/;

/** Where a server does something that another one may do differently. */
const OF_DATABASE = /^restore\.(stage-database|prepare-swap|swap)|^backup\.snapshot/;

/**
 * Each place once, the kinds of kill taking turns; with --all every kind at every place. Of an engine that
 * another database of the run has too: the places that are about the database, and some of the others.
 */
export function crashCases(job: PassedPoint['job']): CrashCase[] {
  const { everyPlace } = runOptions();
  const all = PASSED_POINTS.filter((each) => each.job === job);
  const others = all.filter(({ name }) => !OF_DATABASE.test(name));
  const chosen = everyPlace ? others : some(others, others.length);
  const points = all.filter((each) => !others.includes(each) || chosen.includes(each));
  return withKills(points.map(({ name }) => ({ job, point: name, components: BOTH_COMPONENTS })));
}

/** The places that an undo comes by; some of them, chosen by the seed, unless --all. */
export function undoCases(): CrashCase[] {
  const points = PASSED_POINTS.filter(
    ({ job, name }) => job === 'restore' && !ONLY_WITH_ARCHIVE.test(name),
  );
  return withKills(
    some(points, 5).map(({ name }) => ({ job: 'undo', point: name, components: BOTH_COMPONENTS })),
  );
}

/** Where *preserve* goes another way than *replace*, and some of the places where it does not. */
export function preserveCases(): CrashCase[] {
  const own = PASSED_POINTS.filter(({ job }) => job === 'preserve');
  const shares = runOptions().everyPlace ? 2 : 0;
  const shared = PASSED_POINTS.filter(({ job }) => job === 'restore');
  const staging = shared.filter(({ name }) => ONLY_WITH_ARCHIVE.test(name));
  const others = shared.filter(({ name }) => !ONLY_WITH_ARCHIVE.test(name));
  return withKills(
    [...own, ...some(staging, shares), ...some(others, shares)].map(({ name }) => ({
      job: 'preserve',
      point: name,
      components: BOTH_COMPONENTS,
    })),
  );
}

/**
 * Restores of one component, and the safety backup inside of a restore: a few of each, or all. What they have to
 * do with the kind of database is in the other cases.
 */
export function partCases(): CrashCase[] {
  if (!runOptions().everyPlace) return [];
  const ofRestore = PASSED_POINTS.filter((each) => each.job === 'restore');
  const ofBackup = PASSED_POINTS.filter((each) => each.job === 'backup');
  const media = ofRestore.filter(({ name }) => !ONLY_WITH_DATABASE.test(name));
  const database = ofRestore.filter(({ name }) => !ONLY_WITH_MEDIA.test(name));
  return withKills([
    ...some(media, 2).map(({ name }) => part(name, ['media'])),
    ...some(database, 2).map(({ name }) => part(name, ['database'])),
    ...some(ofBackup, 2).map(({ name }) => part(name, BOTH_COMPONENTS)),
  ]);
}

type Unkilled = Omit<CrashCase, 'kill' | 'title'>;

function part(point: PausePoint, components: readonly RestoreComponent[]): Unkilled {
  return { job: 'restore', point, components };
}

function withKills(cases: readonly Unkilled[]): CrashCase[] {
  if (!runOptions().all) return takingTurns(cases);
  return cases.flatMap((each) => killsAt(each).map((kill) => killed(each, kill)));
}

/** Each case once; which kind of kill comes first is the seed's choice. */
function takingTurns(cases: readonly Unkilled[]): CrashCase[] {
  const { seed } = runOptions();
  return cases.map((each, index) => {
    const kills = killsAt(each);
    return killed(each, kills[(seed + index) % kills.length]!);
  });
}

function killed(each: Unkilled, kill: Kill): CrashCase {
  return { ...each, kill, title: titleOf(each, kill) };
}

function killsAt({ job, point }: Unkilled): Kill[] {
  if (WITHOUT_WORKER[job].includes(point)) return ['strapi'];
  const { side } = PASSED_POINTS.find(({ name }) => name === point)!;
  return side === 'worker' && !LOCKING.includes(point)
    ? ['worker', 'strapi', 'both', 'strapi-first']
    : ['worker', 'strapi', 'both'];
}

function titleOf({ job, point, components }: Unkilled, kill: Kill): string {
  const what = components.length === 1 ? `${job} of the ${components.join()}` : job;
  return `${what}, ${point}, kill ${kill}`;
}

/** @param count on the fastest database */
export function some<T>(list: readonly T[], count: number): readonly T[] {
  const { seed, all, share } = runOptions();
  return all ? list : seededRandom(seed).sample(list, Math.ceil(count * share));
}
