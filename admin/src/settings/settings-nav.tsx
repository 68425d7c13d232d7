import { Box, Flex, SingleSelect, SingleSelectOption, SubNavLink } from '@strapi/design-system';
import { useIsDesktop } from '@strapi/strapi/admin';
import { Link } from 'react-router-dom';
import { useListAddress } from '../components/use-list-address';
import { useText } from '../language/use-text';
import { SECTIONS, type Section } from './sections';

/** Leads from one section to another: links at the side, one field where there is no room for them. */
export function SettingsNav({ section }: { section: Section }) {
  const text = useText();
  const address = useListAddress();
  const desktop = useIsDesktop();

  if (!desktop) {
    return (
      <SingleSelect
        aria-label={text('backup.settings.sections')}
        value={section}
        onChange={(chosen) => address.change({ section: chosen, action: null })}
      >
        {SECTIONS.map((each) => (
          <SingleSelectOption key={each} value={each}>
            {text(`backup.settings.section.${each}`)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    );
  }
  return (
    <Box
      tag="nav"
      aria-label={text('backup.settings.sections')}
      width="24rem"
      flex="0 0 auto"
      background="neutral100"
      hasRadius
      paddingTop={3}
      paddingBottom={3}
    >
      <Flex tag="ul" direction="column" alignItems="stretch">
        {SECTIONS.map((each) => (
          <li key={each}>
            <SubNavLink
              tag={Link}
              to={`?tab=settings&section=${each}`}
              replace
              active={each === section}
              className={each === section ? 'active' : ''}
              aria-current={each === section ? 'page' : undefined}
              data-testid={each === 'audit' ? 'audit-tab' : `settings-section-${each}`}
            >
              {text(`backup.settings.section.${each}`)}
            </SubNavLink>
          </li>
        ))}
      </Flex>
    </Box>
  );
}
