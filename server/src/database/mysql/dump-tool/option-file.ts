import { createPrivateKey } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rootCertificates } from 'node:tls';
import type { MysqlSettings, MysqlTls } from '../../settings';
import type { DumpTool } from './find-dump-tool';

export interface OptionFile {
  readonly file: string;
  /** Deletes it, and what lies beside it. Repeatable. */
  remove(): void;
}

/**
 * How to reach the server, as client programs read it: mode 0600, because what is in an argument or in
 * the environment can be read by others on the machine.
 *
 * @param folder private to this job
 */
export function writeOptionFile(
  settings: MysqlSettings,
  tool: Pick<DumpTool, 'flavour' | 'options'>,
  folder: string,
): OptionFile {
  const written: string[] = [];
  const write = (name: string, content: string) => {
    const file = path.join(folder, `dump-tool-${name}`);
    // Recorded first: a disk that fills up leaves half a file.
    written.push(file);
    writeFileSync(file, content, { mode: 0o600, flag: 'wx' });
    return file;
  };
  const remove = () => {
    for (const file of written) rmSync(file, { force: true });
  };
  try {
    const lines = [...address(settings), ...encryption(settings.tls, tool, write)];
    const text = lines.map(([name, value]) => `${name}=${optionValue(value)}\n`).join('');
    return { file: write('options.cnf', `[client]\n${text}`), remove };
  } catch (error) {
    remove();
    throw error;
  }
}

type Option = readonly [name: string, value: string];

function address(settings: MysqlSettings): Option[] {
  const { host, port, socketPath, user, password } = settings;
  const place: Option[] =
    socketPath === null
      ? [
          ['protocol', 'tcp'],
          ['host', host],
          ['port', String(port)],
        ]
      : [
          ['protocol', 'socket'],
          ['socket', socketPath],
        ];
  return [...place, ['user', user], ['password', password]];
}

/** What our own connection does, in the words of each client; never less. */
function encryption(
  tls: MysqlTls | null,
  { flavour, options }: Pick<DumpTool, 'flavour' | 'options'>,
  write: (name: string, content: string) => string,
): Option[] {
  if (tls === null) {
    if (flavour === 'mariadb') return [['ssl', '0']];
    // Without encryption a password goes over under the server's public key, as with our own driver.
    return options.has('get-server-public-key')
      ? [
          ['ssl-mode', 'PREFERRED'],
          ['get-server-public-key', '1'],
        ]
      : [['ssl-mode', 'PREFERRED']];
  }
  const verify = tls.rejectUnauthorized !== false;
  const files: Option[] = [];
  if (verify) files.push(['ssl-ca', write('ca.pem', authorities(tls))]);
  if (tls.cert !== undefined) files.push(['ssl-cert', write('cert.pem', tls.cert)]);
  if (tls.key !== undefined) files.push(['ssl-key', write('key.pem', plainKey(tls))]);
  if (flavour === 'mariadb') {
    // It knows no check of the certificate without one of the name.
    return [['ssl', '1'], ['ssl-verify-server-cert', verify ? '1' : '0'], ...files];
  }
  const checked = tls.verifyIdentity === true ? 'VERIFY_IDENTITY' : 'VERIFY_CA';
  return [['ssl-mode', verify ? checked : 'REQUIRED'], ...files];
}

/** Where none are named, the driver trusts those that Node brings along. */
function authorities({ ca }: MysqlTls): string {
  if (ca === undefined) return rootCertificates.join('\n');
  return typeof ca === 'string' ? ca : ca.join('\n');
}

/** The clients cannot be given the passphrase of a key. */
function plainKey({ key, passphrase }: MysqlTls): string {
  if (key === undefined || passphrase === undefined) return key ?? '';
  return createPrivateKey({ key, passphrase }).export({ type: 'pkcs8', format: 'pem' }).toString();
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['"', '\\"'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\b', '\\b'],
]);

/** In quotes, so that spaces at the ends and `#` are part of it. */
export function optionValue(value: string): string {
  return `"${Array.from(value, (char) => ESCAPES.get(char) ?? char).join('')}"`;
}
