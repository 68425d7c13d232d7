const ESCAPED: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['b', '\b'],
  ['Z', '\x1a'],
]);

/** What a string literal, with its quotes, stands for. */
export function stringValue(literal: string): string {
  return literal
    .slice(1, -1)
    .replace(/\\([\s\S])|''/g, (_, escaped?: string) =>
      escaped === undefined ? "'" : (ESCAPED.get(escaped) ?? escaped),
    );
}
