import type { PlanCheck } from '../contracts/restores';

/** What a red check means here, where its own words are for people in the panel; null where they say enough. */
export function planHint({ code }: Pick<PlanCheck, 'code'>): string | null {
  switch (code) {
    case 'STRUCTURE_DROPPED':
      return 'Without Strapi, the code is known by what it wrote down at its last start. If you have restored or deployed something since, start Strapi once, stop it, and try again.';
    case 'ACCOUNTS':
      return 'On the command line there is no account that could be kept. Start Strapi, and restore in its Backup tab.';
    default:
      return null;
  }
}
