import { Writable } from 'node:stream';
import { Output } from '../../../server/src/cli/output';
import { BackupError } from '../../../server/src/errors';

function opened(options: { json?: boolean; quiet?: boolean } = {}) {
  const written = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof written): NodeJS.WriteStream =>
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        written[name] += chunk.toString();
        done();
      },
    }) as unknown as NodeJS.WriteStream;
  const chosen = { json: false, quiet: false, ...options };
  return { written, output: new Output(chosen, stream('stdout'), stream('stderr')) };
}

const REPORT = { data: { id: 'abcd' }, text: 'Made.', isAnswer: false };

test('answers go to stdout, words to stderr', async () => {
  const { written, output } = opened();
  output.say('It begins.');
  await output.finish(REPORT);
  expect(written).toEqual({ stdout: 'Made.\n', stderr: 'It begins.\n' });
});

test('with --json there is one document on stdout', async () => {
  const { written, output } = opened({ json: true });
  output.say('It begins.');
  await output.finish({ ...REPORT, meta: { total: 1 } });
  expect(JSON.parse(written.stdout)).toEqual({ data: { id: 'abcd' }, meta: { total: 1 } });
  expect(written.stderr).toBe('It begins.\n');
});

test('with --quiet there are answers, warnings and errors only', async () => {
  const { written, output } = opened({ quiet: true });
  output.say('It begins.');
  await output.finish(REPORT);
  expect(written).toEqual({ stdout: '', stderr: '' });
  await output.finish({ ...REPORT, isAnswer: true });
  output.warn('Look.');
  await output.fail(new BackupError('JOB_RUNNING', 'Another job is running.'));
  expect(written).toEqual({
    stdout: 'Made.\n',
    stderr: 'Warning: Look.\nError: Another job is running. (JOB_RUNNING)\n',
  });
});

test('an error is a document, too', async () => {
  const { written, output } = opened({ json: true });
  const detail = { jobId: 'abcd' };
  await output.fail(new BackupError('JOB_RUNNING', 'Another job is running.', { detail }));
  expect(JSON.parse(written.stdout)).toEqual({
    error: { code: 'JOB_RUNNING', message: 'Another job is running.', details: detail },
  });
});

test('what nobody has foreseen is told as that, with its place', async () => {
  const { written, output } = opened({ json: true });
  await output.fail(new TypeError('x is not a function'));
  expect(JSON.parse(written.stdout)).toMatchObject({ error: { code: 'INTERNAL' } });
  expect(written.stderr).toMatch(/TypeError: x is not a function\n +at /);
});
