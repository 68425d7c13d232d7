import { Flex, Typography } from '@strapi/design-system';
import { useText } from '../language/use-text';
import type { Section } from './sections';

/** What a section is about, in a name and a sentence. */
export function SectionTitle({ section }: { section: Section }) {
  const text = useText();
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Typography variant="beta" tag="h2" id="settings-section">
        {text(`backup.settings.section.${section}`)}
      </Typography>
      <Typography textColor="neutral600">{text(`backup.settings.about.${section}`)}</Typography>
    </Flex>
  );
}
