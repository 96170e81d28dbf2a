import { describe, expect, it } from 'vitest';
import {
  parseCrisisLines,
  parseServices,
  parseTopics,
} from '../../../../deploy/demo/content/demo-content.ts';
import { Profession } from '../../../../subgraphs/shared/vocabulary.ts';
import { crisisLines, services } from '../shipped.ts';

describe('crisis lines', () => {
  it('give each national number as it is dialled', () => {
    const national = crisisLines.filter(({ states }) => states.length === 0);
    expect(national.map(({ name, phone, textPhone }) => [name, phone, textPhone])).toEqual([
      ['Emergency services', '000', null],
      ['Lifeline', '13 11 14', '0477 13 11 14'],
      ['Suicide Call Back Service', '1300 659 467', null],
      ['Kids Helpline', '1800 55 1800', null],
      ['MensLine Australia', '1300 789 978', null],
    ]);
  });

  it('say when they answer and whom they are for', () => {
    expect(crisisLines.every(({ hours }) => hours !== '')).toBe(true);
    const audience = new Map(crisisLines.map((line) => [line.slug, line.audience]));
    expect(audience.get('kids-helpline')).toBe('YOUNG_PEOPLE');
    expect(audience.get('mensline-australia')).toBe('MEN');
    expect(audience.get('lifeline')).toBe('EVERYONE');
  });
});

it('offers at least six services, which together involve every profession', () => {
  expect(services.length).toBeGreaterThanOrEqual(6);
  const professions = new Set(services.flatMap((service) => service.professions));
  expect(professions).toEqual(new Set(Object.values(Profession)));
});

describe('a data file that is not sound is refused with what is wrong', () => {
  const service =
    '- { slug: a, name: A, summary: A, description: A, concerns: [grief], professions: [COUNSELLOR] }\n';
  const line =
    '- { slug: a, name: A, phone: 13 11 14, textPhone: null, website: null, hours: A, audience: MEN, description: A, states: [] }\n';

  it('which a sound one is not', () => {
    expect(parseServices(service)).toHaveLength(1);
    expect(parseCrisisLines(line)).toHaveLength(1);
  });

  it.each([
    [
      'an unknown concern',
      () => parseServices(service.replace('grief', 'sorrow')),
      /"sorrow" is not a concern/,
    ],
    ['an unknown profession', () => parseServices(service.replace('COUNSELLOR', 'WIZARD')), /professions/],
    ['two of one slug', () => parseServices(service + service), /slug "a"/],
    [
      'two topics of one slug',
      () => parseTopics('- { slug: a, name: A, summary: A }\n'.repeat(2)),
      /slug "a"/,
    ],
    ['a number nobody can dial', () => parseCrisisLines(line.replace('13 11 14', 'Lifeline')), /phone/],
    ['a number that YAML read as one', () => parseCrisisLines(line.replace('13 11 14', '131114')), /phone/],
    ['an unknown state', () => parseCrisisLines(line.replace('[]', '[NZ]')), /states/],
    [
      'a website over http',
      () => parseCrisisLines(line.replace('website: null', 'website: http://a.b')),
      /website/,
    ],
  ])('%s', (_, parse, message) => {
    expect(parse).toThrow(message);
  });
});
