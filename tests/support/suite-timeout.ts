/** Set for each suite in jest.config.js: how long one of its tests may take, in milliseconds. */
declare const SUITE_TIMEOUT_MS: number;

jest.setTimeout(SUITE_TIMEOUT_MS);

export {};
