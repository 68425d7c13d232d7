import type { OptionDefinition } from './command';

/** Before or after the command. */
export const GLOBAL_OPTIONS: readonly OptionDefinition[] = [
  {
    name: 'app-dir',
    value: 'folder',
    completes: 'folder',
    help: 'the folder of the Strapi project; default: this one',
  },
  {
    name: 'json',
    help: 'print one JSON document on stdout, {"data": …} or {"error": {"code", "message"}}; everything else goes to stderr',
  },
  {
    name: 'quiet',
    short: 'q',
    help: 'no progress and no reports: only answers, warnings and errors',
  },
  { name: 'version', help: 'print the version of the plugin' },
  { name: 'help', short: 'h', help: 'print this help, or that of a command' },
];

export interface GlobalInput {
  /** As it was given; default: the current folder. */
  readonly appDir: string | null;
  readonly json: boolean;
  readonly quiet: boolean;
}
