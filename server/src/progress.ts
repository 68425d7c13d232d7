/** What a long operation says while it runs: bytes of the current step, and what it works on. */
export interface Progress {
  readonly done: number;
  /** 0 while it is not known. */
  readonly total: number;
  readonly item?: string;
  /** How far the step is, 0 to 1, where bytes do not tell. */
  readonly share?: number;
  /**
   * A file that grows while a call into SQLite blocks the worker: its size is the progress, and the
   * parent reads it.
   */
  readonly watch?: string;
}

export type ReportProgress = (progress: Progress) => void;

/** A line of the job's log. */
export type WriteLog = (level: 'info' | 'warn' | 'error', text: string) => void;
