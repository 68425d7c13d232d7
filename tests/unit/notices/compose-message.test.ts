import fc from 'fast-check';
import { healthCodeSchema } from '../../../server/src/contracts/health';
import { noticeLanguageSchema } from '../../../server/src/contracts/settings';
import { composeMessage, type Message } from '../../../server/src/notices/compose-message';
import type { Notice } from '../../../server/src/notices/notice';
import { ADVISED_CODES } from '../../../server/src/notices/texts/notice-texts';
import { textsOf } from '../../../server/src/notices/texts/texts-of';
import {
  AT,
  backupNotice,
  failedBackup,
  madeBackup,
  reason,
  recoveredNotice,
  SITE,
  unhealthyNotice,
} from './sample-notices';

const LANGUAGES = noticeLanguageSchema.options;
const testNotice: Notice = { event: 'test', site: SITE, at: AT };

function everyNotice(): Notice[] {
  return [
    backupNotice(),
    backupNotice(madeBackup({ verification: 'unverified', type: 'database' })),
    backupNotice(madeBackup({ type: 'media', warnings: [{ code: 'X', message: 'A warning.' }] })),
    ...[...ADVISED_CODES, 'INTERNAL'].map((code) => backupNotice(failedBackup(code, 'It broke.'))),
    unhealthyNotice(healthCodeSchema.options.map((code) => reason(code))),
    recoveredNotice(),
    recoveredNotice([reason('DISK_NEARLY_FULL', 'degraded')]),
    testNotice,
  ];
}

/** What a reader sees of the HTML. */
function visible(html: string): string {
  return html
    .replace(/[\s\S]*<body[^>]*>/, '')
    .replace(/<[^>]*>/g, '\n')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

test('a backup that was made: how long, how big, what is in it', () => {
  const { subject, text, html } = composeMessage(backupNotice(), 'en');
  expect(subject).toBe('Backup made: Nightly 2026-03-05 03:30 (Acme)');
  expect(text).toContain('The backup was made, and read back to verify it.\n');
  for (const line of [
    'Site: Acme',
    'Backup: Nightly 2026-03-05 03:30',
    'Schedule: Nightly',
    'Type: Full: database and media',
    'Started: March 5, 2026 at 3:30 AM UTC',
    'Duration: 4 minutes, 12 seconds',
    'Size: 1.2 GB (5.4 GB unpacked)',
    'Content entries: 1,234',
    'Tables: 48',
    'Rows: 1,234,567',
    'Media files: 12,345 (4.2 GB)',
    'Verification: Verified',
    'Next scheduled backup: March 6, 2026 at 3:30 AM UTC',
    'Open the admin panel: https://acme.example/admin',
  ]) {
    // Some versions of ICU write a narrow space before AM.
    expect(text.replaceAll('\u202f', ' ')).toContain(`\n${line}\n`);
  }
  expect(html).toContain('<a href="https://acme.example/admin"');
  expect(html).toContain('>4 minutes, 12 seconds</td>');
});

test.each([
  ['en', 'Backup failed: ', 'Make room on the disk', 'Error code: DISK_FULL', '4 minutes, 12 sec'],
  ['fr', 'Échec de la sauvegarde : ', 'Libérez de la place', 'Code d’erreur : ', '4 minutes'],
  ['de', 'Backup fehlgeschlagen: ', 'Schaffen Sie Platz', 'Fehlercode: ', '4 Minuten'],
  ['es', 'La copia de seguridad ha fallado: ', 'Libere espacio', 'Código de error: ', '4 minutos'],
  ['zh', '备份失败：', '腾出空间', '错误代码：', '4分钟'],
] as const)('a backup that failed, in %s: why, what to do, when next', (language, ...expected) => {
  const sentence = 'There are 2 GB left on the disk, and 5 GB are needed.';
  const { subject, text, html } = composeMessage(
    backupNotice(failedBackup('DISK_FULL', sentence)),
    language,
  );
  const [start, ...parts] = expected;
  expect(subject).toContain(start);
  expect(subject).toContain('Nightly 2026-03-05 03:30');
  for (const part of [...parts, sentence, 'DISK_FULL', 'UTC']) {
    expect(text).toContain(part);
    expect(visible(html).replaceAll('\n', '')).toContain(
      part
        .split(/ ?[:：]/, 1)
        .join('')
        .slice(0, 12),
    );
  }
  expect(text).toContain(textsOf(language).label.nextRun);
});

test('numbers, sizes and times are written as the language does', () => {
  const write = (language: (typeof LANGUAGES)[number]): string =>
    composeMessage(backupNotice(), language).text.replace(/[\u00a0\u202f]/g, ' ');
  expect(write('de')).toContain('Zeilen: 1.234.567\n');
  expect(write('de')).toContain('Größe: 1,2 GB (entpackt 5,4 GB)\n');
  expect(write('de')).toMatch(/Begonnen: 5\. März 2026 um 03:30 UTC\n/);
  expect(write('fr')).toContain('Lignes : 1 234 567\n');
  expect(write('fr')).toContain('Taille : 1,2 Go (5,4 Go décompressés)\n');
  expect(write('es')).toContain('Filas: 1.234.567\n');
  expect(write('zh')).toContain('用时：4分钟12秒');
  expect(write('zh')).toContain('开始时间：2026年3月5日 03:30 UTC\n');
});

test('what is not known is left out, and what is not verified is said', () => {
  const notice = backupNotice(
    madeBackup({ verification: 'unverified', counts: null, durationMs: null, size: null }),
  );
  const { text } = composeMessage(
    { ...notice, schedule: null, site: { ...SITE, url: null } },
    'en',
  );
  for (const label of [
    'Duration',
    'Size',
    'Rows',
    'Schedule',
    'Next scheduled',
    'Open the admin',
  ]) {
    expect(text).not.toContain(label);
  }
  expect(text).toContain('Verification: Not verified');
  expect(text).toContain('What to do:\n- Nobody has read this backup back');
});

test('warnings are all there, or how many more there are', () => {
  const warnings = Array.from({ length: 13 }, (_, at) => ({
    code: 'X',
    message: `Warning number ${String(at + 1)}.`,
  }));
  const { text } = composeMessage(backupNotice(madeBackup({ warnings })), 'en');
  expect(text).toContain('- Warning number 10.\n- and 3 more, in the details of the backup');
  expect(text).not.toContain('Warning number 11');
});

test('a site that is unhealthy: each reason with advice, and what the server knows', () => {
  const reasons = [reason('TOO_OLD'), reason('DISK_NEARLY_FULL', 'degraded')];
  const { subject, text } = composeMessage(unhealthyNotice(reasons), 'de');
  expect(subject).toBe('Backups brauchen Aufmerksamkeit: Acme');
  expect(text).toContain(
    '- Kein geprüftes Backup ist so neu, wie es der Zeitplan „Nightly“ hätte erstellen sollen.\n' +
      '  Erstellen Sie jetzt ein Backup, und sehen Sie in das Protokoll des letzten.\n' +
      "  Einzelheiten (auf Englisch): TOO_OLD: The server's own sentence about TOO_OLD.\n" +
      '- Der Datenträger des Backup-Ordners ist fast voll.\n',
  );
  expect(text).toContain('Neuestes geprüftes Backup der Medien: keines');
});

test('a site that recovered: how long it was, what it was, what is left', () => {
  const well = composeMessage(recoveredNotice(), 'en');
  expect(well.subject).toBe('Backups are usable again: Acme');
  expect(well.text).toContain('The backups of this site are in order again.');
  expect(well.text).toContain('It lasted: 2 days, 2 hours\n');
  expect(well.text).toContain('What had been wrong:\n- The backup folder cannot be used.\n');
  expect(well.text).not.toContain('What is left');
  const better = composeMessage(recoveredNotice([reason('OVER_CAP', 'degraded')]), 'en');
  expect(better.text).toContain('The worst is over');
  expect(better.text).toContain('What is left, and what to do:\n- The backups take more room');
});

test.each(LANGUAGES)('nothing is missing in %s, and text and HTML say the same', (language) => {
  for (const notice of everyNotice()) {
    const { subject, text, html } = composeMessage(notice, language);
    for (const part of [subject, text, html]) {
      expect(part).not.toMatch(/undefined|\[object|NaN|\$\{/);
    }
    const shown = visible(html).replaceAll('：', '\n');
    for (const line of text.split('\n')) {
      const words = line.replace(/^ *(?:- )?/, '');
      if (words === '' || line === '-- ') continue;
      // Labels and values are cells of their own there, titles have no colon, the link hides its address.
      for (const part of words.split(/ ?: | ?:$|：/).filter((each) => !each.startsWith('http'))) {
        expect(shown).toContain(part);
      }
    }
  }
});

test.each(LANGUAGES)('no text of %s is empty', (language) => {
  expect(composedTexts(language).filter((text) => text.trim() === '')).toEqual([]);
});

test.each(LANGUAGES.filter((language) => language !== 'en'))(
  'nothing in %s was left in English',
  (language) => {
    const english = composedTexts('en');
    const same = composedTexts(language).filter((text) => english.includes(text));
    // Single words may be alike, and "A (B)" has none.
    expect(same.filter((text) => /[a-z]{2,} [a-z]/i.test(text))).toEqual([]);
  },
);

/** Every text of a language, with parameters of one letter. */
function composedTexts(language: (typeof LANGUAGES)[number]): string[] {
  const all = (value: unknown): string[] => {
    if (typeof value === 'string') return [value];
    if (typeof value === 'function') {
      return [String((value as (...names: string[]) => unknown)('A', 'B'))];
    }
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(all) : [];
  };
  return all(textsOf(language));
}

test('names of people are text, never HTML', () => {
  const name = `<script>alert("1")</script> & 'x'`;
  const notice = backupNotice({
    ...madeBackup({ name, warnings: [{ code: 'X', message: '<img src=x>' }] }),
  });
  const evil: Notice = {
    ...notice,
    site: { id: 's', name: '<b>site</b>', url: 'https://x.example/"><script>' },
    schedule: { id: 'i', name: '<i>plan</i>', nextRunAt: null },
  };
  const { html, text } = composeMessage(evil, 'en');
  expect(html).not.toMatch(/<script|<img|<b>|<i>/i);
  expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;');
  expect(text).toContain(name);
});

test('only pages of the web are linked to', () => {
  const site = { ...SITE, url: 'javascript:alert(1)' };
  const { html, text } = composeMessage({ ...backupNotice(), site }, 'en');
  expect(html + text).not.toContain('javascript');
  expect(html).not.toContain('<a ');
});

test('a name cannot add a header, a line, or turn the direction of what follows', () => {
  const name = 'Nightly\r\nBcc: everybody@example.com\u2028x\u202egnp.exe';
  const { subject, text } = composeMessage(backupNotice(madeBackup({ name })), 'en');
  expect(subject).toBe('Backup made: Nightly Bcc: everybody@example.com x gnp.exe (Acme)');
  expect(text).toContain('\nBackup: Nightly Bcc: everybody@example.com x gnp.exe\n');
});

test('no mail fetches anything', () => {
  for (const language of LANGUAGES) {
    for (const notice of everyNotice()) {
      const { html } = composeMessage(notice, language);
      expect(html).not.toMatch(/<(?:img|link|script|iframe|style)|url\(|@import|\bsrc=/i);
    }
  }
});

test('whatever names and errors contain, there is a mail, and its subject is one line', () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 300 });
  fc.assert(
    fc.property(
      fc.constantFrom(...LANGUAGES),
      anyText,
      anyText,
      anyText,
      fc.option(fc.integer({ min: -5, max: Number.MAX_SAFE_INTEGER })),
      (language, name, code, message, number) => {
        const backup = madeBackup({ name, size: number, durationMs: number });
        const failed = { ...backup, status: 'failed' as const, error: { code, message } };
        const site = { id: 's', name: message, url: code };
        const past = { since: code, reasons: [{ ...reason('OVER_CAP'), message }] };
        const notices: Notice[] = [
          { ...backupNotice(backup), site },
          { ...backupNotice(failed), site, schedule: { id: 'i', name, nextRunAt: message } },
          { ...unhealthyNotice([{ ...reason('TOO_OLD'), subject: { id: 'i', name } }]), site },
          { ...recoveredNotice(), before: past, site },
        ];
        for (const notice of notices) {
          const mail: Message = composeMessage(notice, language);
          expect(mail.subject).not.toMatch(/[\r\n\p{Cc}\p{Zl}\p{Zp}]/u);
          expect(Array.from(mail.subject).length).toBeLessThanOrEqual(200);
          expect(mail.text).not.toBe('');
          expect(mail.html.match(/<h1 /g)).toHaveLength(1);
        }
      },
    ),
    { numRuns: 200 },
  );
});
