export const maxSlugLength = 80;

/** Whether the text can be a slug: words of lower-case letters and figures, joined by hyphens. */
export function isSlug(text: string): boolean {
  return text.length <= maxSlugLength && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text);
}

/** A slug made of a name; `therapist` for a name with no letter that an address can have. */
export function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll(/['’]/g, '').toLowerCase();
  const slug = plain.replaceAll(/[^a-z0-9]+/g, '-').slice(0, 60);
  return slug.replaceAll(/^-+|-+$/g, '') || 'therapist';
}

/** The first `count` of the slug itself and the slug with a number from 2 on that are not taken. */
export function freeSlugs(slug: string, taken: ReadonlySet<string>, count: number): string[] {
  const base = slug.slice(0, maxSlugLength - 6).replace(/-+$/, '');
  const free = taken.has(slug) ? [] : [slug];
  for (let number = 2; free.length < count; number++) {
    const numbered = `${base}-${number}`;
    if (!taken.has(numbered)) free.push(numbered);
  }
  return free;
}
