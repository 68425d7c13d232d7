import { createRequire } from 'node:module';

/** The image library that Strapi's upload plugin brings along; the playground needs no second copy of it. */
export function loadSharp() {
  const fromHere = createRequire(import.meta.url);
  const fromUpload = createRequire(fromHere.resolve('@strapi/upload/package.json'));
  return fromUpload('sharp');
}
