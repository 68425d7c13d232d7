import { Flex, Typography } from '@strapi/design-system';
import { Pin } from '@strapi/icons';
import type { Backup } from '../../../server/src/contracts/backups';
import { NameButton } from '../components/name-button';
import { useText } from '../language/use-text';

/** The name of a backup, which opens its details, and its note. */
export function BackupName({ backup, onOpen }: { backup: Backup; onOpen: () => void }) {
  const text = useText();
  return (
    <Flex direction="column" alignItems="flex-start" gap={1} minWidth={0} maxWidth="26rem">
      <Flex gap={2} maxWidth="100%">
        {backup.pinned && (
          <Pin
            role="img"
            aria-label={text('backup.pinned')}
            fill="primary600"
            width="1.2rem"
            height="1.2rem"
            style={{ flexShrink: 0 }}
          />
        )}
        <NameButton name={backup.name} onOpen={onOpen} />
      </Flex>
      {backup.note !== null && backup.note !== '' && (
        <Typography
          variant="pi"
          textColor="neutral600"
          ellipsis
          maxWidth="100%"
          title={backup.note}
        >
          {backup.note}
        </Typography>
      )}
    </Flex>
  );
}
