/**
 * Makes the proof short enough to be read: tables that the damage did not touch and that are equal
 * become one line for all with the same first word (`admin_…`). Every other table keeps its own line.
 *
 * @param {import('./compare-digests.mjs').Line[]} tables
 * @returns {import('./compare-digests.mjs').Line[]} in order of names
 */
export function foldUntouched(tables) {
  const singles = tables.filter((line) => line.differed || !line.equal);
  /** @type {Map<string, import('./compare-digests.mjs').Line[]>} */
  const groups = new Map();
  for (const line of tables.filter((one) => !singles.includes(one))) {
    const word = line.name.split('_', 1)[0] ?? '';
    groups.set(word, [...(groups.get(word) ?? []), line]);
  }
  const folded = [...groups].map(([word, lines]) => foldGroup(word, lines));
  return [...singles, ...folded].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function foldGroup(word, lines) {
  const [only, ...more] = lines;
  if (more.length === 0) return only;
  const sum = (stage) => lines.reduce((total, line) => total + line[stage], 0);
  return {
    name: `${word}_… (${lines.length} tables)`,
    before: sum('before'),
    damaged: sum('damaged'),
    after: sum('after'),
    differed: false,
    equal: true,
  };
}
