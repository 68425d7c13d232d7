import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Need } from './test-where';

const SCRIPT = process.env.BACKUP_TEST_SMTP ?? '';

/** The script that starts a real mail server: `bash $BACKUP_TEST_SMTP start DIR`. */
export const SMTP_SCRIPT: Need = {
  met: SCRIPT !== '',
  what: 'BACKUP_TEST_SMTP, the script of a mail server',
};

/** A mail server that was not written for these tests. */
export interface SmtpService {
  readonly port: number;
  /** File with the certificate that it uses; empty without TLS. */
  readonly ca: string;
  setMode(mode: string): Promise<void>;
  /** What it has stored, byte for byte, oldest first. */
  mails(): Promise<{ source: string; to: string[]; login: string | null; tls: boolean }[]>;
  stop(): Promise<void>;
}

/** @param env `SMTP_AUTH=1`, `SMTP_TLS=starttls|implicit` */
export async function startSmtpService(env: Record<string, string> = {}): Promise<SmtpService> {
  const folder = await mkdtemp(path.join(tmpdir(), 'smtp-service-'));
  const facts = await run(['start', folder], env);
  const fact = (name: string): string => new RegExp(`^${name}=(.*)$`, 'm').exec(facts)?.[1] ?? '';
  const stored = fact('SMTP_MAIL_DIR');
  return {
    port: Number(fact('SMTP_PORT')),
    ca: fact('SMTP_CA'),
    setMode: (mode) => writeFile(fact('SMTP_MODE_FILE'), mode),
    mails: async () => {
      const names = (await readdir(stored)).filter((name) => /^\d+\.eml$/.test(name)).sort();
      return Promise.all(
        names.map(async (name) => {
          const about = await readFile(path.join(stored, name.replace('.eml', '.json')), 'utf8');
          const known = JSON.parse(about) as { to: string[]; login: string | null; tls: boolean };
          return { ...known, source: await readFile(path.join(stored, name), 'utf8') };
        }),
      );
    },
    stop: async () => {
      await run(['stop', folder], env);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function run(words: string[], env: Record<string, string>): Promise<string> {
  const child = spawn('bash', [SCRIPT, ...words], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  // Not "close": the server that it leaves behind may hold its output open.
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${SCRIPT} ${words.join(' ')} ended with ${String(code)}`);
  return output;
}
