import { readdir, readFile, readlink } from 'node:fs/promises';

export interface MarkedProcess {
  pid: number;
  parentPid: number;
  /** Program and arguments, separated by spaces. */
  command: string;
}

/**
 * The running processes that were started with `marker` in their environment, and so did their
 * parents: a program hands its environment down, also to a child that outlives it. Linux only;
 * elsewhere the list is empty.
 *
 * @param marker as in "NAME=value"
 */
export async function markedProcesses(marker: string): Promise<MarkedProcess[]> {
  return processesWhere(async (pid) => {
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8');
    return environment.split('\0').includes(marker);
  });
}

/** The running processes that work in a folder. */
export async function processesIn(folder: string): Promise<MarkedProcess[]> {
  return processesWhere(async (pid) => (await readlink(`/proc/${pid}/cwd`)) === folder);
}

async function processesWhere(fits: (pid: string) => Promise<boolean>): Promise<MarkedProcess[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map((pid) => readProcess(pid, fits)));
  return found.filter((entry) => entry !== null);
}

async function readProcess(
  pid: string,
  fits: (pid: string) => Promise<boolean>,
): Promise<MarkedProcess | null> {
  try {
    if (!(await fits(pid))) return null;
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    // A zombie has ended; it only waits for its parent to ask how.
    if (/^State:\s+Z/m.test(status)) return null;
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8');
    return {
      pid: Number(pid),
      parentPid: Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0),
      command: command.split('\0').join(' ').trim(),
    };
  } catch {
    // It ended meanwhile, or belongs to somebody else.
    return null;
  }
}
