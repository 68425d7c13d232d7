/** The plugin's tables are its own affair: the content manager and type builder do not show them. */
export const HIDDEN = {
  'content-manager': { visible: false },
  'content-type-builder': { visible: false },
} as const;
