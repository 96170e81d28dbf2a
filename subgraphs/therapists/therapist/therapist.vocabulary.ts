import { registerEnumType } from 'type-graphql';

export enum TherapistStatus {
  DRAFT = 'DRAFT',
  SUBMITTED = 'SUBMITTED',
  VERIFIED = 'VERIFIED',
  SUSPENDED = 'SUSPENDED',
}

registerEnumType(TherapistStatus, {
  name: 'TherapistStatus',
  description: 'How far a profile has come. The public only ever sees VERIFIED.',
  valuesConfig: {
    DRAFT: { description: 'Being written by the therapist.' },
    SUBMITTED: { description: 'Waiting for an admin to verify the registration.' },
    VERIFIED: { description: 'Registration verified; public.' },
    SUSPENDED: { description: 'Taken off every public page by an admin.' },
  },
});

export enum RegistrationKind {
  AHPRA = 'AHPRA',
  ASSOCIATION = 'ASSOCIATION',
}

registerEnumType(RegistrationKind, {
  name: 'RegistrationKind',
  description: 'Who keeps the register that a therapist is on.',
  valuesConfig: {
    AHPRA: { description: 'The Australian Health Practitioner Regulation Agency.' },
    ASSOCIATION: { description: 'A professional association, by membership.' },
  },
});
