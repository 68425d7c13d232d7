import { Grid, Typography } from '@strapi/design-system';

/** What the settings that follow have in common. */
export function GroupTitle({ children }: { children: string }) {
  return (
    <Grid.Item col={12} paddingTop={2}>
      <Typography variant="delta" tag="h3">
        {children}
      </Typography>
    </Grid.Item>
  );
}
