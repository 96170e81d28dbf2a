import { BookingStatus } from '../../../subgraphs/bookings/booking/booking-status.ts';
import {
  AppointmentKind,
  Approach,
  ClientGroup,
  Concern,
  Profession,
  State,
} from '../../../subgraphs/shared/vocabulary.ts';
import type { DemoAppointment, DemoClient } from '../appointments.ts';
import type { CastMember } from '../cast.ts';
import { hourPatterns } from '../hours.ts';
import type { SeededRandom } from '../seeded-random.ts';

/** A made-up therapist for trying the platform at size, with the rows that are theirs. */
export interface SizePerson {
  id: string;
  /** Counts from 1 over all that were ever made, so that slugs and registrations stay apart. */
  place: number;
  slug: string;
  name: string;
  pronouns: string | null;
  profession: Profession;
  state: State;
  timeZone: string;
  headline: string;
  bio: string;
  languages: string[];
  concerns: Concern[];
  approaches: Approach[];
  clientGroups: ClientGroup[];
  practisingSince: number;
  acceptingNewClients: boolean;
  /** Null for the few who have not set one. */
  sessionFeeCents: number | null;
  hours: CastMember['hours'];
  joinedAt: Date;
  appointments: DemoAppointment[];
  /** Of the first so many completed appointments. */
  stars: number[];
}

const words = (text: string) => text.split(' ');
const firstNames = words(
  'Abel Ada Aiko Alba Amir Anya Aroha Bela Bram Cara Cleo Dara Devi Eli Elsa Emre Esra Fay Finn Freya Gita Gwen Hana Hugo Ida Imre Ines Isla Ivo Jana Joao Jules Kaia Kofi Lara Leif Lien Luca Maeve Mateo Mei Mila Nadia Nils Noor Odile Omar Petra Priya Rana Renée Rhys Ruth Sana Saul Siobhán Soren Tama Tess Thu Uma Vera Wim Yara Yusuf Zoë',
);
const surnameStarts = words(
  'Alder Ash Bar Beck Birch Brad Brook Carl Chad Clif Col Cran Dal Den Dun East Ell Farn Fen Glen Graf Hal Hart Haz Hol Kel Kirk Lang Lin Lock Mar Mel Mor Nor Oak Pem Rad Ravens Row Sel Shel Stan Sut Thorn Wal Wes Whit Win Wood Yar',
);
const surnameEnds = words(
  'berry born brook burn bury by cott croft dale den field ford gate grove ham hurst land ley low man mere mont more ridge shaw son stead stone ton vale ward well wick wood worth',
);
const openings = words('Steady Patient Practical Warm Quiet Plain Curious Gentle Honest Careful');
const promises = [
  'help when worry takes over',
  'space for what is hard to say',
  'work at your own pace',
  'support through change',
  'company in grief',
  'tools for the next week',
];
const ways = [
  'We begin with what brought you here and decide together what would help.',
  'I ask often how the work is going for you, and we change course when it is not.',
  'Between our hours you may try small things, only as many as suit you.',
  'I have worked in hospitals, schools and private rooms before coming online.',
  'Some people stay for a few sessions, others for a year: both are fine.',
];

/** State, zone, offset from UTC in hours without summer time, and how many of a hundred therapists live there. */
const places = [
  [State.NSW, 'Australia/Sydney', 10, 31],
  [State.VIC, 'Australia/Melbourne', 10, 26],
  [State.QLD, 'Australia/Brisbane', 10, 20],
  [State.WA, 'Australia/Perth', 8, 10],
  [State.SA, 'Australia/Adelaide', 9.5, 7],
  [State.TAS, 'Australia/Hobart', 10, 2],
  [State.ACT, 'Australia/Sydney', 10, 2],
  [State.NT, 'Australia/Darwin', 9.5, 2],
] as const;

const professions = [
  [Profession.PSYCHOLOGIST, 34],
  [Profession.COUNSELLOR, 24],
  [Profession.CLINICAL_PSYCHOLOGIST, 18],
  [Profession.PSYCHOTHERAPIST, 10],
  [Profession.MENTAL_HEALTH_SOCIAL_WORKER, 8],
  [Profession.MENTAL_HEALTH_OCCUPATIONAL_THERAPIST, 4],
  [Profession.PSYCHIATRIST, 2],
] as const;

const otherLanguages = words('zh-Hans zh-Hant vi ar el it hi pa es ko ja tl fa tr pt fr de id ta ur');
const hour = 3_600_000;
const day = 24 * hour;

export function sizePerson(place: number, random: SeededRandom, now: Date): SizePerson {
  const firstName = random.pick(firstNames);
  const name = `${firstName} ${random.pick(surnameStarts)}${random.pick(surnameEnds)}`;
  const [state, timeZone, offset] = weighted(places, random);
  const [profession] = weighted(professions, random);
  const concerns = some(Object.values(Concern), 3 + random.below(6), random);
  const joinedAt = new Date(now.getTime() - (30 + random.below(1200)) * day);
  const hours = random.pick(Object.keys(hourPatterns) as CastMember['hours'][]);
  const appointments = appointmentsIn(hours, offset, timeZone, random, now);
  const completed = appointments.filter(({ status }) => status === BookingStatus.COMPLETED).length;
  return {
    id: random.id('Therapist', joinedAt),
    place,
    slug: `${slugOf(name)}-${place}`,
    name,
    pronouns: random.next() < 0.5 ? random.pick(['she/her', 'he/him', 'they/them']) : null,
    profession,
    state,
    timeZone,
    headline: `${random.pick(openings)} ${random.pick(promises)}`,
    bio: some(ways, 3, random).join('\n\n'),
    languages: random.next() < 0.75 ? ['en'] : ['en', ...some(otherLanguages, 1 + random.below(2), random)],
    concerns,
    approaches: some(Object.values(Approach), 1 + random.below(4), random),
    clientGroups: some(Object.values(ClientGroup), 1 + random.below(3), random),
    practisingSince: now.getUTCFullYear() - 1 - random.below(30),
    acceptingNewClients: random.next() < 0.9,
    sessionFeeCents: random.next() < 0.97 ? 9_000 + random.below(45) * 500 : null,
    hours,
    joinedAt,
    appointments,
    stars: Array.from({ length: random.below(completed + 1) }, () =>
      random.next() < 0.8 ? 5 : 3 + random.below(2),
    ),
  };
}

/** A few appointments in the hours kept, going by the zone's standard time: up to six past, up to three ahead, each client's own. */
function appointmentsIn(
  pattern: CastMember['hours'],
  offset: number,
  timeZone: string,
  random: SeededRandom,
  now: Date,
): DemoAppointment[] {
  const at = (days: number) => {
    const date = new Date(Math.floor(now.getTime() / day) * day + days * day);
    const weekday = date.getUTCDay() === 0 ? 7 : date.getUTCDay();
    const kept = hourPatterns[pattern].filter(([kept]) => kept === weekday);
    if (kept.length === 0) return null;
    const [, from, to] = random.pick(kept);
    return new Date(date.getTime() + (from + random.below(to - from) - offset) * hour);
  };
  const past = [-40, -33, -26, -19, -12, -5].slice(random.below(7)).map((days) => ({ days, isPast: true }));
  const ahead = [2, 4, 6].slice(random.below(4)).map((days) => ({ days, isPast: false }));
  return [...past, ...ahead].flatMap(({ days, isPast }) => {
    const startsAt = at(days);
    if (startsAt === null) return [];
    const bookedAt = new Date(startsAt.getTime() - (3 + random.below(12)) * day);
    const id = random.id('Booking', bookedAt);
    const client = clientOf(random, bookedAt, timeZone);
    const endsAt = new Date(startsAt.getTime() + 50 * 60_000);
    const status = isPast ? BookingStatus.COMPLETED : BookingStatus.CONFIRMED;
    return [{ id, client, kind: AppointmentKind.SESSION, status, startsAt, endsAt, bookedAt }];
  });
}

function clientOf(random: SeededRandom, at: Date, timeZone: string): DemoClient {
  const id = random.id('Client', at);
  const handle = `size-${id.slice(-10)}`;
  return { id, subject: `dev|${handle}`, name: handle, email: `${handle}@example.com`, timeZone };
}

function slugOf(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '-');
}

function some<T>(from: readonly T[], count: number, random: SeededRandom): T[] {
  const left = [...from];
  return Array.from(
    { length: Math.min(count, left.length) },
    () => left.splice(random.below(left.length), 1)[0]!,
  );
}

function weighted<T extends readonly [...unknown[], number]>(from: readonly T[], random: SeededRandom): T {
  let left = random.below(100);
  return from.find((entry) => (left -= entry.at(-1) as number) < 0) ?? from[0]!;
}
