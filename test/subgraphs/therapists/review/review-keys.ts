import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { newId } from '../../../../subgraphs/shared/ids.ts';
import { createReviewTokenSigner, type ReviewGrant } from '../../../../subgraphs/shared/review-token.ts';

/** Keys as bookings and therapists would have them, with tokens signed as bookings signs them. */
export async function reviewKeys() {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const pair = {
    private: { ...(await exportJWK(privateKey)), kid: 'test' } satisfies JWK,
    public: { ...(await exportJWK(publicKey)), kid: 'test' } satisfies JWK,
  };
  const sign = await createReviewTokenSigner(pair.private);
  return {
    jwks: { keys: [pair.public] },
    /** For an appointment of its own unless one is given. */
    token: (grant: Omit<ReviewGrant, 'bookingId'> & { bookingId?: string }, expiresAt: Date) =>
      sign({ bookingId: newId('Booking'), ...grant }, expiresAt),
  };
}
