/**
 * How much of anything a reader takes before it stops. All sizes in bytes.
 *
 * The writer keeps within them too, so that what was written can always be read.
 */
export const TAR_BLOCK = 512;

/** Tar stream in one gzip member; every member but the last holds exactly this much. */
export const MEMBER_CONTENT = 1024 * 1024;

/** A member that is stored instead of compressed, and a little room for what zlib adds. */
export const MEMBER_MAX = MEMBER_CONTENT + 1024;

/** What Linux allows for a path. */
export const PATH_MAX = 4096;

/** What file systems allow for one part of a path. */
export const PATH_PART_MAX = 255;

/** Sizes from here on do not fit into the eleven octal digits of a tar header. */
export const OCTAL_SIZE_LIMIT = 8 * 1024 ** 3;

/** The largest whole second of a tar header, in the year 2242. */
export const OCTAL_TIME_MAX = 8 ** 11 - 1;

/** A line of entries.jsonl: a path of control characters takes six bytes for each of its bytes. */
export const LINE_MAX = 32 * 1024;

/**
 * manifest.json. Ten thousand tables take less than half of it; the worst JSON of this size takes
 * less than 100 MB of memory.
 */
export const MANIFEST_MAX = 4 * 1024 ** 2;

/** The sidecar is the manifest and a few lines. */
export const SIDECAR_MAX = MANIFEST_MAX + 4096;

/** Nesting of manifest.json; its own is 3, in the sidecar 4. */
export const JSON_DEPTH_MAX = 8;

/** Entries of one archive, unless the caller knows better. */
export const ENTRIES_MAX = 10_000_000;
