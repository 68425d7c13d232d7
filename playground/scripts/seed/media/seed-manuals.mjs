import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import { createProse } from '../content/prose.mjs';
import { slug } from '../content/slug.mjs';
import { createRandom } from '../random.mjs';
import { fileEntry } from './file-entry.mjs';

const MANUALS = 12;

/**
 * Writes a few small PDF files, so that the library is not made of images alone.
 *
 * @param {import('../open-site.mjs').Site} site
 * @param {{id: number, path: string}} folder
 * @returns {Promise<number[]>} ids of the files
 */
export async function seedManuals({ entries, stamp, uploadsDir }, folder) {
  const random = createRandom('manuals');
  const prose = createProse(random, 'en');
  const ids = [];
  for (let n = 0; n < MANUALS; n += 1) {
    const title = `Manual ${prose.words(2)}`;
    const pdf = onePagePdf(title);
    const hash = `${slug(title).replaceAll('-', '_')}_${random.hex(10)}`;
    await writeFile(path.join(uploadsDir, `${hash}.pdf`), pdf);
    const file = { name: `${title}.pdf`, title, hash, ext: '.pdf', bytes: pdf.length };
    ids.push(entries.writeEntry('plugin::upload.file', fileEntry(file, folder), stamp('manuals')));
  }
  return ids;
}

/** @param {string} text ASCII without parentheses */
function onePagePdf(text) {
  const drawing = `BT /F1 24 Tf 72 720 Td (${text}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let pdf = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = pdf.length;
    pdf += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${rows}`;
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${pdf.length}\n%%EOF\n`;
  return Buffer.from(pdf + table + trailer, 'latin1');
}
