import { registerEnumType } from 'type-graphql';

export enum BookingStatus {
  HELD = 'HELD',
  CONFIRMED = 'CONFIRMED',
  COMPLETED = 'COMPLETED',
  NO_SHOW = 'NO_SHOW',
  CANCELLED = 'CANCELLED',
  EXPIRED = 'EXPIRED',
}

registerEnumType(BookingStatus, {
  name: 'BookingStatus',
  description: 'Where an appointment stands.',
  valuesConfig: {
    HELD: { description: 'The time is kept for the client for a few minutes, to be confirmed.' },
    CONFIRMED: { description: 'It will take place.' },
    COMPLETED: { description: 'It took place.' },
    NO_SHOW: { description: 'Its time has passed and the client did not come.' },
    CANCELLED: { description: 'It was called off.' },
    EXPIRED: { description: 'The hold ran out before it was confirmed.' },
  },
});
