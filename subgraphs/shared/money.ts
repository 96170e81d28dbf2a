import 'reflect-metadata';
import { registerEnumType, Field, Int, ObjectType, Directive } from 'type-graphql';

/** ISO 4217. Rapport charges in Australian dollars; an enum so that another currency is an addition, not a change. */
export enum CurrencyCode {
  AUD = 'AUD',
}

registerEnumType(CurrencyCode, {
  name: 'CurrencyCode',
  description: 'An ISO 4217 currency code.',
  valuesConfig: { AUD: { description: 'Australian dollar.' } },
});

/** An amount in the currency's smallest unit, so that no amount is ever rounded. */
@Directive('@shareable')
@ObjectType({ description: "An amount of money, in the currency's smallest unit." })
export class Money {
  @Field(() => Int, { description: 'The amount in cents; 14905 is $149.05.' })
  cents!: number;

  @Field(() => CurrencyCode, { description: 'The currency of the amount.' })
  currency!: CurrencyCode;
}

/** Australian dollars from cents. */
export function aud(cents: number): Money {
  return { cents, currency: CurrencyCode.AUD };
}
