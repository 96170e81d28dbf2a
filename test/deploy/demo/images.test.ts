import { parseFragment } from 'parse5';
import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../../subgraphs/content/article/markdown/render.ts';
import { cast } from '../../../deploy/demo/cast.ts';
import { articles, pictures } from './shipped.ts';

const ELEMENTS = new Set(
  'svg title defs lineargradient stop marker g rect circle ellipse path text #text'.split(' '),
);

/** Elements and attributes that a picture of ours has no use for, as an HTML parser finds them. */
function faultsIn(svg: string): string[] {
  const faults: string[] = [];
  const queue: unknown[] = [...parseFragment(svg.trim()).childNodes];
  for (const item of queue) {
    const node = item as {
      nodeName: string;
      childNodes?: unknown[];
      attrs?: { name: string; value: string }[];
    };
    if (!ELEMENTS.has(node.nodeName.toLowerCase())) faults.push(`<${node.nodeName}>`);
    queue.push(...(node.childNodes ?? []));
    for (const { name, value } of node.attrs ?? []) {
      const foreign = name !== 'xmlns' && /[a-z]+:|\/\/|url\((?!#)/i.test(value);
      if (/^on|href|^style$|^src$/i.test(name) || foreign) faults.push(`${name}="${value}"`);
    }
  }
  return faults;
}

describe.each([...pictures])('%s', (address, svg) => {
  it('is small, holds no script and loads nothing', () => {
    expect(Buffer.byteLength(svg)).toBeLessThan(4096);
    expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg" ')).toBe(true);
    expect(svg.trimEnd().endsWith('</svg>')).toBe(true);
    expect(faultsIn(svg)).toEqual([]);
  });

  it('has the size of its kind', () => {
    const size = { heroes: '0 0 1200 630', therapists: '0 0 400 400', figures: '0 0 800 450' };
    const kind = (['heroes', 'therapists', 'figures'] as const).find((folder) =>
      address.includes(`/${folder}/`),
    );
    expect(kind && svg.includes(`viewBox="${size[kind]}"`)).toBe(true);
  });
});

it('has fault to find in a picture that does', () => {
  for (const bad of [
    '<script/>',
    '<path onload="x"/>',
    '<image href="x.png"/>',
    '<rect fill="url(//a.b)"/>',
  ]) {
    expect(faultsIn(`<svg xmlns="http://www.w3.org/2000/svg">${bad}</svg>`)).not.toEqual([]);
  }
});

it('has a portrait for every therapist, and no two alike', () => {
  const portraits = [...pictures].filter(([address]) => address.includes('/therapists/'));
  const names = cast.map((_, index) => `/demo/images/therapists/${String(index + 1).padStart(2, '0')}.svg`);
  expect(portraits.map(([address]) => address)).toEqual(names);
  expect(new Set(portraits.map(([, svg]) => svg)).size).toBe(cast.length);
});

it('ships no picture that nothing shows', () => {
  const shown = new Set(articles.map(({ article }) => article.heroImage?.url));
  for (const block of articles.flatMap(({ article }) => renderMarkdown(article.body).blocks)) {
    if (block.type === 'image') shown.add(block.url);
  }
  const others = [...pictures.keys()].filter((address) => !address.includes('/therapists/'));
  expect(others.filter((address) => !shown.has(address))).toEqual([]);
});
