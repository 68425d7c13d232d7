const MIME_TYPES = {
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.pdf': 'application/pdf',
  '.mp4': 'video/mp4',
};

const kilobytes = (bytes) => Math.round(bytes / 10) / 100;

/**
 * The entry of a file in the media library, as the upload plugin writes it.
 *
 * @param {{name: string, hash: string, ext: string, bytes: number, title?: string, caption?: string, width?: number, height?: number, formats?: {format: string, bytes: number, width: number, height: number}[]}} file sizes in bytes and pixels
 * @param {{id: number, path: string}} folder
 */
export function fileEntry(file, folder) {
  const mime = MIME_TYPES[file.ext];
  const url = (hash) => `/uploads/${hash}${file.ext}`;
  const formats = file.formats?.map(({ format, bytes, width, height }) => {
    const hash = `${format}_${file.hash}`;
    const name = `${format}_${file.name}`;
    const size = kilobytes(bytes);
    const shape = { width, height, size, sizeInBytes: bytes };
    return [format, { name, hash, ext: file.ext, mime, path: null, ...shape, url: url(hash) }];
  });
  return {
    name: file.name,
    alternativeText: file.title,
    caption: file.caption,
    width: file.width,
    height: file.height,
    formats: formats && Object.fromEntries(formats),
    hash: file.hash,
    ext: file.ext,
    mime,
    size: kilobytes(file.bytes),
    url: url(file.hash),
    provider: 'local',
    folder: folder.id,
    folderPath: folder.path,
  };
}
