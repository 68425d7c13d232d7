import path from 'node:path';
import type { Actor } from '../contracts/backups';
import { commandLineActor } from './actor';
import type { CommandContext } from './command';
import type { Interruption } from './interruption';
import type { Output } from './output';
import { Session } from './session';

/** What a command works with; the site is opened when it is asked for, since a wrong option should not wait for it. */
export class OpenContext implements CommandContext {
  readonly output: Output;
  readonly interruption: Interruption;
  readonly folder = process.cwd();
  readonly actor: Actor = commandLineActor();
  readonly #appDir: string;
  #session: Session | null = null;

  /** @param appDir as it was given */
  constructor(appDir: string | null, output: Output, interruption: Interruption) {
    this.#appDir = path.resolve(this.folder, appDir ?? '.');
    this.output = output;
    this.interruption = interruption;
  }

  async open(forJobs: boolean): Promise<Session> {
    const { actor, output, interruption } = this;
    const session =
      this.#session ?? (await Session.open(this.#appDir, { actor, output, interruption }));
    this.#session = session;
    if (forJobs) await session.recover();
    interruption.signal.throwIfAborted();
    return session;
  }

  async close(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    await session?.close();
  }
}
