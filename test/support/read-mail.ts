/** A mail or a part of one, read back as a mail program would (RFC 5322, RFC 2045 to 2047). */
export interface ReadMail {
  /** By name in lower case, decoded. */
  headers: Map<string, string>;
  /** `text/plain`, in lower case. */
  type: string;
  params: Map<string, string>;
  /** Decoded text; empty for a part that only holds parts. */
  text: string;
  parts: ReadMail[];
}

export function readMail(source: string): ReadMail {
  const end = /\r?\n\r?\n/.exec(source);
  const head = end === null ? source : source.slice(0, end.index);
  const body = end === null ? '' : source.slice(end.index + end[0].length);
  const headers = new Map(
    head
      .replaceAll(/\r?\n[ \t]+/g, ' ')
      .split(/\r?\n/)
      .map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), decodeWords(line.slice(colon + 1).trim())] as const;
      }),
  );
  const [type = 'text/plain', ...rest] = (headers.get('content-type') ?? 'text/plain').split(/\s*;\s*/);
  const params = new Map(
    rest.map((param) => {
      const [name = '', value = ''] = param.split(/=(.*)/s);
      return [name.toLowerCase(), value.replaceAll(/^"|"$/g, '')] as const;
    }),
  );
  const boundary = params.get('boundary');
  const parts =
    boundary === undefined
      ? []
      : body
          .split(new RegExp(`(?:^|\\r?\\n)--${boundary.replaceAll(/[^\w]/g, '\\$&')}(?:--)?[ \\t]*\\r?\\n?`))
          .slice(1, -1)
          .map(readMail);
  const text =
    boundary === undefined ? decodeBody(body, headers.get('content-transfer-encoding') ?? '7bit') : '';
  return { headers, type: type.toLowerCase(), params, text, parts };
}

/** Every part of that type, at any depth. */
export function partsOfType(mail: ReadMail, type: string): ReadMail[] {
  return [...(mail.type === type ? [mail] : []), ...mail.parts.flatMap((part) => partsOfType(part, type))];
}

function decodeBody(body: string, encoding: string): string {
  if (encoding.toLowerCase() === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding.toLowerCase() !== 'quoted-printable') return body;
  return decodePercent(body.replaceAll(/=[ \t]*\r?\n/g, ''), '=');
}

function decodeWords(text: string): string {
  return text
    .replaceAll(/(=\?[^?]+\?[BQ]\?[^?]*\?=)\s+(?==\?)/gi, '$1')
    .replaceAll(/=\?[^?]+\?([BQ])\?([^?]*)\?=/gi, (_, encoding: string, word: string) =>
      encoding.toUpperCase() === 'B'
        ? Buffer.from(word, 'base64').toString('utf8')
        : decodePercent(word.replaceAll('_', ' '), '='),
    );
}

function decodePercent(text: string, mark: string): string {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const hex = text.slice(at + 1, at + 3);
    if (text[at] === mark && /^[0-9A-F]{2}$/i.test(hex)) {
      bytes.push(Number.parseInt(hex, 16));
      at += 2;
    } else bytes.push(...Buffer.from(text[at]!, 'utf8'));
  }
  return Buffer.from(bytes).toString('utf8');
}
