import { foldUntouched } from './fold-untouched.mjs';
import { bold, dim, green, number, red } from './say.mjs';

const SHOWN_NAMES = 10;

/**
 * Prints the proof as a table: the tables of the database, how everything in it is defined, and the
 * media library.
 *
 * @param {ReturnType<import('./compare-digests.mjs').compareDigests>} proof
 */
export function printProof({ tables, structure, media }) {
  const row = (line) => [line.name, ...amounts(line), verdict(line)];
  const head = ['rows of table', 'before', 'damaged', 'after', ''];
  const rows = foldUntouched(tables).map(row);
  const totals = [
    { name: `rows of all ${tables.length} tables`, ...sum(tables, (amount) => amount) },
    { name: 'definitions (tables, views …)', ...sum(structure, () => 1) },
    { name: 'media files', ...sum(media, () => 1) },
    { name: 'media bytes', ...sum(media, (amount) => amount) },
  ].map(row);

  const all = [head, ...rows, ...totals];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const print = ([name = '', ...cells]) => {
    const numbers = cells.slice(0, 3).map((text, n) => text.padStart(widths[n + 1] ?? 0));
    console.log(`  ${name.padEnd(widths[0] ?? 0)}  ${numbers.join('  ')}  ${painted(cells[3])}`);
  };
  const rule = () => {
    console.log(dim(`  ${'─'.repeat(widths.reduce((total, width) => total + width + 2, 0))}`));
  };
  console.log('');
  print(head);
  rule();
  rows.forEach(print);
  rule();
  totals.forEach(print);

  for (const [what, lines] of Object.entries({ definition: structure, 'media file': media })) {
    for (const { name } of lines.filter((line) => !line.equal).slice(0, SHOWN_NAMES)) {
      console.log(red(`  not as before: ${what} ${name}`));
    }
  }
}

function sum(lines, value) {
  const total = (stage) =>
    lines.reduce((result, line) => result + (line[stage] === null ? 0 : value(line[stage])), 0);
  return {
    before: total('before'),
    damaged: total('damaged'),
    after: total('after'),
    differed: lines.some((line) => line.differed),
    equal: lines.every((line) => line.equal),
  };
}

function amounts({ before, damaged, after }) {
  return [before, damaged, after].map((amount) => (amount === null ? '–' : number(amount)));
}

function verdict({ differed, equal }) {
  if (!equal) return 'NOT EQUAL';
  return differed ? 'damaged, equal again' : 'equal';
}

function painted(text) {
  if (text === 'NOT EQUAL') return bold(red(text));
  return text === 'equal' ? text : green(text);
}
