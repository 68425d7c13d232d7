import type { DatabaseSettings } from '../database/settings';
import type { Progress } from '../progress';
import type { TaskInput, TaskName, TaskOutput } from './tasks';

/** What parent and worker say to each other over IPC. Secrets travel here, never through argv. */
export interface WorkerSetup {
  readonly database: DatabaseSettings;
  /** 0 to 19. */
  readonly niceness: number;
}

export type ToWorker =
  | { readonly type: 'setup'; readonly setup: WorkerSetup }
  | { readonly type: 'run'; readonly task: TaskName; readonly input: TaskInput<TaskName> }
  /** Whether the site has much to do, so that the worker should not. */
  | { readonly type: 'load'; readonly busy: boolean }
  | { readonly type: 'cancel' };

export interface WireError {
  readonly code: string | null;
  readonly message: string;
  /** For the log only. */
  readonly detail: string;
}

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'progress'; readonly step: string | null; readonly progress: Progress }
  | { readonly type: 'log'; readonly level: 'info' | 'warn' | 'error'; readonly text: string }
  | { readonly type: 'done'; readonly output: TaskOutput<TaskName> }
  | { readonly type: 'failed'; readonly error: WireError };
