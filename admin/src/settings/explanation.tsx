import { Grid, Typography } from '@strapi/design-system';

/** A paragraph among the settings of a section. */
export function Explanation({ children }: { children: string }) {
  return (
    <Grid.Item col={12}>
      <Typography textColor="neutral600">{children}</Typography>
    </Grid.Item>
  );
}
