import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseSelfTest, totals } from '../../../../subgraphs/content/self-test/self-test.definition.ts';
import { projectPath } from '../../../../subgraphs/shared/project-root.ts';

const folder = projectPath('subgraphs/content/self-test/data');
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const text = (name: string) => readFileSync(`${folder}/${name}`, 'utf8');

describe.each(files)('%s', (name) => {
  it('is sound, and named after its slug and version', () => {
    const test = parseSelfTest(text(name));
    expect(name).toBe(`${test.slug}.v${test.version}.yaml`);
  });

  it('says that it is no diagnosis', () => {
    expect(parseSelfTest(text(name)).disclaimer).toMatch(/not a diagnosis|neither a diagnosis/);
  });
});

it('ships PHQ-9 with nine items and GAD-7 with seven, answered from 0 to 3, and free to reproduce', () => {
  const [phq9, gad7] = ['phq-9.v1.yaml', 'gad-7.v1.yaml'].map((name) => parseSelfTest(text(name)));
  expect([phq9?.items.length, gad7?.items.length]).toEqual([9, 7]);
  for (const test of [phq9, gad7]) {
    expect(test?.answers.map(({ value }) => value)).toEqual([0, 1, 2, 3]);
    expect(test?.validated).toBe(true);
    expect(test?.licence.statement).toContain('No permission required to reproduce');
  }
});

it('marks the alliance check as no validated instrument, and reads its higher totals as better', () => {
  const alliance = parseSelfTest(text('alliance-check.v1.yaml'));
  expect(alliance).toMatchObject({ validated: false, higherIs: 'BETTER' });
  expect(alliance.disclaimer).toContain('nor a validated instrument');
});

describe('what is no sound self test is refused', () => {
  const gad7 = text('gad-7.v1.yaml');
  it.each([
    ['bands with a hole', gad7.replace('from: 5', 'from: 6'), /"mild" should begin at 5/],
    ['bands that overlap', gad7.replace('from: 10', 'from: 9'), /"moderate" should begin at 10/],
    ['bands that end too early', gad7.replace('to: 21', 'to: 20'), /should end at 21/],
    ['two items with one id', gad7.replace('id: worry', 'id: control'), /two items have one id/],
    ['two answers with one value', gad7.replace('value: 2', 'value: 1'), /two answers have one value/],
    ['a concern nobody knows', gad7.replace('[anxiety]', '[fear]'), /"fear" is not a concern/],
    ['an unknown key', `${gad7}\nscoring: mean\n`, /scoring/],
  ])('%s', (_, broken, message) => {
    expect(broken).not.toBe(gad7);
    expect(() => parseSelfTest(broken)).toThrow(message);
  });
});

it('knows the lowest and highest total', () => {
  const items = [1, 2, 3].map((n) => ({ id: `i${n}`, text: 'x', risk: false }));
  const answers = [1, 5].map((value) => ({ value, label: 'x' }));
  expect(totals({ items, answers })).toEqual({ min: 3, max: 15 });
});
