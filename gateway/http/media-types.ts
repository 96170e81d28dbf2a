export type ResponseType = 'application/graphql-response+json' | 'application/json';

/**
 * The media type to answer in: the one of the two that `Accept` prefers. Without a preference `application/json`, which
 * older clients expect.
 *
 * @returns null when the client accepts neither
 */
export function responseType(accept: string | undefined): ResponseType | null {
  if (accept === undefined || accept.trim() === '') return 'application/json';
  let best: { type: ResponseType; quality: number } | null = null;
  for (const range of accept.toLowerCase().split(',')) {
    const [name = '', ...parameters] = range.split(';').map((part) => part.trim());
    const type = typeOfRange(name);
    const charset = parameterOf(parameters, 'charset');
    if (!type || (charset && charset !== 'utf-8' && charset !== 'utf8')) continue;
    const quality = Number(parameterOf(parameters, 'q') ?? 1);
    if (quality > (best?.quality ?? 0)) best = { type, quality };
  }
  return best?.type ?? null;
}

function typeOfRange(name: string): ResponseType | null {
  if (name === 'application/graphql-response+json') return name;
  return name === 'application/json' || name === 'application/*' || name === '*/*'
    ? 'application/json'
    : null;
}

/** Whether a request's body is JSON in UTF-8, which is JSON's only encoding. */
export function isJson(contentType: string | undefined): boolean {
  const [name = '', ...parameters] = (contentType ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameterOf(parameters, 'charset') ?? 'utf-8';
  return name === 'application/json' && (charset === 'utf-8' || charset === 'utf8');
}

function parameterOf(parameters: readonly string[], name: string): string | undefined {
  const found = parameters.find((parameter) => parameter.startsWith(`${name}=`));
  return found?.slice(name.length + 1).replaceAll('"', '');
}
