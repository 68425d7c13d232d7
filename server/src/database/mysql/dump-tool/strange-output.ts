/** Thrown for output that is not what a client writes. */
export class StrangeOutput extends Error {}
