/** Plain data: how another process reaches a running test cluster. */
export interface ClusterDescription {
  readonly port: number;
  readonly pid: number;
  readonly passwords: Readonly<Record<'superuser' | 'owner' | 'app' | 'vault' | 'keeper', string>>;
}

/** Connection strings of one database, one per sign-in. */
export interface DatabaseUrls {
  readonly superuser: string;
  readonly owner: string;
  readonly app: string;
  readonly vault: string;
  readonly keeper: string;
}

export interface ThrowawayCluster {
  readonly description: ClusterDescription;
  restart(): Promise<number>;
  stop(): Promise<void>;
}

export interface ClusterHandle {
  urls(database: string): DatabaseUrls;
  createDatabase(name: string, template?: string): Promise<void>;
  dropDatabase(name: string): Promise<void>;
  ensureTemplate(name: string, fill: (urls: DatabaseUrls) => Promise<void>): Promise<void>;
}

export function startThrowawayCluster(
  settings?: Readonly<Record<string, string | number>>,
  options?: { readonly durable?: boolean },
): Promise<ThrowawayCluster>;

export function connectCluster(description: ClusterDescription): ClusterHandle;
