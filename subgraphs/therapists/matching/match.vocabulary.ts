import { registerEnumType } from 'type-graphql';

export enum PartOfDay {
  MORNING = 'MORNING',
  AFTERNOON = 'AFTERNOON',
  EVENING = 'EVENING',
}

registerEnumType(PartOfDay, {
  name: 'PartOfDay',
  description: 'A part of a day, by the hour at which an appointment starts.',
  valuesConfig: {
    MORNING: { description: 'Before 12:00.' },
    AFTERNOON: { description: 'From 12:00 to before 17:00.' },
    EVENING: { description: 'From 17:00 on.' },
  },
});

export enum MatchRequirement {
  CONCERNS = 'CONCERNS',
  APPROACHES = 'APPROACHES',
  TIMES = 'TIMES',
  PROFESSIONS = 'PROFESSIONS',
  STATES = 'STATES',
  PRONOUNS = 'PRONOUNS',
}

registerEnumType(MatchRequirement, {
  name: 'MatchRequirement',
  description: 'A wish that is made a condition: nobody is shown who does not meet it.',
  valuesConfig: {
    CONCERNS: { description: 'Helps with every one of the concerns.' },
    APPROACHES: { description: 'Works by at least one of the approaches.' },
    TIMES: { description: 'Has the next open consultation at one of the times.' },
    PROFESSIONS: { description: 'Is of one of the professions.' },
    STATES: { description: 'Is based in one of the states.' },
    PRONOUNS: { description: 'Uses one of the pronouns.' },
  },
});

export enum MatchReasonKind {
  CONCERNS = 'CONCERNS',
  APPROACHES = 'APPROACHES',
  TIMES = 'TIMES',
  RATING = 'RATING',
  AVAILABILITY = 'AVAILABILITY',
  PROFESSION = 'PROFESSION',
  STATE = 'STATE',
  PRONOUNS = 'PRONOUNS',
  CLIENT_GROUP = 'CLIENT_GROUP',
  LANGUAGE = 'LANGUAGE',
  FEE = 'FEE',
}

registerEnumType(MatchReasonKind, {
  name: 'MatchReasonKind',
  description:
    'What a reason is about. The last three are conditions that all who are shown meet, and give no points.',
  valuesConfig: {
    CONCERNS: { description: 'How many of the concerns they help with.' },
    APPROACHES: { description: 'How many of the approaches they work by.' },
    TIMES: { description: 'Whether their next open consultation is at one of the times.' },
    RATING: { description: 'What their reviews come to.' },
    AVAILABILITY: { description: 'How soon their next open consultation is.' },
    PROFESSION: { description: 'Whether they are of one of the professions.' },
    STATE: { description: 'Whether they are based in one of the states.' },
    PRONOUNS: { description: 'Whether they use one of the pronouns.' },
    CLIENT_GROUP: { description: 'That they work with the client group.' },
    LANGUAGE: { description: 'That they work in the language.' },
    FEE: { description: 'That their session fee is within the ceiling.' },
  },
});
