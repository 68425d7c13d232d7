import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Site } from './site';

/** How a call of the file system fails: see break-file-system.cjs. */
export const FAULTS = ['ENOSPC', 'EIO', 'EACCES', 'short', 'lost'] as const;
export type Fault = (typeof FAULTS)[number];

/** Whose calls fail: those of the process that does the heavy work, or of Strapi's own. */
export type FailingSide = 'worker' | 'parent';

export interface FailingDisk {
  /** For the Strapi whose calls are to fail. */
  readonly env: Record<string, string>;
  /** From now on the `at`-th fitting call fails; null: none, they are only noted. */
  arm: (site: Site, fault: Fault, at: number | null) => Promise<void>;
  /** No call fails any more. @returns what has failed; null when it was never reached */
  disarm: () => Promise<string | null>;
  /** The fitting calls that were noted: operation and path. */
  calls: () => Promise<string[]>;
}

export async function failingDisk(side: FailingSide): Promise<FailingDisk> {
  const folder = await mkdtemp(path.join(tmpdir(), 'failing-disk-'));
  const plan = path.join(folder, 'plan');
  return {
    env: {
      FAULT_PLAN: plan,
      NODE_OPTIONS: `--require ${path.join(__dirname, 'break-file-system.cjs')}`,
    },
    arm: async (site, kind, at) => {
      await rm(`${plan}.fired`, { force: true });
      await rm(`${plan}.calls`, { force: true });
      const roots = [site.backupsDir, site.uploadsDir];
      await writeFile(plan, JSON.stringify({ side, kind, at, roots }));
    },
    disarm: async () => {
      await rm(plan, { force: true });
      return readFile(`${plan}.fired`, 'utf8').catch(() => null);
    },
    calls: async () => {
      const noted = await readFile(`${plan}.calls`, 'utf8').catch(() => '');
      return noted.split('\n').filter((line) => line !== '');
    },
  };
}
