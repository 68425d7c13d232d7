import { Box, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import type { TableChange } from '../../../server/src/contracts/restores';
import { useFormats } from '../language/use-formats';
import { useText } from '../language/use-text';

/** Which tables have another number of rows in the backup than now; closed until somebody wants to know. */
export function ChangedTables({ changes }: { changes: readonly TableChange[] }) {
  const text = useText();
  const formats = useFormats();
  if (changes.length === 0) return null;
  return (
    <details data-testid="plan-tables">
      <summary style={{ cursor: 'pointer' }}>
        <Typography>{text('backup.plan.tables-changed', { count: changes.length })}</Typography>
      </summary>
      <Scroll tabIndex={0} role="region" aria-label={text('backup.contents.tables')}>
        <table>
          <thead>
            <tr>
              {(['backup.contents.table', 'backup.plan.now', 'backup.plan.then'] as const).map(
                (id) => (
                  <th key={id} scope="col">
                    <Typography variant="sigma" textColor="neutral600">
                      {text(id)}
                    </Typography>
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {changes.map(({ name, now, backup }) => (
              <tr key={name}>
                <td>
                  <Typography variant="pi" style={{ overflowWrap: 'anywhere' }}>
                    {name}
                  </Typography>
                </td>
                <td>
                  <Typography variant="pi">
                    {now === null ? text('backup.plan.no-table') : formats.number(now)}
                  </Typography>
                </td>
                <td>
                  <Typography variant="pi">{formats.number(backup)}</Typography>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </details>
  );
}

const Scroll = styled(Box)`
  max-height: 24rem;
  margin-top: ${({ theme }) => theme.spaces[2]};
  overflow-y: auto;

  table {
    width: 100%;
    border-collapse: collapse;
  }

  th,
  td {
    padding: ${({ theme }) => theme.spaces[1]} ${({ theme }) => theme.spaces[2]};
    text-align: start;
    border-bottom: 1px solid ${({ theme }) => theme.colors.neutral150};
  }
`;
