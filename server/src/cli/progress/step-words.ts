/** What a step does, for people who wait for it. */
const WORDS: Readonly<Record<string, string>> = {
  plan: 'Looking at what there is',
  snapshot: 'Copying the database',
  archive: 'Writing the archive',
  publish: 'Putting it in its place',
  verify: 'Reading it back',
  record: 'Noting the result',
  gate: 'Holding changes back',
  safety: 'Making a safety backup',
  'stage-database': 'Preparing the database',
  'stage-media': 'Preparing the media',
  'prepare-swap': 'Closing the site',
  swap: 'Swapping the data',
  'roll-forward': 'Moving the media',
  check: 'Checking the result',
  open: 'Opening the site',
  copy: 'Copying',
  tombstone: 'Deleting',
};

export function stepWords(step: string): string {
  return WORDS[step] ?? step;
}
