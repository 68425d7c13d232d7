import { Button, Flex, Typography } from '@strapi/design-system';
import { useState } from 'react';
import type { MirrorAdopted, MirrorOffer } from '../../../server/src/contracts/mirror';
import { readFailure, type Failure } from '../api/failure';
import { useAdoptMirrorMutation, useDeclineMirrorMutation } from '../api/settings';
import { ConfirmDialog } from '../components/confirm-dialog';
import { FactList } from '../components/fact-list';
import { FailureBox } from '../components/failure-box';
import { useFormats } from '../language/use-formats';
import { useText } from '../language/use-text';
import { MirrorFrame } from './mirror-frame';
import { useSettingNames } from './use-setting-names';

interface Props {
  offer: MirrorOffer;
  onAdopted: (adopted: MirrorAdopted) => void;
}

/** What lies in the backup folder, and the choice to have it back. */
export function MirrorOfferBox({ offer, onAdopted }: Props) {
  const text = useText();
  const formats = useFormats();
  const namesOf = useSettingNames();
  const [adopt, { isLoading }] = useAdoptMirrorMutation();
  const [decline] = useDeclineMirrorMutation();
  const [isDeclining, setIsDeclining] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { schedules, settings } = offer;

  async function bringBack(): Promise<void> {
    setFailure(null);
    try {
      onAdopted(await adopt(undefined).unwrap());
    } catch (error) {
      setFailure(readFailure(error));
    }
  }

  return (
    <MirrorFrame tone="warning" title={text('backup.mirror.title')} testId="mirror-offer">
      <Typography>
        {text('backup.mirror.text', {
          site: offer.site.name,
          time: formats.dateTime(offer.writtenAt),
        })}
      </Typography>
      <FactList
        facts={[
          ...(schedules.length > 0
            ? [{ label: text('backup.mirror.schedules'), value: schedules.join(', ') }]
            : []),
          ...(settings.length > 0
            ? [{ label: text('backup.mirror.settings'), value: namesOf(settings) }]
            : []),
        ]}
      />
      <Typography textColor="neutral600">{text('backup.mirror.secrets')}</Typography>
      {failure !== null && <FailureBox failure={failure} />}
      <Flex gap={2} wrap="wrap">
        <Button loading={isLoading} onClick={() => void bringBack()} data-testid="mirror-adopt">
          {text('backup.mirror.adopt')}
        </Button>
        <Button
          variant="tertiary"
          disabled={isLoading}
          onClick={() => setIsDeclining(true)}
          data-testid="mirror-decline"
        >
          {text('backup.mirror.decline')}
        </Button>
      </Flex>
      {isDeclining && (
        <ConfirmDialog
          title={text('backup.mirror.decline-title')}
          description={text('backup.mirror.decline-text')}
          confirmLabel={text('backup.mirror.decline')}
          onConfirm={async () => {
            await decline(undefined).unwrap();
            setIsDeclining(false);
          }}
          onClose={() => setIsDeclining(false)}
        />
      )}
    </MirrorFrame>
  );
}
