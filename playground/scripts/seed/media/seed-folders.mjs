const FOLDERS = [
  { key: 'magazine', name: 'Magazine' },
  { key: 'older', name: 'Older issues', parent: 'magazine' },
  { key: 'current', name: 'Current issue', parent: 'magazine' },
  { key: 'shop', name: 'Shop' },
  { key: 'studio', name: 'Studio photos', parent: 'shop' },
  { key: 'manuals', name: 'Manuals', parent: 'shop' },
  { key: 'people', name: 'People' },
  { key: 'site', name: 'Site' },
  { key: 'bulk', name: 'Bulk', onlyFor: ({ media, videos }) => media.count + videos.count > 0 },
];

/**
 * Makes the folders of the media library. Like Strapi's, they exist in the database alone.
 *
 * @param {import('../open-site.mjs').Site} site
 * @returns {Record<string, {id: number, path: string}>} by key
 */
export function seedFolders({ entries, options, stamp }) {
  const folders = {};
  const wanted = FOLDERS.filter(({ onlyFor }) => !onlyFor || onlyFor(options));
  for (const [index, { key, name, parent }] of wanted.entries()) {
    const pathId = index + 1;
    const path = `${parent ? folders[parent].path : ''}/${pathId}`;
    const data = { name, pathId, path, parent: parent && folders[parent].id };
    const id = entries.writeEntry('plugin::upload.folder', data, stamp('folders'));
    folders[key] = { id, path };
  }
  return folders;
}
