/**
 * Names of everything that a restore makes beside the site's tables: `bkv_<token>_…`, at most 40
 * characters, whatever the tables are called. The token belongs to one restore or undo.
 */
const TOKEN = /^[a-z0-9]{12}$/;
const NAME =
  /^bkv_([a-z0-9]{12})_(?:state|done|n\d{5}|o\d{5}|t\d{5}|p\d{5}|m\d{5}|f\d{1,16}|x\d{1,16}|c\d{5}_\d+)$/;

export class GeneratedNames {
  readonly token: string;

  constructor(token: string) {
    if (!TOKEN.test(token)) throw new TypeError('A token has 12 characters of a-z and 0-9.');
    this.token = token;
  }

  /** What is staged, and what the swap will do: the memory of a restore, in the database itself. */
  get state(): string {
    return this.#name('state');
  }

  /** Its existence is the commit point: the swap renames the fence to it. */
  get done(): string {
    return this.#name('done');
  }

  /** @param fence of the lease: a swap with an old one does not find its table any more */
  fence(fence: number): string {
    return this.#name(`f${String(fence)}`);
  }

  staged(index: number): string {
    return this.#name(`n${digits(index)}`);
  }

  /** Where rows of the past and the present are loaded, when only those of the present are wanted. */
  withPast(index: number): string {
    return this.#name(`p${digits(index)}`);
  }

  /** Intermediate results of a merge. */
  merging(index: number): string {
    return this.#name(`m${digits(index)}`);
  }

  kept(index: number): string {
    return this.#name(`o${digits(index)}`);
  }

  /** Views, triggers and routines that are made only to see whether they can be. */
  trial(index: number): string {
    return this.#name(`t${digits(index)}`);
  }

  /** @param table the number of the staged table */
  check(table: number, index: number): string {
    return this.#name(`c${digits(table)}_${String(index)}`);
  }

  /** What the fence is called after somebody has taken over. */
  taken(fence: number): string {
    return this.#name(`x${String(fence)}`);
  }

  isOurs(name: string): boolean {
    return name.startsWith(this.#name('')) && isGenerated(name);
  }

  isStaged(name: string): boolean {
    return (
      this.isOurs(name) && (name.startsWith(this.#name('n')) || name.startsWith(this.#name('p')))
    );
  }

  isCheck(name: string): boolean {
    return this.isOurs(name) && name.startsWith(this.#name('c'));
  }

  isFence(name: string): boolean {
    return this.isOurs(name) && name.startsWith(this.#name('f'));
  }

  #name(rest: string): string {
    return `bkv_${this.token}_${rest}`;
  }
}

function isGenerated(name: string): boolean {
  return NAME.test(name);
}

/**
 * Those of the tables that restores have made: their names have the form, and the state table of their
 * token is among them. The form alone is not enough, since a site may name its tables as it likes.
 */
export function generatedTables(names: readonly string[]): Set<string> {
  const all = new Set(names);
  return new Set(
    names.filter((name) => {
      const token = NAME.exec(name)?.[1];
      return token !== undefined && all.has(new GeneratedNames(token).state);
    }),
  );
}

/** The tokens of the restores that have tables here. */
export function generatedTokens(names: readonly string[]): Set<string> {
  return new Set([...generatedTables(names)].flatMap((name) => NAME.exec(name)?.[1] ?? []));
}

function digits(index: number): string {
  return String(index).padStart(5, '0');
}
