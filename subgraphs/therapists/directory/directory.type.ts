import { connectionTypes } from '../../shared/paging.ts';
import { TherapistType } from '../therapist/therapist.type.ts';

export const { Connection: TherapistConnection, Edge: TherapistEdge } = connectionTypes(
  TherapistType,
  'Therapist',
);
export type TherapistConnection = InstanceType<typeof TherapistConnection>;
