import { registerEnumType } from 'type-graphql';

// The words that more than one subgraph uses. Federation wants an enum that is also an input to be the same everywhere,
// so each stands here once.

/** Lengths are the therapist's to set; these are the defaults. */
export enum AppointmentKind {
  CONSULTATION = 'CONSULTATION',
  SESSION = 'SESSION',
}

registerEnumType(AppointmentKind, {
  name: 'AppointmentKind',
  description: 'What an appointment is for.',
  valuesConfig: {
    CONSULTATION: {
      description: 'A first meeting, free, usually 15 minutes: one for each client and therapist.',
    },
    SESSION: { description: "A session of therapy at the therapist's fee, usually 50 minutes." },
  },
});

/** Which of them Ahpra registers is a rule of the therapists subgraph. */
export enum Profession {
  CLINICAL_PSYCHOLOGIST = 'CLINICAL_PSYCHOLOGIST',
  PSYCHOLOGIST = 'PSYCHOLOGIST',
  COUNSELLOR = 'COUNSELLOR',
  PSYCHOTHERAPIST = 'PSYCHOTHERAPIST',
  MENTAL_HEALTH_SOCIAL_WORKER = 'MENTAL_HEALTH_SOCIAL_WORKER',
  MENTAL_HEALTH_OCCUPATIONAL_THERAPIST = 'MENTAL_HEALTH_OCCUPATIONAL_THERAPIST',
  PSYCHIATRIST = 'PSYCHIATRIST',
}

registerEnumType(Profession, {
  name: 'Profession',
  description: 'The profession a therapist practises.',
  valuesConfig: {
    CLINICAL_PSYCHOLOGIST: {
      description: 'Psychologist registered with Ahpra and endorsed in clinical psychology.',
    },
    PSYCHOLOGIST: { description: 'Psychologist registered with Ahpra.' },
    COUNSELLOR: { description: 'Counsellor, member of a professional association.' },
    PSYCHOTHERAPIST: { description: 'Psychotherapist, member of a professional association.' },
    MENTAL_HEALTH_SOCIAL_WORKER: {
      description: 'Social worker accredited for mental health by their association.',
    },
    MENTAL_HEALTH_OCCUPATIONAL_THERAPIST: {
      description: 'Occupational therapist registered with Ahpra who works in mental health.',
    },
    PSYCHIATRIST: { description: 'Medical specialist in psychiatry registered with Ahpra.' },
  },
});

/** Never a source of a time zone: Broken Hill is in NSW and keeps South Australian time. */
export enum State {
  ACT = 'ACT',
  NSW = 'NSW',
  NT = 'NT',
  QLD = 'QLD',
  SA = 'SA',
  TAS = 'TAS',
  VIC = 'VIC',
  WA = 'WA',
}

registerEnumType(State, {
  name: 'State',
  description: 'An Australian state or territory.',
  valuesConfig: {
    ACT: { description: 'Australian Capital Territory.' },
    NSW: { description: 'New South Wales.' },
    NT: { description: 'Northern Territory.' },
    QLD: { description: 'Queensland.' },
    SA: { description: 'South Australia.' },
    TAS: { description: 'Tasmania.' },
    VIC: { description: 'Victoria.' },
    WA: { description: 'Western Australia.' },
  },
});

/** In Markdown front matter and addresses a concern is its name in lower case with hyphens (`couples-conflict`). */
export enum Concern {
  ADDICTION = 'ADDICTION',
  ADHD = 'ADHD',
  ANGER = 'ANGER',
  ANXIETY = 'ANXIETY',
  AUTISM = 'AUTISM',
  BURNOUT = 'BURNOUT',
  CHRONIC_PAIN = 'CHRONIC_PAIN',
  COUPLES_CONFLICT = 'COUPLES_CONFLICT',
  DEPRESSION = 'DEPRESSION',
  EATING = 'EATING',
  FAMILY = 'FAMILY',
  GENDER = 'GENDER',
  GRIEF = 'GRIEF',
  IDENTITY = 'IDENTITY',
  LIFE_TRANSITIONS = 'LIFE_TRANSITIONS',
  LONELINESS = 'LONELINESS',
  OCD = 'OCD',
  PANIC = 'PANIC',
  PARENTING = 'PARENTING',
  PERINATAL = 'PERINATAL',
  PHOBIAS = 'PHOBIAS',
  RELATIONSHIPS = 'RELATIONSHIPS',
  SELF_ESTEEM = 'SELF_ESTEEM',
  SEXUALITY = 'SEXUALITY',
  SLEEP = 'SLEEP',
  STRESS = 'STRESS',
  TRAUMA = 'TRAUMA',
  WORK = 'WORK',
}

registerEnumType(Concern, {
  name: 'Concern',
  description: 'What a person may want help with.',
  valuesConfig: {
    ADDICTION: { description: 'Alcohol, drugs, gambling and other habits that are hard to leave.' },
    ADHD: { description: 'Attention deficit and hyperactivity, at any age.' },
    ANGER: { description: 'Anger that hurts oneself or others.' },
    ANXIETY: { description: 'Worry and fear that get in the way.' },
    AUTISM: { description: 'Living as an autistic person.' },
    BURNOUT: { description: 'Exhaustion from long strain, mostly at work.' },
    CHRONIC_PAIN: { description: 'Living with pain that lasts.' },
    COUPLES_CONFLICT: { description: 'Conflict and distance between partners.' },
    DEPRESSION: { description: 'Low mood and loss of interest.' },
    EATING: { description: 'Eating and body image.' },
    FAMILY: { description: 'Life within a family.' },
    GENDER: { description: 'Gender identity and transition.' },
    GRIEF: { description: 'Loss and bereavement.' },
    IDENTITY: { description: 'Who one is and where one belongs.' },
    LIFE_TRANSITIONS: { description: 'Change: moving, parting, retiring, beginning.' },
    LONELINESS: { description: 'Too little company, or company that does not reach.' },
    OCD: { description: 'Obsessive thoughts and compulsive acts.' },
    PANIC: { description: 'Sudden attacks of fear.' },
    PARENTING: { description: 'Raising children.' },
    PERINATAL: { description: 'Pregnancy, birth and the first year.' },
    PHOBIAS: { description: 'Strong fear of particular things or situations.' },
    RELATIONSHIPS: { description: 'Forming, keeping and ending relationships.' },
    SELF_ESTEEM: { description: 'How one sees and treats oneself.' },
    SEXUALITY: { description: 'Sexuality and sexual life.' },
    SLEEP: { description: 'Falling asleep, staying asleep, waking rested.' },
    STRESS: { description: 'More demands than one can meet.' },
    TRAUMA: { description: 'What stays after terrible events.' },
    WORK: { description: 'Conflict, uncertainty and choice at work.' },
  },
});

export enum Approach {
  ACT = 'ACT',
  CBT = 'CBT',
  COMPASSION_FOCUSED = 'COMPASSION_FOCUSED',
  DBT = 'DBT',
  EMDR = 'EMDR',
  EMOTIONALLY_FOCUSED = 'EMOTIONALLY_FOCUSED',
  FAMILY_SYSTEMS = 'FAMILY_SYSTEMS',
  GESTALT = 'GESTALT',
  INTERPERSONAL = 'INTERPERSONAL',
  MINDFULNESS_BASED = 'MINDFULNESS_BASED',
  NARRATIVE = 'NARRATIVE',
  PERSON_CENTRED = 'PERSON_CENTRED',
  PSYCHODYNAMIC = 'PSYCHODYNAMIC',
  SCHEMA = 'SCHEMA',
  SOLUTION_FOCUSED = 'SOLUTION_FOCUSED',
}

registerEnumType(Approach, {
  name: 'Approach',
  description: 'A method a therapist works by.',
  valuesConfig: {
    ACT: { description: 'Acceptance and commitment therapy.' },
    CBT: { description: 'Cognitive behavioural therapy.' },
    COMPASSION_FOCUSED: { description: 'Compassion-focused therapy.' },
    DBT: { description: 'Dialectical behaviour therapy.' },
    EMDR: { description: 'Eye movement desensitisation and reprocessing.' },
    EMOTIONALLY_FOCUSED: { description: 'Emotionally focused therapy, mostly for couples.' },
    FAMILY_SYSTEMS: { description: 'Systemic and family therapy.' },
    GESTALT: { description: 'Gestalt therapy.' },
    INTERPERSONAL: { description: 'Interpersonal therapy.' },
    MINDFULNESS_BASED: { description: 'Mindfulness-based therapy.' },
    NARRATIVE: { description: 'Narrative therapy.' },
    PERSON_CENTRED: { description: 'Person-centred therapy.' },
    PSYCHODYNAMIC: { description: 'Psychodynamic therapy.' },
    SCHEMA: { description: 'Schema therapy.' },
    SOLUTION_FOCUSED: { description: 'Solution-focused brief therapy.' },
  },
});

export enum ClientGroup {
  ADULTS = 'ADULTS',
  ADOLESCENTS = 'ADOLESCENTS',
  CHILDREN = 'CHILDREN',
  COUPLES = 'COUPLES',
  FAMILIES = 'FAMILIES',
  OLDER_ADULTS = 'OLDER_ADULTS',
  GROUPS = 'GROUPS',
}

registerEnumType(ClientGroup, {
  name: 'ClientGroup',
  description: 'Whom a therapist works with.',
  valuesConfig: {
    ADULTS: { description: 'Adults, alone.' },
    ADOLESCENTS: { description: 'Young people of 12 to 17.' },
    CHILDREN: { description: 'Children up to 11.' },
    COUPLES: { description: 'Partners together.' },
    FAMILIES: { description: 'Families together.' },
    OLDER_ADULTS: { description: 'People of 65 and over.' },
    GROUPS: { description: 'Groups of people who do not know each other.' },
  },
});

export enum Weekday {
  MONDAY = 'MONDAY',
  TUESDAY = 'TUESDAY',
  WEDNESDAY = 'WEDNESDAY',
  THURSDAY = 'THURSDAY',
  FRIDAY = 'FRIDAY',
  SATURDAY = 'SATURDAY',
  SUNDAY = 'SUNDAY',
}

/** In the order of their ISO numbers, from 1. */
export const weekdays = Object.values(Weekday);

registerEnumType(Weekday, {
  name: 'Weekday',
  description: 'A day of the week.',
  valuesConfig: Object.fromEntries(
    weekdays.map((day) => [day, { description: `${day[0]}${day.slice(1).toLowerCase()}.` }]),
  ),
});
