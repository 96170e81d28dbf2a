/** One line of a calendar, unfolded: `DTSTART;TZID=Australia/Sydney:20261005T090000`. Names are in upper case. */
export interface Property {
  name: string;
  params: ReadonlyMap<string, string>;
  value: string;
}

/** What lies between a `BEGIN` and its `END`. */
export interface Component {
  name: string;
  properties: Property[];
  components: Component[];
}

export type CalendarFaultReason = 'NOT_A_CALENDAR' | 'TOO_LARGE';

/** The text cannot be read as a calendar, or reading it would take too much. Nothing of it is used then. */
export class CalendarFault extends Error {
  readonly reason: CalendarFaultReason;

  constructor(reason: CalendarFaultReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** Deeper than any calendar nests: alarms stand in events, events in the calendar. */
const mostDepth = 8;
const noParams: ReadonlyMap<string, string> = new Map();

/**
 * The calendars (`VCALENDAR`) of an iCalendar text (RFC 5545, section 3.4). A line that cannot be read is passed over, as a
 * feed's odd extension should not cost the rest; a text that is cut off or closes what it did not open is refused whole.
 * @throws CalendarFault
 */
export function parseCalendars(text: string): Component[] {
  const root: Component = { name: '', properties: [], components: [] };
  const open = [root];
  for (const line of unfold(text)) {
    const property = parseLine(line);
    if (property === null) continue;
    const current = open.at(-1)!;
    if (property.name === 'BEGIN') {
      const component = { name: property.value.trim().toUpperCase(), properties: [], components: [] };
      current.components.push(component);
      if (open.push(component) > mostDepth) throw new CalendarFault('NOT_A_CALENDAR', 'nested too deeply');
    } else if (property.name === 'END') {
      if (property.value.trim().toUpperCase() !== current.name || current === root) {
        throw new CalendarFault('NOT_A_CALENDAR', 'an END without its BEGIN');
      }
      open.pop();
    } else {
      current.properties.push(property);
    }
  }
  const calendars = root.components.filter(({ name }) => name === 'VCALENDAR');
  if (open.length > 1) throw new CalendarFault('NOT_A_CALENDAR', 'the text is cut off');
  if (calendars.length === 0) throw new CalendarFault('NOT_A_CALENDAR', 'no VCALENDAR');
  return calendars;
}

/** The value of the first property of that name. */
export function valueOf(component: Component, name: string): string | undefined {
  return propertyOf(component, name)?.value;
}

export function propertyOf(component: Component, name: string): Property | undefined {
  return component.properties.find((property) => property.name === name);
}

export function propertiesOf(component: Component, name: string): Property[] {
  return component.properties.filter((property) => property.name === name);
}

/** Long lines are folded: a line break and one blank stand inside what is one line. */
function unfold(text: string): string[] {
  return text
    .replace(/^\uFEFF/, '')
    .replaceAll(/(?:\r\n|\r|\n)[ \t]/g, '')
    .split(/\r\n|\r|\n/);
}

function parseLine(line: string): Property | null {
  const nameEnd = line.search(/[;:]/);
  if (nameEnd < 1) return null;
  const name = line.slice(0, nameEnd).toUpperCase();
  if (line[nameEnd] === ':') return { name, params: noParams, value: line.slice(nameEnd + 1) };
  const params = new Map<string, string>();
  let at = nameEnd;
  while (line[at] === ';') {
    const equals = line.indexOf('=', at);
    if (equals < 0) return null;
    const param = line.slice(at + 1, equals).toUpperCase();
    const end = endOfParam(line, equals + 1);
    params.set(param, line.slice(equals + 1, end).replaceAll('"', ''));
    at = end;
  }
  return line[at] === ':' ? { name, params, value: line.slice(at + 1) } : null;
}

/** Where the value of a parameter ends: at the next `;` or `:` that is not between quotes. */
function endOfParam(line: string, from: number): number {
  let quoted = false;
  for (let at = from; at < line.length; at++) {
    const char = line[at];
    if (char === '"') quoted = !quoted;
    else if (!quoted && (char === ';' || char === ':')) return at;
  }
  return line.length;
}
