import { expect, it } from 'vitest';
import {
  addressPolicy,
  isPublicAddress,
  parseNetwork,
} from '../../../../subgraphs/shared/fetch/public-address.rules.ts';

it.each([
  '1.1.1.1',
  '172.32.0.1',
  '100.128.0.1',
  '2606:4700:4700::1111',
  '::ffff:1.1.1.1',
  '::ffff:101:101',
  '64:ff9b::101:101',
])('takes %s for public', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

it.each([
  ['this network', '0.0.0.0'],
  ['this network', '0.1.2.3'],
  ['private', '10.0.0.1'],
  ['private', '172.16.0.1'],
  ['private', '172.31.255.255'],
  ['private', '192.168.1.1'],
  ['carrier-grade NAT', '100.64.0.1'],
  ['loopback', '127.0.0.1'],
  ['loopback', '127.255.255.254'],
  ['link-local, where clouds keep their metadata', '169.254.169.254'],
  ['documentation', '192.0.2.1'],
  ['benchmarks', '198.18.0.1'],
  ['multicast', '224.0.0.1'],
  ['reserved', '240.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ['unspecified', '::'],
  ['loopback', '::1'],
  ['loopback spelt out', '0:0:0:0:0:0:0:1'],
  ['unique local', 'fd00::1'],
  ['link-local', 'fe80::1'],
  ['link-local with its interface', 'fe80::1%eth0'],
  ['multicast', 'ff02::1'],
  ['documentation', '2001:db8::1'],
  ['Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
  ['6to4 of a private address', '2002:a00:1::1'],
  ['IPv4-mapped loopback', '::ffff:127.0.0.1'],
  ['IPv4-mapped private in words', '::ffff:a00:1'],
  ['IPv4-mapped spelt out', '0:0:0:0:0:ffff:c0a8:101'],
  ['IPv4-compatible loopback', '::127.0.0.1'],
  ['NAT64 of a private address', '64:ff9b::a00:1'],
  ['NAT64 of local use', '64:ff9b:1::101:101'],
  ['a name', 'localhost'],
  ['nothing', ''],
])('refuses what is %s: %s', (_, address) => {
  expect(isPublicAddress(address)).toBe(false);
});

it('allows the networks named besides the public ones, and no others', () => {
  const isAllowed = addressPolicy([parseNetwork('10.2.0.0/16')!, parseNetwork('fd12::/16')!]);
  expect(['10.2.3.4', '::ffff:10.2.3.4', 'fd12::1', '1.1.1.1'].map(isAllowed)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['10.3.0.1', 'fd13::1', '127.0.0.1', 'localhost'].map(isAllowed)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

it('reads networks, and nothing that is none', () => {
  expect(parseNetwork('127.0.0.1')).toEqual(['127.0.0.1', 32, 'ipv4']);
  expect(parseNetwork('fd00::/8')).toEqual(['fd00::', 8, 'ipv6']);
  expect(['10.0.0.0/33', '10.0.0', 'localhost', '::/129', '10.0.0.0/x', ''].map(parseNetwork)).toEqual(
    Array.from({ length: 6 }, () => null),
  );
});
