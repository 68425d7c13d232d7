import { readFile } from 'node:fs/promises';

/** Resident memory of a process in bytes, as Linux counts it. */
export interface ProcessMemory {
  now: number;
  /** The most since it was started. */
  peak: number;
}

/** @returns null when it has ended */
export async function processMemory(pid: number): Promise<ProcessMemory | null> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    return { now: kilobytes(status, 'VmRSS'), peak: kilobytes(status, 'VmHWM') };
  } catch {
    return null;
  }
}

function kilobytes(status: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) * 1024;
}
