import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { actorSchema, failureSchema, type Actor } from '../contracts/backups';
import { removeLargeData } from '../remove-data';
import { writeDurably } from '../storage/publish-archive';

/** What the resumable protocol keeps beside the bytes of an upload; ours is the actor. */
const storedSchema = z.object({
  id: z.string().regex(/^[a-z0-9]{24}$/),
  size: z.number().nonnegative(),
  metadata: z.record(z.string(), z.string().nullable()).nullish(),
  creation_date: z.string(),
});

const outcomeSchema = z.object({
  found: z.boolean(),
  fileName: z.string().nullable(),
  size: z.number(),
  createdAt: z.string(),
  backupId: z.string().nullable(),
  error: failureSchema.nullable(),
});
/** What became of an upload: the backup that it is now, or why it is none. */
export type UploadOutcome = z.infer<typeof outcomeSchema>;

/** An upload of which bytes, or the verdict, are missing. */
export interface UploadedFile {
  readonly id: string;
  readonly fileName: string | null;
  readonly size: number;
  readonly received: number;
  readonly createdAt: string;
  readonly actor: Actor | null;
  /** Absolute. */
  readonly file: string;
  /** It lies in the backup folder, where somebody has put it: whatever comes of it, it stays there. */
  readonly found: boolean;
  /** The backup that it is about to be; with it the bytes may have their place already. */
  readonly backupId: string | null;
}

const ACTOR = 'actor';
const FILE_NAME = 'filename';
const BACKUP = 'backup';
const FOUND = 'found';
const FILE_NAME_MAX = 255;
const ID_LENGTH = 24;

/**
 * The folder of archives on their way in: bytes as `<id>`, facts as `<id>.json`, verdicts as `<id>.outcome`,
 * and how often somebody has begun to read them as `<id>.attempts`. Of a file that was found in the backup folder
 * everything but the bytes.
 */
export class UploadFiles {
  readonly #folder: string;
  readonly #root: string;

  /** @param folder inside of the backup folder */
  constructor(folder: string) {
    this.#folder = folder;
    this.#root = path.dirname(folder);
  }

  /** Oldest first. */
  list(): UploadedFile[] {
    return this.#ids('.json')
      .flatMap((id) => this.get(id) ?? [])
      .sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  }

  outcomes(): (UploadOutcome & { id: string })[] {
    return this.#ids('.outcome').flatMap((id) => {
      const outcome = this.outcome(id);
      return outcome === null ? [] : [{ id, ...outcome }];
    });
  }

  get(id: string): UploadedFile | null {
    const stored = this.#read(`${id}.json`, storedSchema);
    if (stored?.id !== id) return null;
    const foundAs = stored.metadata?.[FOUND] ?? null;
    const file = foundAs === null ? this.pathOf(id) : this.#pathOfFound(foundAs);
    const backupId = stored.metadata?.[BACKUP] ?? null;
    const bytes = statSync(file, { throwIfNoEntry: false });
    if (bytes === undefined && backupId === null) return null;
    return {
      id,
      fileName: stored.metadata?.[FILE_NAME]?.slice(0, FILE_NAME_MAX) ?? null,
      // One that was found may still be growing, and is read as it is.
      size: foundAs === null ? stored.size : (bytes?.size ?? stored.size),
      received: bytes?.size ?? stored.size,
      createdAt: stored.creation_date,
      actor: parseActor(stored.metadata?.[ACTOR]),
      file,
      found: foundAs !== null,
      backupId,
    };
  }

  outcome(id: string): UploadOutcome | null {
    return this.#read(`${id}.outcome`, outcomeSchema);
  }

  /** Facts of a file that came whole, in one request. */
  describe(id: string, fileName: string, actor: Actor | null): void {
    this.#write({
      id,
      size: statSync(this.pathOf(id)).size,
      metadata: metadataOf(fileName, actor),
      creation_date: new Date().toISOString(),
    });
  }

  /** Facts of a file that lies in the backup folder; what was said of it before is forgotten. */
  find(fileName: string, actor: Actor | null): void {
    const id = idOfFound(fileName);
    if (this.get(id) !== null) return;
    rmSync(path.join(this.#folder, `${id}.outcome`), { force: true });
    this.#write({
      id,
      size: statSync(this.#pathOfFound(fileName)).size,
      metadata: { ...metadataOf(fileName, actor), [FOUND]: fileName },
      creation_date: new Date().toISOString(),
    });
  }

  /** Before the bytes get their place among the backups: from then on the record says what they are. */
  becomes(upload: UploadedFile, backupId: string): void {
    this.#write({
      id: upload.id,
      size: upload.size,
      metadata: { ...metadataOf(upload.fileName, upload.actor), [BACKUP]: backupId },
      creation_date: upload.createdAt,
    });
  }

  /** Counts on the disk how often somebody has begun to read it. @returns how often, this time included */
  attempt(id: string): number {
    const file = this.#attemptsFile(id);
    const times = existsSync(file) ? Number(readFileSync(file, 'utf8')) + 1 : 1;
    writeDurably(file, String(times));
    return times;
  }

  forgetAttempts(id: string): void {
    rmSync(this.#attemptsFile(id), { force: true });
  }

  /** The verdict is there before the bytes go. */
  async settle(
    upload: UploadedFile,
    verdict: Pick<UploadOutcome, 'backupId' | 'error'>,
  ): Promise<void> {
    const { found, fileName, size, createdAt } = upload;
    const outcome: UploadOutcome = { found, fileName, size, createdAt, ...verdict };
    writeDurably(path.join(this.#folder, `${upload.id}.outcome`), JSON.stringify(outcome));
    await this.removeBytes(upload.id);
  }

  async remove(id: string): Promise<void> {
    await this.removeBytes(id);
    await removeLargeData(path.join(this.#folder, `${id}.outcome`));
  }

  /** Removes what nobody has gone on with, or asked about, for so long. */
  async sweep(olderThanMs: number): Promise<void> {
    const limit = Date.now() - olderThanMs;
    for (const name of readdirSync(this.#folder)) {
      const file = path.join(this.#folder, name);
      // Bytes that come in and facts that change make both younger.
      const id = name.split('.')[0] ?? '';
      const newest = Math.max(...[file, this.pathOf(id)].map(changedAt));
      if (newest < limit) await removeLargeData(file);
    }
  }

  pathOf(id: string): string {
    return path.join(this.#folder, path.basename(id));
  }

  #write(stored: z.input<typeof storedSchema>): void {
    writeDurably(path.join(this.#folder, `${stored.id}.json`), JSON.stringify(stored));
  }

  #ids(extension: string): string[] {
    return readdirSync(this.#folder)
      .filter((name) => name.endsWith(extension))
      .map((name) => name.slice(0, -extension.length));
  }

  #pathOfFound(fileName: string): string {
    return path.join(this.#root, path.basename(fileName));
  }

  #attemptsFile(id: string): string {
    return path.join(this.#folder, `${path.basename(id)}.attempts`);
  }

  /** What a verdict leaves behind; also what it could not remove at its time. */
  async removeBytes(id: string): Promise<void> {
    this.forgetAttempts(id);
    await removeLargeData(this.pathOf(id));
    await removeLargeData(path.join(this.#folder, `${id}.json`));
  }

  #read<Shape>(name: string, schema: z.ZodType<Shape>): Shape | null {
    const file = path.join(this.#folder, path.basename(name));
    if (!existsSync(file)) return null;
    try {
      return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      // Written at this very moment, or not by us.
      return null;
    }
  }
}

/** What is kept with an upload; the sender's own words about itself but the name are not. */
export function metadataOf(fileName: string | null, actor: Actor | null): Record<string, string> {
  return {
    ...(fileName === null ? {} : { [FILE_NAME]: fileName.slice(0, FILE_NAME_MAX) }),
    ...(actor === null ? {} : { [ACTOR]: JSON.stringify(actor) }),
  };
}

/** The same whenever it is found again: two who look at the same time read it once. */
function idOfFound(fileName: string): string {
  return createHash('sha256').update(`found:${fileName}`).digest('hex').slice(0, ID_LENGTH);
}

function parseActor(text: string | null | undefined): Actor | null {
  if (text == null) return null;
  const parsed = actorSchema.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}

function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
