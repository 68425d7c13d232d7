import { CrossCircle, Shield, WarningCircle } from '@strapi/icons';
import type { Backup } from '../../../server/src/contracts/backups';
import { IconBadge } from '../components/icon-badge';
import { useFormats } from '../language/use-formats';
import { useText } from '../language/use-text';

/** Whether the backup was read back and found good; nothing where there is no archive to read. */
export function VerificationBadge({ backup }: { backup: Backup }) {
  const text = useText();
  const formats = useFormats();
  if (backup.status !== 'completed') return null;
  if (!backup.copies.some((copy) => copy.status === 'present')) {
    return (
      <IconBadge tone="danger" icon={CrossCircle} label={text('backup.verification.missing')} />
    );
  }
  switch (backup.verification) {
    case 'verified':
      return (
        <IconBadge
          tone="success"
          icon={Shield}
          label={text('backup.verification.verified')}
          title={backup.verifiedAt === null ? undefined : formats.dateTime(backup.verifiedAt)}
        />
      );
    case 'corrupt':
      return (
        <IconBadge tone="danger" icon={CrossCircle} label={text('backup.verification.corrupt')} />
      );
    case 'unverified':
      return (
        <IconBadge
          tone="warning"
          icon={WarningCircle}
          label={text('backup.verification.unverified')}
        />
      );
  }
}
