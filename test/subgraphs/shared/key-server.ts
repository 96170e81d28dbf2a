import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWK, type JWTPayload } from 'jose';

export const issuer = 'https://issuer.test';
export const audience = 'rapport';

/** A signing key with its public half as the issuer publishes it. */
export async function makeKey(kid: string, alg = 'ES256') {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' };
  return {
    jwk,
    /** Signs the claims of a good token; those given replace them, and an undefined one is left out. */
    sign(claims: Record<string, unknown> = {}, header: { kid?: string } = { kid }): Promise<string> {
      const now = Math.floor(Date.now() / 1000);
      const whole: JWTPayload = {
        iss: issuer,
        aud: audience,
        sub: 'ada',
        iat: now,
        exp: now + 600,
        ...claims,
      };
      return new SignJWT(whole).setProtectedHeader({ alg, ...header }).sign(privateKey);
    },
  };
}

/** An issuer's key address on a real socket, answering what `listener` says. */
export async function serveKeys(listener: RequestListener) {
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`),
    requests: () => requests,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
