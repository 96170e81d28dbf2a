import { BlockList, isIP } from 'node:net';

/**
 * IPv4 that is nobody's on the open internet, by IANA's registry of special-purpose addresses (RFC 6890), with multicast
 * and the deprecated 6to4 relays.
 */
const closedIpv4 = subnets('ipv4', [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]);

/** All that is routed as global unicast IPv6. Loopback, link-local, unique local and multicast lie outside it. */
const globalIpv6 = subnets('ipv6', [['2000::', 3]]);

/** What lies in it and is not: protocol assignments with Teredo, documentation, and 6to4, which hides an IPv4 address. */
const closedIpv6 = subnets('ipv6', [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]);

/** An address, the length of its prefix, and its family. */
export type Network = [address: string, prefix: number, family: 'ipv4' | 'ipv6'];

/** Prefixes of 96 bits whose last 32 are the IPv4 address that is really meant: IPv4-mapped, and NAT64 (RFC 6052). */
const carriersOfIpv4 = [
  [0, 0, 0, 0, 0, 0xffff],
  [0x64, 0xff9b, 0, 0, 0, 0],
];

/** Whether an address is one of the open internet: anything else may be a machine of our own house or of its neighbours. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !closedIpv4.check(address, 'ipv4');
  if (family !== 6 || address.includes('%')) return false;
  const words = wordsOf(address);
  if (carriersOfIpv4.some((prefix) => prefix.every((word, index) => words[index] === word))) {
    const [high = 0, low = 0] = words.slice(6);
    return isPublicAddress([high >> 8, high & 0xff, low >> 8, low & 0xff].join('.'));
  }
  return globalIpv6.check(address, 'ipv6') && !closedIpv6.check(address, 'ipv6');
}

/** `10.0.0.0/8`, `fd00::/8` or one address; null for anything else. */
export function parseNetwork(text: string): Network | null {
  const [address = '', prefix] = text.trim().split('/', 2);
  const family = isIP(address);
  const most = family === 4 ? 32 : 128;
  const length = prefix === undefined ? most : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Infinity;
  if (family === 0 || address.includes('%') || length > most) return null;
  return [address, length, family === 4 ? 'ipv4' : 'ipv6'];
}

/** Tells which addresses may be connected to: the public ones, and those of the networks named besides. */
export function addressPolicy(besides: readonly Network[]): (address: string) => boolean {
  const allowed = new BlockList();
  for (const network of besides) allowed.addSubnet(...network);
  return (address) => {
    const family = isIP(address);
    if (family === 0) return false;
    return isPublicAddress(address) || allowed.check(address, family === 4 ? 'ipv4' : 'ipv6');
  };
}

/** The eight 16-bit words of a well-formed IPv6 address. */
function wordsOf(address: string): number[] {
  const [head = '', tail] = address.split('::', 2);
  const before = wordsOfPart(head);
  if (tail === undefined) return before;
  const after = wordsOfPart(tail);
  const gap = Array.from({ length: 8 - before.length - after.length }, () => 0);
  return [...before, ...gap, ...after];
}

function wordsOfPart(part: string): number[] {
  if (part === '') return [];
  return part.split(':').flatMap((word) => {
    if (!word.includes('.')) return [Number.parseInt(word, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = word.split('.').map(Number);
    return [a * 256 + b, c * 256 + d];
  });
}

function subnets(family: 'ipv4' | 'ipv6', list: readonly (readonly [string, number])[]): BlockList {
  const blockList = new BlockList();
  for (const [network, prefix] of list) blockList.addSubnet(network, prefix, family);
  return blockList;
}
