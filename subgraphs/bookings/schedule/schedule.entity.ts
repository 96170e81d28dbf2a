import { defineEntity, p } from '@mikro-orm/postgresql';

/** When and how a therapist can be booked, apart from the hours themselves; a therapist without a row gets `scheduleDefaults`. */
const schema = defineEntity({
  name: 'Schedule',
  tableName: 'schedule',
  properties: {
    therapistId: p.text().primary(),
    consultationMinutes: p.integer(),
    consultationStepMinutes: p.integer(),
    sessionMinutes: p.integer(),
    sessionStepMinutes: p.integer(),
    bufferBeforeMinutes: p.integer(),
    bufferAfterMinutes: p.integer(),
    minimumNoticeMinutes: p.integer(),
    horizonDays: p.integer(),
    dailyLimit: p.integer().strictNullable(),
    cancellationNoticeHours: p.integer(),
  },
});

export class Schedule extends schema.class {}
schema.setClass(Schedule);
