import { randomUUID } from 'node:crypto';
import { encodeSlotId } from '../../../../subgraphs/bookings/slot/slot-id.ts';
import type { SlotKind } from '../../../../subgraphs/bookings/slot/slot.rules.ts';
import type { Role } from '../../../../subgraphs/shared/viewer.ts';
import type { Ask } from '../../../support/subgraph.ts';
import { testTokens } from '../../../support/tokens.ts';

/** What a mutation about appointments answered: the fields that its type has. */
export interface Answer {
  __typename: string;
  message?: string;
  replayed?: boolean;
  booking?: { id: string; status: string; startsAt: string; heldUntil: string | null } | null;
  alternatives?: { id: string; startsAt: string }[];
  [field: string]: unknown;
}

export const answerFields = `
  __typename
  ... on Problem { message }
  ... on SlotTaken { alternatives { id startsAt } }
  ... on TooSoon { earliest }
  ... on BookingSuccess { replayed booking { id status startsAt heldUntil } }
  ... on TooLateToCancel { cancellableUntil }
  ... on TooLateToReschedule { reschedulableUntil }
  ... on BookingStateConflict { status }
  ... on ConsultationAlreadyUsed { booking { id status startsAt heldUntil } }
  ... on ClientBusy { booking { id status startsAt heldUntil } }
  ... on TooManyConsultations { limit upcoming { id } }
  ... on TooManyHolds { limit holds { id } }
  ... on HoldExpired { slot { id isOpen } }
  ... on NotYetStarted { notBefore: startsAt }
`;

export function slotAt(therapistId: string, startsAt: Date, kind: SlotKind = 'SESSION'): string {
  return encodeSlotId({ therapistId, kind, startsAt: startsAt.getTime() });
}

/** A signed-in person who sends mutations; a thrown error of GraphQL becomes a thrown error of the test. */
export async function signIn(ask: Ask, subject: string, roles: Role[] = ['client']) {
  const token = await testTokens.issue({ subject, roles });

  async function mutate(name: string, args: Record<string, string | number>, key: string): Promise<Answer> {
    const variables = { ...args, key };
    const types = Object.entries(args).map(([arg, value]) => `$${arg}: ${typeOf(arg, value)}`);
    const passed = Object.keys(args).map((arg) => `${arg}: $${arg}`);
    const { data, errors } = await ask<{ answer: Answer }>(
      `mutation (${[...types, '$key: String!'].join(', ')}) {
        answer: ${name}(${[...passed, 'idempotencyKey: $key'].join(', ')}) { ${fieldsOf(name)} }
      }`,
      { variables, token },
    );
    if (errors !== undefined)
      throw Object.assign(new Error(errors[0]!.message), { ...errors[0]!.extensions });
    return data!.answer;
  }

  return {
    subject,
    token,
    ask: <Data>(query: string, variables: Record<string, unknown> = {}) =>
      ask<Data>(query, { variables, token }),
    hold: (slotId: string, key: string = randomUUID()) => mutate('holdSlot', { slotId }, key),
    book: (slotId: string, key: string = randomUUID()) => mutate('bookSlot', { slotId }, key),
    confirm: (bookingId: string, key: string = randomUUID()) => mutate('confirmBooking', { bookingId }, key),
    cancel: (bookingId: string, reason = '', key: string = randomUUID()) =>
      mutate('cancelBooking', { bookingId, reason }, key),
    reschedule: (bookingId: string, slotId: string, reason = '', key: string = randomUUID()) =>
      mutate('rescheduleBooking', { bookingId, slotId, reason }, key),
    markNoShow: (bookingId: string, reason = '', key: string = randomUUID()) =>
      mutate('markNoShow', { bookingId, reason }, key),
  };
}

export type Person = Awaited<ReturnType<typeof signIn>>;

function typeOf(arg: string, value: string | number): string {
  if (typeof value === 'number') return 'Int!';
  return arg.endsWith('Id') ? 'ID!' : 'String!';
}

/** Only the types of this mutation's union may be named. */
const unionMembers: Record<string, string[]> = {
  holdSlot: [
    'TooManyHolds',
    'SlotTaken',
    'TooSoon',
    'ClientBusy',
    'ConsultationAlreadyUsed',
    'TooManyConsultations',
  ],
  bookSlot: ['SlotTaken', 'TooSoon', 'ClientBusy', 'ConsultationAlreadyUsed', 'TooManyConsultations'],
  confirmBooking: ['HoldExpired', 'BookingStateConflict'],
  cancelBooking: ['TooLateToCancel', 'BookingStateConflict'],
  rescheduleBooking: ['SlotTaken', 'TooSoon', 'ClientBusy', 'TooLateToReschedule', 'BookingStateConflict'],
  markNoShow: ['NotYetStarted', 'BookingStateConflict'],
};

function fieldsOf(name: string): string {
  const members = ['Problem', 'BookingSuccess', ...unionMembers[name]!];
  return answerFields
    .split('\n')
    .filter(
      (line) => !line.includes('... on') || members.some((member) => line.includes(`... on ${member} `)),
    )
    .join('\n');
}
