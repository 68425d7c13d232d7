import type { CommandDefinition } from '../command';
import { cleanup } from './cleanup';
import { completion } from './completion';
import { confirm } from './confirm';
import { create } from './create';
import { deleteCommand } from './delete';
import { download } from './download';
import { health } from './health';
import { list } from './list';
import { rescan } from './rescan';
import { restore } from './restore';
import { runSchedules } from './run-schedules';
import { setup } from './setup';
import { show } from './show';
import { undo } from './undo';
import { verify } from './verify';

/** In the order of the help. */
export const COMMANDS: readonly CommandDefinition[] = [
  create,
  list,
  show,
  verify,
  restore,
  undo,
  confirm,
  deleteCommand,
  download,
  rescan,
  runSchedules,
  cleanup,
  health,
  setup,
  completion(() => COMMANDS),
];
