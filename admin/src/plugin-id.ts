/** The plugin's name in Strapi; prefix of its permissions, routes and translations. */
export const PLUGIN_ID = 'backup';

/** Where the panel shows the page, relative to the panel's root. */
export const PAGE_PATH = `plugins/${PLUGIN_ID}`;
