/**
 * @typedef {{ tables: Record<string, { rows: number, sha256: string }>,
 *   structure: Record<string, { bytes: number, sha256: string }>,
 *   media: Record<string, { bytes: number, sha256: string }> }} Digest as playground/scripts/site-digest.mjs makes it
 *
 * @typedef {object} Line of the proof; null where the thing does not exist
 * @property {string} name
 * @property {number | null} before
 * @property {number | null} damaged
 * @property {number | null} after
 * @property {boolean} differed whether the damage touched it
 * @property {boolean} equal whether it is afterwards as it was before
 */

/**
 * Compares a site before the damage, damaged, and after the restore, by content and not by number.
 *
 * @param {Digest} before
 * @param {Digest} damaged
 * @param {Digest} after
 * @returns {{ tables: Line[], structure: Line[], media: Line[] }} a line for each table, each definition
 *   and each media file of any of the three
 */
export function compareDigests(before, damaged, after) {
  const compare = (part, amount) =>
    namesOf(before[part], damaged[part], after[part]).map((name) => {
      const [was, broken, is] = [before, damaged, after].map((digest) => digest[part][name]);
      return {
        name,
        before: was?.[amount] ?? null,
        damaged: broken?.[amount] ?? null,
        after: is?.[amount] ?? null,
        differed: was?.sha256 !== broken?.sha256,
        equal: was !== undefined && was.sha256 === is?.sha256 && was[amount] === is[amount],
      };
    });
  return {
    tables: compare('tables', 'rows'),
    structure: compare('structure', 'bytes'),
    media: compare('media', 'bytes'),
  };
}

function namesOf(...parts) {
  return [...new Set(parts.flatMap((part) => Object.keys(part)))].sort();
}
