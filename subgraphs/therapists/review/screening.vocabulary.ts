import { registerEnumType } from 'type-graphql';

export enum ClinicalAspect {
  SYMPTOM = 'SYMPTOM',
  DIAGNOSIS_OR_TREATMENT = 'DIAGNOSIS_OR_TREATMENT',
  OUTCOME = 'OUTCOME',
  SKILL = 'SKILL',
  UNREADABLE = 'UNREADABLE',
}

registerEnumType(ClinicalAspect, {
  name: 'ClinicalAspect',
  description:
    "What a published comment may not speak of, after Ahpra's clinical aspects of a health service.",
  valuesConfig: {
    SYMPTOM: { description: 'A condition, a symptom, or the reason for seeking help.' },
    DIAGNOSIS_OR_TREATMENT: { description: 'A diagnosis, or what was done in treatment.' },
    OUTCOME: { description: "What became of somebody's health or life." },
    SKILL: { description: 'Clinical skill or experience, said directly or by comparison.' },
    UNREADABLE: {
      description: 'Not an aspect: letters other than those of English, which cannot be checked so far.',
    },
  },
});

/** Why a phrase is refused, said to the author. */
export const aspectReasons: Readonly<Record<ClinicalAspect, string>> = {
  SYMPTOM: 'It names a condition, a symptom or the reason for seeking help.',
  DIAGNOSIS_OR_TREATMENT: 'It describes a diagnosis or a treatment.',
  OUTCOME: "It tells what became of somebody's health or life.",
  SKILL: 'It judges clinical skill or experience, or compares practitioners.',
  UNREADABLE: 'It has letters that we cannot check: so far we can only check comments in English.',
};
