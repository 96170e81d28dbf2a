import { Directive } from 'type-graphql';

/** How long, in seconds, anyone may keep this answer; the gateway makes the response's `Cache-Control` of the hints. */
export function PublicFor(seconds: number): PropertyDecorator & MethodDecorator & ClassDecorator {
  return Directive(`@cacheControl(maxAge: ${seconds})`);
}

/** This answer depends on who asks: never in a shared cache. */
export function PrivateToViewer(): PropertyDecorator & MethodDecorator & ClassDecorator {
  return Directive('@cacheControl(maxAge: 0, scope: PRIVATE)');
}

/** This field is as cacheable as what it hangs on. */
export function InheritsCaching(): PropertyDecorator & MethodDecorator & ClassDecorator {
  return Directive('@cacheControl(inheritMaxAge: true)');
}

/** SDL of the directive, in every subgraph alike so that composition keeps it. */
export const cacheControlSdl = /* GraphQL */ `
  "How long an answer may be cached; the gateway turns the hints into the response's Cache-Control."
  directive @cacheControl(
    "Seconds the answer may be kept."
    maxAge: Int
    "Whether shared caches may keep it."
    scope: CacheControlScope
    "Whether the field takes its parent's hint instead of one of its own."
    inheritMaxAge: Boolean
  ) on FIELD_DEFINITION | OBJECT | INTERFACE | UNION

  "Who may keep a cached answer."
  enum CacheControlScope {
    "Any cache."
    PUBLIC
    "Only the client's own cache."
    PRIVATE
  }
`;
