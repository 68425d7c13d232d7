import { Button, Flex, Grid, Typography } from '@strapi/design-system';
import { Eye } from '@strapi/icons';
import type { CleanupResult } from '../../../server/src/contracts/cleanup';
import { readFailure } from '../api/failure';
import { usePlannedCleanupMutation } from '../api/settings';
import { FailureBox } from '../components/failure-box';
import { useFormats } from '../language/use-formats';
import { useText } from '../language/use-text';
import { useForm } from './settings-form-context';

/** What the rules would delete, before they do. */
export function CleanupPreview() {
  const text = useText();
  const form = useForm();
  const [look, { data, error, isLoading }] = usePlannedCleanupMutation();
  return (
    <Grid.Item col={12} direction="column" alignItems="flex-start" gap={3}>
      {form.isChanged ? (
        <Typography textColor="neutral600">{text('backup.cleanup.save-first')}</Typography>
      ) : (
        <>
          <Button
            variant="tertiary"
            startIcon={<Eye />}
            loading={isLoading}
            onClick={() => void look(undefined)}
            data-testid="cleanup-preview"
          >
            {text('backup.cleanup.look')}
          </Button>
          {error !== undefined && <FailureBox failure={readFailure(error)} />}
          {data !== undefined && <Planned planned={data} />}
        </>
      )}
    </Grid.Item>
  );
}

function Planned({ planned }: { planned: CleanupResult }) {
  const text = useText();
  const formats = useFormats();
  const { deleted, bytes, overCap } = planned;
  return (
    <Flex
      direction="column"
      alignItems="stretch"
      gap={2}
      role="status"
      data-testid="cleanup-planned"
    >
      <Typography fontWeight="bold">
        {deleted.length === 0
          ? text('backup.cleanup.none')
          : text('backup.cleanup.some', { count: deleted.length, size: formats.bytes(bytes) })}
      </Typography>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={1}>
        {deleted.map((each) => (
          <Flex key={each.id} tag="li" gap={3} wrap="wrap">
            <Typography style={{ overflowWrap: 'anywhere' }}>{each.name}</Typography>
            <Typography variant="pi" textColor="neutral600">
              {formats.dateTime(each.createdAt)}
            </Typography>
          </Flex>
        ))}
      </Flex>
      {overCap && <Typography>{text('backup.cleanup.over-cap')}</Typography>}
    </Flex>
  );
}
