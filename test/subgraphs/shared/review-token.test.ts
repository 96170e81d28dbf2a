import { exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import { expect, it } from 'vitest';
import {
  createReviewTokenSigner,
  createReviewTokenVerifier,
} from '../../../subgraphs/shared/review-token.ts';

const grant = { bookingId: 'booking_1', therapistId: 'therapist_1', author: 'mia' };
const expiresAt = new Date('2026-12-01T00:00Z');
const before = new Date('2026-11-30T23:59Z');

async function keys(kid: string) {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  return {
    private: { ...(await exportJWK(privateKey)), kid },
    public: { ...(await exportJWK(publicKey)), kid },
  };
}

it('grants what was signed, until it expires', async () => {
  const pair = await keys('a');
  const token = await (await createReviewTokenSigner(pair.private))(grant, expiresAt);
  const verify = createReviewTokenVerifier({ keys: [pair.public] });
  expect(await verify(token, before)).toEqual(grant);
  expect(await verify(token, new Date('2026-12-01T00:00:01Z'))).toBe('expired');
});

it('grants nothing for another key, another purpose, or no token', async () => {
  const [ours, theirs] = [await keys('a'), await keys('a')];
  const verify = createReviewTokenVerifier({ keys: [ours.public] });
  expect(
    await verify(await (await createReviewTokenSigner(theirs.private))(grant, expiresAt), before),
  ).toBeNull();
  const login = new SignJWT({ therapist: 'therapist_1' }).setProtectedHeader({ alg: 'ES256', kid: 'a' });
  const forged = await login
    .setSubject('mia')
    .setJti('booking_1')
    .setExpirationTime(expiresAt)
    .sign(await importJWK(ours.private, 'ES256'));
  expect(await verify(forged, before)).toBeNull();
  expect(await verify('nonsense', before)).toBeNull();
  const past = new Date('2027-01-01T00:00Z');
  const late = await (await createReviewTokenSigner(theirs.private))(grant, expiresAt);
  expect(await verify(late, past)).toBeNull();
  expect(await verify(forged, past)).toBeNull();
});

it('keeps accepting a key that has been replaced, while it is listed', async () => {
  const [old, current] = [await keys('old'), await keys('current')];
  const token = await (await createReviewTokenSigner(old.private))(grant, expiresAt);
  expect(await createReviewTokenVerifier({ keys: [current.public, old.public] })(token, before)).toEqual(
    grant,
  );
  expect(await createReviewTokenVerifier({ keys: [current.public] })(token, before)).toBeNull();
});
