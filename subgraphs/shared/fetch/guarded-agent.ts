import { lookup as lookupName } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';

/** The name leads to an address that may not be asked. */
export class AddressNotAllowed extends Error {
  override name = 'AddressNotAllowed';
}

/**
 * A dispatcher that connects to allowed addresses only. The check is made where the connection is: on the very addresses it
 * will use, so a name that answers one way when asked and another way when used gains nothing, nor does a redirect. Every
 * address of a name must pass, since which of them is taken is not ours to say.
 */
export function guardedAgent(isAllowed: (address: string) => boolean, connectTimeoutMs: number): Agent {
  const connect = buildConnector({ lookup: guardedLookup(isAllowed), timeout: connectTimeoutMs });
  return new Agent({
    connections: 1,
    connect(options, callback) {
      // An address that is written out is never looked up.
      const hostname = options.hostname.replace(/^\[|\]$/g, '');
      if (isIP(hostname) !== 0 && !isAllowed(hostname)) callback(new AddressNotAllowed(), null);
      else connect(options, callback);
    },
  });
}

function guardedLookup(isAllowed: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookupName(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error !== null || first === undefined) callback(error ?? new Error('no address'), []);
      else if (!addresses.every(({ address }) => isAllowed(address))) callback(new AddressNotAllowed(), []);
      else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}
