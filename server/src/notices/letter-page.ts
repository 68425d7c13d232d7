import { escapeHtml } from './escape-html';
import type { Letter, LetterItem } from './letter';

const COLOURS: Readonly<Record<Letter['tone'], string>> = {
  good: '#2f6846',
  warning: '#8a4b06',
  bad: '#b72b1a',
};
const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const MUTED = 'color:#5b5b70;font-size:13px';

/**
 * A letter as HTML that mail programs show alike: tables, styles in the elements, nothing that would have to be fetched.
 * All text is escaped, since names come from people.
 *
 * @param language BCP 47, for screen readers and fonts
 */
export function letterPage(letter: Letter, language: string): string {
  const facts = letter.facts
    .map(
      ([label, value]) =>
        `<tr><th scope="row" style="padding:3px 16px 3px 0;text-align:left;vertical-align:top;font-weight:normal;${MUTED}">${escapeHtml(label)}</th><td style="padding:3px 0;vertical-align:top;word-break:break-word">${escapeHtml(value)}</td></tr>`,
    )
    .join('\n');
  const lists = letter.lists
    .map(
      ({ title, items }) =>
        `<h2 style="margin:24px 0 8px;font-size:16px">${escapeHtml(title)}</h2>\n<ul style="margin:0;padding-left:20px">\n${items.map((item) => listItem(item, `${letter.detailsLabel}${letter.colon}`)).join('\n')}\n</ul>`,
    )
    .join('\n');
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(letter.subject)}</title></head>
<body style="margin:0;padding:0;background:#f6f6f9">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f6f6f9"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;background:#ffffff;border:1px solid #dcdce4"><tr><td style="padding:24px;border-top:4px solid ${COLOURS[letter.tone]};${FONT};font-size:14px;line-height:1.5;color:#212134;text-align:left">
<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3;color:${COLOURS[letter.tone]}">${escapeHtml(letter.headline)}</h1>
<table cellpadding="0" cellspacing="0" style="${FONT};font-size:14px;line-height:1.5;color:#212134">
${facts}
</table>
${lists}
${link(letter)}<p style="margin:24px 0 0;padding-top:12px;border-top:1px solid #dcdce4;${MUTED}">${escapeHtml(letter.footer)}</p>
</td></tr></table>
</td></tr></table>
</body>
</html>
`;
}

function listItem({ text, advice, detail }: LetterItem, label: string): string {
  const more = [
    ...(advice === undefined ? [] : [`<br>${escapeHtml(advice)}`]),
    ...(detail === undefined
      ? []
      : [`<br><span style="${MUTED}">${escapeHtml(`${label}${detail}`)}</span>`]),
  ];
  return `<li style="margin:0 0 8px;word-break:break-word">${escapeHtml(text)}${more.join('')}</li>`;
}

function link({ link: target }: Letter): string {
  if (target === null) return '';
  return `<p style="margin:24px 0 0"><a href="${escapeHtml(target.url)}" style="color:#4945ff">${escapeHtml(target.label)}</a></p>\n`;
}
