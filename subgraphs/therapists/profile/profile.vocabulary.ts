import { registerEnumType } from 'type-graphql';

export enum ProfileField {
  NAME = 'NAME',
  PROFESSION = 'PROFESSION',
  REGISTRATION = 'REGISTRATION',
  HEADLINE = 'HEADLINE',
  BIO = 'BIO',
  CONCERNS = 'CONCERNS',
  CLIENT_GROUPS = 'CLIENT_GROUPS',
}

registerEnumType(ProfileField, {
  name: 'ProfileField',
  description: 'A part of a profile that a refusal is about.',
  valuesConfig: {
    NAME: { description: 'The name they practise under.' },
    PROFESSION: { description: 'The profession they practise.' },
    REGISTRATION: { description: 'Where they are registered to practise.' },
    HEADLINE: { description: 'The one line in their own words.' },
    BIO: { description: 'Who they are and how they work.' },
    CONCERNS: { description: 'The concerns they help with.' },
    CLIENT_GROUPS: { description: 'Whom they work with.' },
  },
});

export enum PhotoFaultName {
  ADDRESS_NOT_ALLOWED = 'ADDRESS_NOT_ALLOWED',
  UNREACHABLE = 'UNREACHABLE',
  NOT_AN_IMAGE = 'NOT_AN_IMAGE',
  TOO_LARGE = 'TOO_LARGE',
  WRONG_DIMENSIONS = 'WRONG_DIMENSIONS',
}

registerEnumType(PhotoFaultName, {
  name: 'PhotoFault',
  description: 'Why a picture will not do.',
  valuesConfig: {
    ADDRESS_NOT_ALLOWED: {
      description: 'Not an https address on the open internet, or one that leads to something else.',
    },
    UNREACHABLE: { description: 'Nothing was answered in time, or an error.' },
    NOT_AN_IMAGE: { description: 'What was answered is no PNG, JPEG or WebP.' },
    TOO_LARGE: { description: 'More bytes than a picture may have.' },
    WRONG_DIMENSIONS: { description: 'A side with too few or too many pixels.' },
  },
});
