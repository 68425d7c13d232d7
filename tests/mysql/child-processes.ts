import { readdirSync, readFileSync } from 'node:fs';

export interface ChildProcess {
  readonly pid: number;
  readonly command: string;
  readonly environment: string;
}

/** The processes below one, with what anybody, or root, can read about them. */
export function childrenOf(parent: number): ChildProcess[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = read(`/proc/${name}/stat`);
      const ppid = Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0]);
      return [{ pid: Number(name), ppid }];
    });
  const family = new Set([parent]);
  for (const { pid, ppid } of all.sort((a, b) => a.pid - b.pid)) {
    if (family.has(ppid)) family.add(pid);
  }
  family.delete(parent);
  return Array.from(family, (pid) => ({
    pid,
    command: read(`/proc/${String(pid)}/cmdline`).replaceAll('\0', ' '),
    environment: read(`/proc/${String(pid)}/environ`),
  }));
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // It has ended meanwhile.
    return '';
  }
}
