'use strict';
/* global process, __filename */

/**
 * Loaded into Strapi and its worker before everything else: makes one call of the file system fail, the
 * n-th that touches certain folders. What is to fail stands in a file, which a test writes and removes
 * while the processes run (tests/support/failing-disk.ts).
 *
 * Kinds: an error code (ENOSPC, EIO, EACCES) · `short` half of a write arrives, as on a disk that fills up
 * · `lost` the call does its work, and its answer says EIO.
 */
const fs = require('node:fs');
const path = require('node:path');
const { promisify } = require('node:util');
const childProcess = require('node:child_process');

const PLAN = process.env.FAULT_PLAN;
const original = { ...fs };
const side =
  process.send !== undefined && /worker[/\\]index\.js$/.test(process.argv[1] ?? '')
    ? 'worker'
    : 'parent';

const WRITES = ['writeSync', 'write'];
const SYNCS = ['fsyncSync', 'fsync', 'fdatasync'];
const OPENS = ['openSync', 'open', 'promises.open', 'writeFileSync', 'promises.writeFile'];
const MOVES = ['renameSync', 'mkdirSync', 'promises.mkdir'];
const REMOVALS = ['unlinkSync', 'rmSync', 'promises.rm', 'promises.unlink', 'promises.truncate'];
const MARKS = ['utimesSync', 'chmodSync'];
const READS = [
  'readSync',
  'read',
  'readdirSync',
  'promises.readdir',
  'readFileSync',
  'promises.readFile',
];
const FITS = {
  ENOSPC: new Set([...OPENS, ...WRITES, ...SYNCS, ...MOVES]),
  EIO: new Set([...OPENS, ...WRITES, ...SYNCS, ...MOVES, ...REMOVALS, ...MARKS, ...READS]),
  EACCES: new Set([...OPENS, ...MOVES, ...REMOVALS, ...MARKS, 'readdirSync', 'promises.readdir']),
  short: new Set(WRITES),
  lost: new Set([...WRITES, ...SYNCS, ...MOVES, ...REMOVALS]),
};

/** Where the system's own name of a call is another one than Node's. */
const SYSCALLS = {
  utimes: 'utime',
  writeFile: 'open',
  readFile: 'read',
  readdir: 'scandir',
};

let plan = null;
let planTime = -1;
let count = 0;
const pathOf = new Map();

function currentPlan() {
  const stats = original.statSync(PLAN, { throwIfNoEntry: false });
  const time = stats?.mtimeMs ?? 0;
  if (time !== planTime) {
    planTime = time;
    count = 0;
    plan = stats === undefined ? null : JSON.parse(original.readFileSync(PLAN, 'utf8'));
  }
  return plan;
}

/** @returns the kind of fault that this call meets, or null */
function faultOf(operation, target) {
  const wanted = currentPlan();
  if (wanted === null || wanted.side !== side || !FITS[wanted.kind].has(operation)) return null;
  const file = typeof target === 'number' ? pathOf.get(target) : String(target ?? '');
  if (file === undefined || file.includes(`${path.sep}.logs${path.sep}`)) return null;
  if (!wanted.roots.some((root) => file.startsWith(root))) return null;
  count += 1;
  if (wanted.at === null) original.appendFileSync(`${PLAN}.calls`, `${operation} ${file}\n`);
  if (count !== wanted.at) return null;
  original.appendFileSync(`${PLAN}.fired`, `${operation} ${file}\n`);
  return wanted.kind;
}

function errorOf(kind, operation, file) {
  const code = kind === 'lost' ? 'EIO' : kind;
  const plain = operation.replace(/^promises\.|Sync$/g, '');
  const syscall = SYSCALLS[plain] ?? plain;
  return Object.assign(new Error(`${code}: made to fail, ${operation} ${String(file)}`), {
    code,
    errno: -5,
    syscall,
  });
}

for (const name of [
  'openSync',
  'fsyncSync',
  'renameSync',
  'mkdirSync',
  'unlinkSync',
  'utimesSync',
  'chmodSync',
  'writeFileSync',
  'readSync',
  'writeSync',
  'rmSync',
  'readdirSync',
  'readFileSync',
]) {
  fs[name] = (target, ...rest) => {
    const kind = faultOf(name, target);
    if (kind === 'short') {
      const [bytes, offset = 0, length = bytes.length - offset, position = null] = rest;
      return original.writeSync(
        target,
        bytes,
        offset,
        Math.max(1, Math.floor(length / 2)),
        position,
      );
    }
    if (kind !== null && kind !== 'lost') throw errorOf(kind, name, target);
    const result = original[name](target, ...rest);
    if (name === 'openSync') pathOf.set(result, String(target));
    if (kind === 'lost') throw errorOf(kind, name, target);
    return result;
  };
}

for (const name of [
  'open',
  'mkdir',
  'writeFile',
  'readFile',
  'rm',
  'unlink',
  'truncate',
  'readdir',
]) {
  const promised = fs.promises[name];
  fs.promises[name] = async (target, ...rest) => {
    const kind = faultOf(`promises.${name}`, target);
    if (kind !== null && kind !== 'lost') throw errorOf(kind, `promises.${name}`, target);
    const result = await promised(target, ...rest);
    if (kind === 'lost') throw errorOf(kind, `promises.${name}`, target);
    return result;
  };
}

fs.open = (target, ...rest) => {
  const done = rest.at(-1);
  const kind = faultOf('open', target);
  if (kind !== null) return process.nextTick(done, errorOf(kind, 'open', target));
  original.open(target, ...rest.slice(0, -1), (error, descriptor) => {
    if (!error) pathOf.set(descriptor, String(target));
    done(error, descriptor);
  });
};

for (const name of ['read', 'write', 'fsync', 'fdatasync']) {
  const withCallback = (descriptor, ...rest) => {
    const done = rest.at(-1);
    const kind = faultOf(name, descriptor);
    if (kind === 'short') {
      const [bytes, offset = 0, length = bytes.length - offset, position = null] = rest.slice(
        0,
        -1,
      );
      original.write(
        descriptor,
        bytes,
        offset,
        Math.max(1, Math.floor(length / 2)),
        position,
        done,
      );
    } else if (kind === null) original[name](descriptor, ...rest);
    else if (kind !== 'lost') process.nextTick(done, errorOf(kind, name, descriptor));
    else
      original[name](descriptor, ...rest.slice(0, -1), (error) =>
        done(error ?? errorOf(kind, name, descriptor)),
      );
  };
  // `promisify` of Node's own gives an object; whoever reads `bytesWritten` gets it from here as well.
  withCallback[promisify.custom] = (descriptor, ...rest) =>
    new Promise((resolve, reject) => {
      withCallback(descriptor, ...rest, (error, amount, buffer) => {
        if (error) reject(error);
        else if (name.endsWith('sync')) resolve(undefined);
        else
          resolve(
            name === 'read' ? { bytesRead: amount, buffer } : { bytesWritten: amount, buffer },
          );
      });
    });
  fs[name] = withCallback;
}

const { fork } = childProcess;
childProcess.fork = (file, args, options) =>
  fork(file, args, {
    ...options,
    env: { ...options.env, FAULT_PLAN: PLAN },
    execArgv: [...(options.execArgv ?? []), '--require', __filename],
  });
