/** The lengths that the server accepts. */
export const NAME_LIMIT = 120;
export const NOTE_LIMIT = 2000;
