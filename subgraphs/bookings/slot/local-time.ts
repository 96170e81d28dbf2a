import { Field, ObjectType } from 'type-graphql';
import { badInput } from '../../shared/errors.ts';

@ObjectType({ description: 'A stretch of time as clocks on the wall show it in one time zone.' })
export class LocalTime {
  @Field(() => String, { description: 'The IANA time zone.' })
  timeZone!: string;

  @Field(() => String, { description: 'Date of the start: `2026-10-05`.' })
  date!: string;

  @Field(() => String, { description: 'The start on a 24-hour clock: `09:00`.' })
  startTime!: string;

  @Field(() => String, { description: 'The end on a 24-hour clock: `09:15`.' })
  endTime!: string;

  @Field(() => String, {
    description: 'What the zone is ahead of UTC at the start: `+11:00`; tells repeated hours apart.',
  })
  utcOffset!: string;

  @Field(() => String, {
    description: 'For people to read, in Australian English: `Monday 5 October 2026, 9:00 am AEDT`.',
  })
  text!: string;
}

interface Formats {
  parts: Intl.DateTimeFormat;
  text: Intl.DateTimeFormat;
}

/** Making a formatter costs a hundred times what using it does. Bounded, since clients name the zones. */
const formatsByZone = new Map<string, Formats>();
const mostZones = 64;

/** BAD_USER_INPUT when the zone is none that IANA names. */
export function localTime(startsAt: Date, endsAt: Date, timeZone: string, field = 'timeZone'): LocalTime {
  const { parts, text } = formatsOf(timeZone, field);
  const start = partsOf(parts, startsAt);
  const end = partsOf(parts, endsAt);
  const read = partsOf(text, startsAt);
  return {
    timeZone,
    date: `${start.year}-${start.month}-${start.day}`,
    startTime: `${start.hour}:${start.minute}`,
    endTime: `${end.hour}:${end.minute}`,
    utcOffset: start.timeZoneName?.replace('GMT', '') || '+00:00',
    text:
      `${read.weekday} ${read.day} ${read.month} ${read.year}, ` +
      `${read.hour}:${read.minute} ${read.dayPeriod?.toLowerCase()} ${read.timeZoneName}`,
  };
}

function formatsOf(timeZone: string, field: string): Formats {
  const known = formatsByZone.get(timeZone);
  if (known !== undefined) return known;
  const made = makeFormats(timeZone);
  if (made === null) {
    throw badInput(`${field} must be an IANA time zone, such as Australia/Sydney.`, field);
  }
  if (formatsByZone.size >= mostZones) formatsByZone.delete(formatsByZone.keys().next().value!);
  formatsByZone.set(timeZone, made);
  return made;
}

function makeFormats(timeZone: string): Formats | null {
  // Intl also takes bare offsets, which name no place and know no daylight saving.
  if (!/^[A-Za-z]/.test(timeZone)) return null;
  try {
    return {
      parts: new Intl.DateTimeFormat('en-AU', {
        timeZone,
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
        timeZoneName: 'longOffset',
      }),
      text: new Intl.DateTimeFormat('en-AU', {
        timeZone,
        weekday: 'long',
        day: 'numeric',
        month: 'long',
        year: 'numeric',
        hour: 'numeric',
        minute: '2-digit',
        hour12: true,
        timeZoneName: 'short',
      }),
    };
  } catch {
    return null;
  }
}

function partsOf(
  format: Intl.DateTimeFormat,
  instant: Date,
): Partial<Record<Intl.DateTimeFormatPartTypes, string>> {
  return Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
}
