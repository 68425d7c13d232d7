import { asDiskError } from '../archive/disk-error';
import { BackupError } from '../errors';
import type { Outcome } from './command';
import { paint } from './format/paint';

/** Something that stands on the last line of the terminal and has to make room for what is said. */
export interface LastLine {
  hide(): void;
  show(): void;
}

/**
 * Where words go: answers to stdout, everything else to stderr, so that stdout can be read by another program. With
 * --json there is one document on stdout, and nothing else.
 */
export class Output {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly #stdout: NodeJS.WriteStream;
  readonly #stderr: NodeJS.WriteStream;
  #lastLine: LastLine | null = null;

  constructor(
    { json, quiet }: { readonly json: boolean; readonly quiet: boolean },
    stdout: NodeJS.WriteStream = process.stdout,
    stderr: NodeJS.WriteStream = process.stderr,
  ) {
    this.json = json;
    this.quiet = quiet;
    this.#stdout = stdout;
    this.#stderr = stderr;
  }

  /** Where progress is shown. */
  get progressStream(): NodeJS.WriteStream {
    return this.#stderr;
  }

  /** Whether somebody can be asked. */
  get canAsk(): boolean {
    return process.stdin.isTTY && this.#stderr.isTTY;
  }

  /** @returns takes the line away again */
  keepLastLine(line: LastLine): () => void {
    this.#lastLine = line;
    return () => {
      this.#lastLine = null;
    };
  }

  /** What is worth to know and is no answer. */
  say(text: string): void {
    if (!this.quiet) this.#tell(text);
  }

  /** What should be looked at, also when nobody watches. */
  warn(text: string): void {
    this.#tell(`${paint(this.#stderr, 'yellow', 'Warning:')} ${text}`);
  }

  async finish({ data, meta, text, isAnswer }: Outcome): Promise<void> {
    if (this.json) await this.#print(JSON.stringify({ data, meta: meta ?? {} }, null, 2));
    else if (text !== '' && (isAnswer || !this.quiet)) await this.#print(text);
  }

  /** Text that was asked for instead of a command, such as a help. */
  print(text: string): Promise<void> {
    return this.#print(text);
  }

  async fail(thrown: unknown): Promise<void> {
    const error = asBackupError(thrown);
    const { code, message, field, detail } = error;
    if (this.json) {
      const details = { ...detail, ...(field === null ? {} : { field }) };
      const more = Object.keys(details).length === 0 ? {} : { details };
      await this.#print(JSON.stringify({ error: { code, message, ...more } }, null, 2));
    } else {
      this.#tell(`${paint(this.#stderr, 'red', 'Error:')} ${message} (${code})`);
    }
    if (code === 'INTERNAL' && error.cause instanceof Error) {
      this.#tell(error.cause.stack ?? error.cause.message);
    }
  }

  /** Words for stdout may be coloured. */
  get answersTo(): NodeJS.WriteStream {
    return this.#stdout;
  }

  #tell(text: string): void {
    this.#lastLine?.hide();
    this.#stderr.write(`${text}\n`);
    this.#lastLine?.show();
  }

  #print(text: string): Promise<void> {
    return new Promise((resolve) => {
      // Whoever reads may have gone (`| head`), which is no failure of ours.
      this.#stdout.once('error', () => {
        resolve();
      });
      this.#stdout.write(`${text}\n`, () => {
        resolve();
      });
    });
  }
}

function asBackupError(thrown: unknown): BackupError {
  const error = asDiskError(thrown);
  if (error instanceof BackupError) return error;
  return new BackupError(
    'INTERNAL',
    'Something unexpected went wrong. Please report it, with the lines below.',
    { cause: error },
  );
}
