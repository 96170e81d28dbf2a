import type { BookingChangeHook } from '../booking/booking-change-hooks.ts';
import { enqueueMails } from './mail-queue.ts';
import { mailsOfChange } from './mail.rules.ts';

/** Has the mails sent that follow from changes of appointments. */
export const mailOfChanges: BookingChangeHook = (em, changes) =>
  enqueueMails(em, changes.flatMap(mailsOfChange));
