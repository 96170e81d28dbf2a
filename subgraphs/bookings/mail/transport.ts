/** A mail ready to go: its bytes (RFC 5322), and between whom. */
export interface Letter {
  /** Names the mail wherever it is; also its Message-ID before the `@`. */
  id: string;
  from: string;
  to: string;
  bytes: Buffer;
}

/** What came of handing a letter over. */
export type Delivery =
  /** The other side has it. */
  | 'DELIVERED'
  /** It said no, and will say no again. */
  | 'REFUSED'
  /** It had all of it, and no answer came: it may have it. */
  | 'UNANSWERED';

/** A way to deliver letters. */
export interface MailTransport {
  /**
   * Delivers a letter. `beforeLastByte` is called when all but the end is there: until it resolves, nothing has been
   * delivered, and if it rejects nothing will be. Throws when the letter was not taken and is to be tried again: the other side
   * said not now, was not there, or closed the connection without a yes.
   */
  deliver(letter: Letter, beforeLastByte: () => Promise<void>): Promise<Delivery>;
}
