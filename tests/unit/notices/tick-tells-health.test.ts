import { BackupError } from '../../../server/src/errors';
import { tellHealthChange } from '../../../server/src/health/tell-health-change';
import type { JobRunner } from '../../../server/src/jobs/job-runner';
import { cleanUp } from '../../../server/src/retention/clean-up';
import { runDueSchedules } from '../../../server/src/schedule/run-due-schedules';
import { ScheduleTicker } from '../../../server/src/schedule/schedule-ticker';
import type { Site } from '../../../server/src/site';

jest.mock('../../../server/src/health/tell-health-change', () => ({ tellHealthChange: jest.fn() }));
jest.mock('../../../server/src/retention/clean-up', () => ({ cleanUp: jest.fn() }));
jest.mock('../../../server/src/schedule/run-due-schedules', () => ({ runDueSchedules: jest.fn() }));
jest.mock('../../../server/src/copies/copy-keeper', () => ({
  CopyKeeper: class {
    copyMissing = () => Promise.resolve();
  },
}));

function ticker(): ScheduleTicker {
  const site = {
    settingsStore: { refresh: () => Promise.resolve() },
    warn: jest.fn(),
  } as unknown as Site;
  return new ScheduleTicker(site, {} as unknown as JobRunner);
}

beforeEach(() => {
  jest.clearAllMocks();
  jest.mocked(runDueSchedules).mockResolvedValue(1);
  jest.mocked(cleanUp).mockResolvedValue({ deleted: [], bytes: 0, overCap: false });
  jest.mocked(tellHealthChange).mockResolvedValue();
});

test('each tick looks at the health', async () => {
  await ticker().tick();
  expect(tellHealthChange).toHaveBeenCalledTimes(1);
});

test('also when the folder is away and nothing else can be done: that is what is to be told', async () => {
  const away = new BackupError('FOLDER_UNUSABLE', 'The folder cannot be used.');
  jest.mocked(cleanUp).mockRejectedValue(away);
  await ticker().tick();
  expect(tellHealthChange).toHaveBeenCalledTimes(1);
  jest.mocked(runDueSchedules).mockRejectedValue(away);
  await ticker().tick();
  expect(tellHealthChange).toHaveBeenCalledTimes(2);
});

test('a Strapi that ends looks at nothing any more', async () => {
  const ending = ticker();
  jest.mocked(runDueSchedules).mockImplementation(() => {
    ending.stop();
    return Promise.resolve(0);
  });
  await ending.tick();
  expect(tellHealthChange).not.toHaveBeenCalled();
});
