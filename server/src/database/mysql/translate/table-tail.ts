/** What follows the columns of a table, in parts; joined they are the tail again. */
export interface TableTail {
  readonly options: readonly TailOption[];
  /** Partitions, `WITH SYSTEM VERSIONING`, and whatever is not an option. */
  readonly rest: string;
}

export interface TailOption {
  /** In capitals, without quotes and without DEFAULT, e.g. `CHARSET`. */
  readonly name: string;
  readonly value: string;
  readonly text: string;
}

const OPTION =
  /\s*((?:DEFAULT\s+)?(?:[A-Za-z_]+|`[^`]+`))\s*=\s*('(?:[^'\\]|''|\\[\s\S])*'|[\w.]+)/y;

/** @param tail from the closing bracket on */
export function parseTail(tail: string): TableTail {
  const options: TailOption[] = [];
  let at = 1;
  for (;;) {
    OPTION.lastIndex = at;
    const found = OPTION.exec(tail);
    if (found === null) break;
    const [text, name = '', value = ''] = found;
    const plain = name.replace(/^DEFAULT\s+/i, '').replaceAll('`', '');
    options.push({ name: plain.toUpperCase(), value, text });
    at += text.length;
  }
  return { options, rest: tail.slice(at) };
}

export function tailText({ options, rest }: TableTail): string {
  return `)${options.map(({ text }) => text).join('')}${rest}`;
}
