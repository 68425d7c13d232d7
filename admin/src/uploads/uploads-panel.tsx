import { Box, Flex, Typography } from '@strapi/design-system';
import { useText } from '../language/use-text';
import { UploadRow } from './upload-row';
import type { ShownUpload } from './use-uploads';

/** Archives on their way into the list, above it; nothing when there are none. */
export function UploadsPanel({ uploads }: { uploads: readonly ShownUpload[] }) {
  const text = useText();
  if (uploads.length === 0) return null;
  return (
    <Box
      tag="section"
      aria-label={text('backup.upload.list')}
      background="neutral0"
      hasRadius
      shadow="tableShadow"
      padding={{ initial: 4, medium: 5 }}
      data-testid="uploads"
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Typography variant="delta" tag="h2">
          {text('backup.upload.list')}
        </Typography>
        {uploads.map((upload) => (
          <UploadRow key={upload.key ?? upload.id} upload={upload} />
        ))}
      </Flex>
    </Box>
  );
}
