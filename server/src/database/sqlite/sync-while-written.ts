import { Worker } from 'node:worker_threads';

/**
 * Runs in a thread: SQLite holds the other one until its file is complete. Brings to the disk what has come since the
 * last look, until the flag is set.
 */
const LOOP = `
  const { openSync, fdatasyncSync, closeSync } = require('node:fs');
  const { workerData } = require('node:worker_threads');
  const flag = new Int32Array(workerData.flag);
  let descriptor = null;
  while (Atomics.wait(flag, 0, 0, 50) === 'timed-out') {
    try {
      descriptor ??= openSync(workerData.file, 'r');
      fdatasyncSync(descriptor);
    } catch {
      // Not there yet; and whether it can be written is SQLite's to say.
    }
  }
  if (descriptor !== null) closeSync(descriptor);
`;

/**
 * Does something that writes a large file in one blocking call, and meanwhile brings the file to the disk little by
 * little: see `PacedSync` for why.
 */
export async function syncWhileWritten<Result>(file: string, write: () => Result): Promise<Result> {
  const flag = new SharedArrayBuffer(4);
  const thread = new Worker(LOOP, { eval: true, workerData: { file, flag } });
  const ended = new Promise<void>((resolve) => {
    thread.once('exit', () => {
      resolve();
    });
  });
  // Without it the snapshot is as good, and only less gentle.
  thread.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    thread.once('online', () => {
      resolve();
    });
    thread.once('exit', () => {
      resolve();
    });
  });
  try {
    return write();
  } finally {
    const cell = new Int32Array(flag);
    Atomics.store(cell, 0, 1);
    Atomics.notify(cell, 0);
    await ended;
  }
}
