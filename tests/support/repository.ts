import path from 'node:path';

/** The repository's root. */
export const REPOSITORY = path.resolve(__dirname, '..', '..');

export const PLAYGROUND = path.join(REPOSITORY, 'playground');
