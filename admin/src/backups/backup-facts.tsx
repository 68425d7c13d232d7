import { Flex, Typography } from '@strapi/design-system';
import type { Backup } from '../../../server/src/contracts/backups';
import { CopyButton } from '../components/copy-button';
import { FactList, type Fact } from '../components/fact-list';
import { FailureBox } from '../components/failure-box';
import { TimeAgo } from '../components/time-ago';
import { WarningList } from '../components/warning-list';
import { useFormats } from '../language/use-formats';
import { useText } from '../language/use-text';
import { StatusBadge } from './status-badge';
import { useContentsText } from './use-contents-text';
import { VerificationBadge } from './verification-badge';

/** What is known about a backup, its error and its warnings first. */
export function BackupFacts({ backup }: { backup: Backup }) {
  const facts = useFacts(backup);
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      {backup.error !== null && (
        <FailureBox failure={{ ...backup.error, status: null, field: null }} />
      )}
      <WarningList warnings={backup.warnings} />
      <FactList facts={facts} />
    </Flex>
  );
}

function useFacts(backup: Backup): Fact[] {
  const text = useText();
  const formats = useFormats();
  const contents = useContentsText();
  const { counts, copies, database, actor } = backup;

  const facts: (Fact | null)[] = [
    {
      label: text('backup.column.status'),
      value: (
        <Flex gap={2} wrap="wrap">
          <StatusBadge backup={backup} />
          <VerificationBadge backup={backup} />
        </Flex>
      ),
    },
    {
      label: text('backup.column.type'),
      value: `${text(`backup.type.${backup.type}`)} · ${text(`backup.origin.${backup.origin}`)}`,
    },
    whenPresent('backup.field.note', backup.note),
    counts === null ? null : { label: text('backup.column.contents'), value: contents(backup) },
    counts === null || backup.type === 'media'
      ? null
      : {
          label: text('backup.fact.rows'),
          value: text('backup.fact.rows-value', { rows: counts.rows, tables: counts.tables }),
        },
    counts === null || backup.type === 'database'
      ? null
      : {
          label: text('backup.fact.media'),
          value:
            counts.missingMedia === 0
              ? formats.bytes(counts.mediaBytes)
              : text('backup.fact.media-missing', {
                  size: formats.bytes(counts.mediaBytes),
                  count: counts.missingMedia,
                }),
        },
    backup.size === null
      ? null
      : {
          label: text('backup.column.size'),
          value:
            backup.uncompressedSize === null
              ? formats.bytes(backup.size)
              : text('backup.fact.size-value', {
                  size: formats.bytes(backup.size),
                  full: formats.bytes(backup.uncompressedSize),
                }),
        },
    {
      label: text('backup.field.compression'),
      value:
        backup.compression === 'none'
          ? text('backup.compression.none')
          : text('backup.fact.compression-value', {
              name: backup.compression,
              level: backup.compressionLevel,
            }),
    },
    backup.excludeLogs
      ? { label: text('backup.fact.logs'), value: text('backup.fact.logs-excluded') }
      : null,
    database === null
      ? null
      : {
          label: text('backup.fact.database'),
          value: `${database.client} ${database.version}`,
        },
    { label: text('backup.column.created'), value: <TimeAgo iso={backup.createdAt} /> },
    backup.durationMs === null
      ? null
      : { label: text('backup.column.duration'), value: formats.duration(backup.durationMs) },
    backup.verifiedAt === null
      ? null
      : { label: text('backup.fact.verified-at'), value: <TimeAgo iso={backup.verifiedAt} /> },
    actor === null
      ? null
      : {
          label: text('backup.column.actor'),
          value: actor.email === null ? actor.name : `${actor.name} (${actor.email})`,
        },
    backup.fileName === null
      ? null
      : { label: text('backup.fact.file'), value: <Copyable value={backup.fileName} /> },
    copies.length === 0
      ? null
      : {
          label: text('backup.fact.copies'),
          value: copies
            .map(
              (copy) =>
                `${text(`backup.storage.${copy.storage}`)} (${text(`backup.copy.${copy.status}`)})`,
            )
            .join(', '),
        },
    backup.sha256 === null ? null : { label: 'SHA-256', value: <Copyable value={backup.sha256} /> },
    { label: text('backup.fact.id'), value: <Copyable value={backup.id} /> },
  ];
  return facts.filter((fact) => fact !== null);

  function whenPresent(label: 'backup.field.note', value: string | null): Fact | null {
    return value === null || value === '' ? null : { label: text(label), value };
  }
}

function Copyable({ value }: { value: string }) {
  const text = useText();
  return (
    <Flex gap={1} alignItems="flex-start">
      <Typography tag="code" variant="pi" style={{ overflowWrap: 'anywhere' }}>
        {value}
      </Typography>
      <CopyButton value={value} label={text('backup.action.copy')} />
    </Flex>
  );
}
