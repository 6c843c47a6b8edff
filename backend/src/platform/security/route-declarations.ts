import { Injectable, type OnApplicationBootstrap, RequestMethod } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { ACCESS, type Access, PROOF } from './allow.js';

const METHOD_METADATA = 'method';
const PATH_METADATA = 'path';

export interface DeclaredRoute {
  readonly method: string;
  /** As in the address, parameters as `:id`. */
  readonly path: string;
  readonly handler: string;
  readonly access: Access | undefined;
  /** Asks for a fresh proof of who is there. */
  readonly proved: boolean;
}

/** Every route with what it asks of its caller. The server does not start while one declares nothing. */
@Injectable()
export class RouteDeclarations implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onApplicationBootstrap(): void {
    const undeclared = this.all().filter(({ access }) => !access);
    if (undeclared.length === 0) return;
    const names = undeclared.map(({ method, path }) => `${method} ${path}`).join(', ');
    throw new Error(`Routes without @Allow, @SignedIn or @Public: ${names}`);
  }

  all(): readonly DeclaredRoute[] {
    return this.discovery.getControllers().flatMap(({ instance, metatype }) => {
      const controller = instance as object | undefined;
      if (!controller || !metatype) return [];
      const base = pathsOf(Reflect.getMetadata(PATH_METADATA, metatype));
      const prototype = Object.getPrototypeOf(controller) as Record<string, object>;
      return this.scanner
        .getAllMethodNames(prototype)
        .flatMap((name) => routesOf(prototype[name], `${metatype.name}.${name}`, base));
    });
  }
}

function routesOf(
  handler: object | undefined,
  name: string,
  base: readonly string[],
): readonly DeclaredRoute[] {
  if (!handler) return [];
  const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
  if (method === undefined) return [];
  const access = Reflect.getMetadata(ACCESS, handler) as Access | undefined;
  const proved = Reflect.getMetadata(PROOF, handler) === true;
  const own = pathsOf(Reflect.getMetadata(PATH_METADATA, handler));
  return base.flatMap((start) =>
    own.map((end) => ({
      method: RequestMethod[method],
      path: `/api/${[start, end]
        .map((part) => part.replace(/^\/+|\/+$/g, ''))
        .filter(Boolean)
        .join('/')}`,
      handler: name,
      access,
      proved,
    })),
  );
}

function pathsOf(metadata: unknown): readonly string[] {
  if (Array.isArray(metadata)) return metadata.map(String);
  return [typeof metadata === 'string' ? metadata : ''];
}
