import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { PublicFor } from '../../shared/cache-control.ts';
import type { ContentContext } from '../content.ts';
import { Service } from './service.entity.ts';
import { ServiceType } from './service.type.ts';

@Resolver(() => ServiceType)
export class ServiceResolver {
  @PublicFor(300)
  @Query(() => [ServiceType], {
    nullable: true,
    description:
      'Every kind of help that the platform offers, in the order to show them; null only when the content service could not be reached.',
  })
  services(@Ctx() { em }: ContentContext): Promise<ServiceType[] | null> {
    return em.find(Service, {}, { orderBy: { position: 'asc', id: 'asc' } });
  }

  @PublicFor(300)
  @Query(() => ServiceType, {
    nullable: true,
    description: 'One kind of help; null when no service has the slug.',
  })
  service(
    @Arg('slug', () => String, { description: "The service's slug." }) slug: string,
    @Ctx() { em }: ContentContext,
  ): Promise<ServiceType | null> {
    return em.findOne(Service, { slug });
  }
}
