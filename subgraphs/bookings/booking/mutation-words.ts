/** The same in every mutation. */
export const keyDescription =
  'Any text of 1 to 255 visible ASCII characters that names this one wish, a UUID for instance. Sent again within 24 hours with the same arguments, it answers the same and does nothing.';
