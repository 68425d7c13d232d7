export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
  readonly align?: 'right';
}

const GAP = '  ';

/** Rows below each other, as wide as their longest cell. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = rows.map((row) => columns.map(({ cell }) => oneLine(cell(row))));
  const lines = [columns.map(({ title }) => title), ...cells];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => widthOf(line[at] ?? ''))));
  return lines
    .map((line) =>
      line
        .map((text, at) => {
          const space = ' '.repeat(Math.max(0, (widths[at] ?? 0) - widthOf(text)));
          return columns[at]?.align === 'right' ? `${space}${text}` : `${text}${space}`;
        })
        .join(GAP)
        .trimEnd(),
    )
    .join('\n');
}

/** Names and their values, one a line. */
export function facts(rows: readonly (readonly [name: string, value: string | null])[]): string {
  const shown = rows.filter((row): row is readonly [string, string] => row[1] !== null);
  const width = Math.max(...shown.map(([name]) => name.length));
  return shown.map(([name, value]) => `${name.padEnd(width)}  ${oneLine(value)}`).join('\n');
}

/** Names come from people and from archives: they must not move the cursor or look like another row. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ');
}

function widthOf(text: string): number {
  return Array.from(text).length;
}
