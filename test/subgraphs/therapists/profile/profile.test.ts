import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../../../subgraphs/shared/ids.ts';
import { openTherapists } from '../../../../subgraphs/therapists/therapists.ts';
import { Therapist } from '../../../../subgraphs/therapists/therapist/therapist.entity.ts';
import { TherapistStatus } from '../../../../subgraphs/therapists/therapist/therapist.vocabulary.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { askOf, testSettings, type Ask } from '../../../support/subgraph.ts';
import { testTokens } from '../../../support/tokens.ts';
import { addTherapist } from '../people.ts';
import { startPhotoServer, testPhotoPolicy } from './photo-server.ts';

let therapists: ReturnType<typeof openTherapists>;
let ask: Ask;
let photos: Awaited<ReturnType<typeof startPhotoServer>>;
let subject: string;
let token: string;

beforeAll(async () => {
  const url = (await createTestDatabase()).therapists;
  photos = await startPhotoServer();
  therapists = openTherapists({
    ...testSettings(url, { clock: () => new Date('2026-08-01T00:00:00Z') }),
    photos: testPhotoPolicy,
  });
  ask = askOf(therapists);
});

afterAll(async () => {
  await therapists.close();
  await photos.close();
});

beforeEach(async () => {
  subject = newId('Client');
  token = await testTokens.issue({ subject, roles: ['therapist'] });
});

interface ProfileData {
  __typename: string;
  message?: string;
  replayed?: boolean;
  therapist?: Record<string, unknown> & { id: string; slug: string };
  suggestions?: string[];
  fields?: string[];
  missing?: string[];
  fault?: string;
}

const shown = `__typename
  ... on ProfileSuccess { replayed therapist {
    id slug canonicalSlug name pronouns photoUrl headline bio { markdown } profession state timeZone languages approaches concerns
    clientGroups registration { kind number association } acceptingNewClients yearsOfExperience status
    history { event status actor actorSubject reason } } }
  ... on SlugTaken { suggestions } ... on PhotoRefused { fault }
  ... on Problem { message }`;

interface Options {
  key?: string;
  as?: string;
  accept?: boolean;
}

const beginning = {
  name: 'Zoë  Ångström',
  profession: 'PSYCHOLOGIST',
  state: 'NSW',
  timeZone: 'Australia/Broken_Hill',
  languages: ['EN', 'zh-hant', 'en'],
};

function create(input: object = {}, { key = newId('Client'), as = token }: Options = {}) {
  return ask<{ createTherapistProfile: ProfileData | null }>(
    `mutation ($input: TherapistProfileInput!, $key: String!) {
      createTherapistProfile(input: $input, idempotencyKey: $key) { ${shown} ... on ProfileExists { therapist { id } } } }`,
    { variables: { input: { ...beginning, ...input }, key }, token: as },
  );
}

function update(changes: object, { key = newId('Client'), as = token, accept = false }: Options = {}) {
  return ask<{ updateTherapistProfile: ProfileData | null }>(
    `mutation ($changes: TherapistProfileChanges!, $accept: Boolean!, $key: String!) {
      updateTherapistProfile(changes: $changes, acceptReverification: $accept, idempotencyKey: $key) {
        ${shown} ... on NeedsReverification { fields } } }`,
    { variables: { changes, accept, key }, token: as },
  );
}

function submit({ key = newId('Client'), as = token }: Options = {}) {
  return ask<{ submitForVerification: ProfileData | null }>(
    `mutation ($key: String!) { submitForVerification(idempotencyKey: $key) {
      ${shown} ... on ProfileIncomplete { missing } ... on ProfileStateConflict { status } } }`,
    { variables: { key }, token: as },
  );
}

/** The viewer's profile as it is once an admin has verified it. */
async function addVerified(details: Parameters<typeof addTherapist>[1] = {}): Promise<string> {
  const em = therapists.orm.em.fork();
  const { id } = addTherapist(em, { ownerSubject: subject, ...details });
  await em.flush();
  return id;
}

async function kept(id: string): Promise<Therapist> {
  return therapists.orm.em.fork().findOneOrFail(Therapist, { id });
}

describe('createTherapistProfile', () => {
  it('begins a draft of what is given, put as it is kept', async () => {
    const { data, errors } = await create({ acceptingNewClients: false, practisingSince: 2016 });
    expect(errors).toBeUndefined();
    expect(data?.createTherapistProfile).toEqual({
      __typename: 'ProfileSuccess',
      replayed: false,
      therapist: {
        id: expect.stringMatching(/^therapist_/),
        slug: 'zoe-angstrom',
        canonicalSlug: 'zoe-angstrom',
        name: 'Zoë  Ångström',
        pronouns: null,
        photoUrl: null,
        headline: '',
        bio: { markdown: '' },
        profession: 'PSYCHOLOGIST',
        state: 'NSW',
        timeZone: 'Australia/Broken_Hill',
        languages: ['en', 'zh-Hant'],
        approaches: [],
        concerns: [],
        clientGroups: [],
        registration: null,
        acceptingNewClients: false,
        yearsOfExperience: 10,
        status: 'DRAFT',
        history: [{ event: 'CREATED', status: 'DRAFT', actor: 'OWNER', actorSubject: null, reason: null }],
      },
    });
  });

  it('numbers the slug of a name that somebody has', async () => {
    const first = await create({ name: 'Same Name' });
    const another = await testTokens.issue({ subject: newId('Client'), roles: ['therapist'] });
    const second = await create({ name: 'Same Name' }, { as: another });
    expect(first.data?.createTherapistProfile?.therapist?.slug).toBe('same-name');
    expect(second.data?.createTherapistProfile?.therapist?.slug).toBe('same-name-2');
  });

  it('gives slugs of their own to many of one name at the same moment', async () => {
    const tokens = await Promise.all(
      Array.from({ length: 5 }, () => testTokens.issue({ subject: newId('Client'), roles: ['therapist'] })),
    );
    const answers = await Promise.all(tokens.map((as) => create({ name: 'Crowded' }, { as })));
    const slugs = answers.map(({ data }) => data?.createTherapistProfile?.therapist?.slug);
    expect(new Set(slugs).size).toBe(5);
    expect(slugs).not.toContain(undefined);
  });

  it('keeps a chosen slug or offers others', async () => {
    const slug = `chosen-${subject.slice(-8)}`;
    expect((await create({ slug })).data?.createTherapistProfile?.therapist?.slug).toBe(slug);
    const another = await testTokens.issue({ subject: newId('Client'), roles: ['therapist'] });
    expect((await create({ slug }, { as: another })).data?.createTherapistProfile).toMatchObject({
      __typename: 'SlugTaken',
      suggestions: [`${slug}-2`, `${slug}-3`, `${slug}-4`],
    });
  });

  it('gives nobody two', async () => {
    const first = await create();
    expect((await create()).data?.createTherapistProfile).toMatchObject({
      __typename: 'ProfileExists',
      therapist: { id: first.data?.createTherapistProfile?.therapist?.id },
    });
    const other = newId('Client');
    const as = await testTokens.issue({ subject: other, roles: ['therapist'] });
    const answers = await Promise.all(Array.from({ length: 4 }, () => create({}, { as })));
    const names = answers.map(({ data }) => data?.createTherapistProfile?.__typename).toSorted();
    expect(names).toEqual(['ProfileExists', 'ProfileExists', 'ProfileExists', 'ProfileSuccess']);
  });

  it('does a wish once for its key', async () => {
    const first = await create({}, { key: 'one' });
    const again = await create({}, { key: 'one' });
    expect(again.data?.createTherapistProfile).toMatchObject({
      replayed: true,
      therapist: { id: first.data?.createTherapistProfile?.therapist?.id },
    });
    const other = await create({ name: 'Another' }, { key: 'one' });
    expect(other.data?.createTherapistProfile?.__typename).toBe('IdempotencyConflict');
  });

  it('is for therapists', async () => {
    const client = await testTokens.issue({ subject, roles: ['client', 'admin', 'editor'] });
    expect((await create({}, { as: client })).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });

  it.each([
    ['name', { name: ' ' }],
    ['name', { name: 'x'.repeat(121) }],
    ['name', { name: 'a\u0000b' }],
    ['pronouns', { pronouns: 'x'.repeat(41) }],
    ['headline', { headline: 'two\nlines' }],
    ['bio', { bio: 'x'.repeat(10_001) }],
    ['timeZone', { timeZone: '+10:00' }],
    ['timeZone', { timeZone: 'Australia/Atlantis' }],
    ['languages', { languages: [] }],
    ['languages', { languages: ['English'] }],
    ['slug', { slug: 'Not A Slug' }],
    ['practisingSince', { practisingSince: 2027 }],
    ['practisingSince', { practisingSince: 1939 }],
  ])('is BAD_USER_INPUT for a wrong %s', async (field, input) => {
    const { errors } = await create(input);
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: `input.${field}` });
  });

  it('takes a time zone however it is spelt', async () => {
    const { data } = await create({ timeZone: 'australia/lord_howe' });
    expect(data?.createTherapistProfile?.therapist?.['timeZone']).toBe('Australia/Lord_Howe');
  });

  it('refuses a registration that the profession does not have', async () => {
    const registration = { kind: 'AHPRA', number: 'MED0001234567' };
    expect((await create({ registration })).data?.createTherapistProfile).toMatchObject({
      __typename: 'RegistrationRefused',
      message: 'The Ahpra number of this profession begins with PSY.',
    });
  });
});

describe('updateTherapistProfile', () => {
  it('changes what is given, takes away what is null, and leaves the rest', async () => {
    const id = await addVerified({ pronouns: 'she/her', practisingSince: 2010, headline: 'Old' });
    const { data } = await update({ pronouns: null, bio: ' New **bio** ', concerns: ['WORK', 'WORK'] });
    expect(data?.updateTherapistProfile?.therapist).toMatchObject({
      id,
      pronouns: null,
      bio: { markdown: 'New **bio**' },
      concerns: ['WORK'],
      headline: 'Old',
      yearsOfExperience: 16,
      status: 'VERIFIED',
    });
  });

  it('tells the other subgraphs', async () => {
    const id = await addVerified();
    const before = (await kept(id)).profileVersion;
    await update({ acceptingNewClients: false });
    expect((await kept(id)).profileVersion).toBeGreaterThan(before);
  });

  it('answers the newest state to each of several changes in one request', async () => {
    await addVerified();
    const one = (headline: string) =>
      `updateTherapistProfile(changes: { headline: "${headline}" }, idempotencyKey: "${headline}") {
        ... on ProfileSuccess { therapist { headline } } }`;
    const { data } = await ask(`mutation { a: ${one('first')} b: ${one('second')} }`, { token });
    expect(data).toEqual({
      a: { therapist: { headline: 'first' } },
      b: { therapist: { headline: 'second' } },
    });
  });

  it('finds no profile of somebody who has none', async () => {
    expect((await update({ headline: 'x' })).errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
  });

  describe('of what was verified', () => {
    it.each([
      ['NAME', { name: 'Another Name' }],
      ['PROFESSION', { profession: 'PSYCHOTHERAPIST' }],
      ['REGISTRATION', { registration: { kind: 'ASSOCIATION', number: '54321', association: 'PACFA' } }],
    ])('needs to be verified again: %s', async (field, changes) => {
      const id = await addVerified();
      const warned = await update({ ...changes, headline: 'New' });
      expect(warned.data?.updateTherapistProfile).toMatchObject({
        __typename: 'NeedsReverification',
        fields: [field],
      });
      expect(await kept(id)).toMatchObject({ status: 'VERIFIED', headline: 'Someone to talk to' });
      const accepted = await update(changes, { accept: true });
      expect(accepted.data?.updateTherapistProfile?.therapist).toMatchObject({
        status: 'SUBMITTED',
        history: [{ event: 'CLAIMS_CHANGED', status: 'SUBMITTED', actor: 'OWNER' }],
      });
      expect((await ask(`{ therapist(by: { id: "${id}" }) { id } }`)).data).toEqual({ therapist: null });
    });

    it('needs nothing when it is said again as it was', async () => {
      await addVerified();
      const registration = {
        kind: 'ASSOCIATION',
        number: ' 12345 ',
        association: 'Association of Counsellors',
      };
      const same = { name: 'A Person', profession: 'COUNSELLOR', registration };
      expect((await update(same)).data?.updateTherapistProfile?.therapist).toMatchObject({
        status: 'VERIFIED',
        history: [],
      });
    });

    it('keeps the form that the profession needs', async () => {
      await addVerified();
      const refused = await update({ profession: 'PSYCHIATRIST' }, { accept: true });
      expect(refused.data?.updateTherapistProfile?.__typename).toBe('RegistrationRefused');
      const bare = await update({ registration: null }, { accept: true });
      expect(bare.data?.updateTherapistProfile?.__typename).toBe('RegistrationRefused');
    });

    it('stays suspended when it was', async () => {
      await addVerified({ status: TherapistStatus.SUSPENDED });
      const { data } = await update({ name: 'Another Name' });
      expect(data?.updateTherapistProfile?.therapist).toMatchObject({
        status: 'SUSPENDED',
        history: [{ event: 'CLAIMS_CHANGED', status: 'SUSPENDED' }],
      });
    });
  });

  describe('of the slug', () => {
    const find = async (slug: string) =>
      (
        await ask<{ therapist: { id: string; slug: string; canonicalSlug: string } | null }>(
          `{ therapist(by: { slug: "${slug}" }) { id slug canonicalSlug } }`,
        )
      ).data?.therapist;

    it('goes on finding the therapist by every old one, and tells the new', async () => {
      const [one, two, three] = [1, 2, 3].map((number) => `slug-${number}-${subject.slice(-8)}`);
      const id = await addVerified({ slug: one });
      await update({ slug: two });
      await update({ slug: three });
      for (const slug of [one, two, three])
        expect(await find(slug!)).toEqual({ id, slug: three, canonicalSlug: three });
      await update({ slug: one });
      expect(await find(two!)).toEqual({ id, slug: one, canonicalSlug: one });
    });

    it('gives nobody the old slug of another', async () => {
      const old = `old-${subject.slice(-8)}`;
      await addVerified({ slug: old });
      await update({ slug: `${old}-new` });
      const other = newId('Client');
      const as = await testTokens.issue({ subject: other, roles: ['therapist'] });
      await create({}, { as });
      const taken = await update({ slug: old }, { as });
      expect(taken.data?.updateTherapistProfile).toMatchObject({
        __typename: 'SlugTaken',
        suggestions: [`${old}-2`, `${old}-3`, `${old}-4`],
      });
    });
  });

  describe('of the picture', () => {
    it('keeps one that will do, and takes it away', async () => {
      await addVerified();
      const photoUrl = `${photos.url}/good.png`;
      const { data } = await update({ photoUrl });
      expect(data?.updateTherapistProfile?.therapist?.['photoUrl']).toBe(photoUrl);
      const gone = await update({ photoUrl: null });
      expect(gone.data?.updateTherapistProfile?.therapist?.['photoUrl']).toBeNull();
    });

    it.each([
      ['/narrow.png', 'WRONG_DIMENSIONS'],
      ['/endless.png', 'TOO_LARGE'],
      ['/drawing.svg', 'NOT_AN_IMAGE'],
      ['/missing.png', 'UNREACHABLE'],
      ['/inside.png', 'ADDRESS_NOT_ALLOWED'],
    ])('refuses %s', async (path, fault) => {
      const id = await addVerified();
      const { data } = await update({ photoUrl: photos.url + path, headline: 'New' });
      expect(data?.updateTherapistProfile).toMatchObject({ __typename: 'PhotoRefused', fault });
      expect(await kept(id)).toMatchObject({ photoUrl: null, headline: 'Someone to talk to' });
    });

    it('is not looked at again for a wish that was settled, nor for the same address', async () => {
      await addVerified();
      const photoUrl = `${photos.url}/good.webp`;
      await update({ photoUrl }, { key: 'picture' });
      const asked = photos.asked();
      const again = await update({ photoUrl }, { key: 'picture' });
      expect(again.data?.updateTherapistProfile).toMatchObject({
        __typename: 'ProfileSuccess',
        replayed: true,
      });
      await update({ photoUrl, headline: 'New' });
      expect(photos.asked()).toBe(asked);
    });

    it('of this site may be sent back as it was shown', async () => {
      await addVerified({ photoUrl: '/photos/mine.svg' });
      const { data } = await update({ photoUrl: 'http://rapport.test/photos/mine.svg', headline: 'New' });
      expect(data?.updateTherapistProfile).toMatchObject({
        __typename: 'ProfileSuccess',
        therapist: { photoUrl: 'http://rapport.test/photos/mine.svg', headline: 'New' },
      });
      const other = await update({ photoUrl: 'http://rapport.test/photos/theirs.svg' });
      expect(other.data?.updateTherapistProfile?.__typename).toBe('PhotoRefused');
    });
  });
});

describe('submitForVerification', () => {
  it('says what a draft lacks, and takes it when it is whole', async () => {
    await create();
    expect((await submit()).data?.submitForVerification).toMatchObject({
      __typename: 'ProfileIncomplete',
      missing: ['REGISTRATION', 'HEADLINE', 'BIO', 'CONCERNS', 'CLIENT_GROUPS'],
    });
    await update({
      registration: { kind: 'AHPRA', number: 'PSY0001234567' },
      headline: 'Hello',
      bio: 'I listen.',
      concerns: ['GRIEF'],
      clientGroups: ['ADULTS'],
    });
    expect((await submit()).data?.submitForVerification?.therapist).toMatchObject({
      status: 'SUBMITTED',
      history: [{ event: 'CREATED' }, { event: 'SUBMITTED', status: 'SUBMITTED', actor: 'OWNER' }],
    });
  });

  it.each(['SUBMITTED', 'VERIFIED', 'SUSPENDED'] as const)('cannot follow %s', async (status) => {
    await addVerified({ status: TherapistStatus[status] });
    expect((await submit()).data?.submitForVerification).toMatchObject({
      __typename: 'ProfileStateConflict',
      status,
    });
  });
});

describe('me.therapistProfile', () => {
  const mine = (me: string, as: string) =>
    ask<{ _entities: unknown[] }>(
      `query ($me: ID!) { _entities(representations: [{ __typename: "Me", id: $me }]) { ... on Me { therapistProfile { status } } } }`,
      { variables: { me }, token: as },
    );

  it("is the viewer's own, whatever its status, and nobody else's", async () => {
    expect((await mine(subject, token)).data?._entities).toEqual([{ therapistProfile: null }]);
    await create();
    expect((await mine(subject, token)).data?._entities).toEqual([{ therapistProfile: { status: 'DRAFT' } }]);
    const admin = await testTokens.issue({ subject: 'boss', roles: ['admin'] });
    expect((await mine(subject, admin)).data?._entities).toEqual([null]);
  });
});
