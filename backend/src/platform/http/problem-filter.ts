import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../../domain/problem.js';
import { isBusy } from '../database/database-problems.js';
import { Log } from '../logging.js';
import { findActor } from '../security/actor.js';
import { documentOf, STATUS_OF, type ProblemDocument } from './problem-document.js';
import { isOpenedAsPage, sendPage } from './problem-page.js';
import { Refusals } from './refusals.js';

const MEDIA_TYPE = 'application/problem+json; charset=utf-8';
/** How soon a connection is likely to be free again. */
const BUSY_SECONDS = 5;
const JOURNALLED = ['forbidden', 'absent', 'conflict', 'stale'];

interface Answer {
  readonly status: number;
  readonly problem: Problem;
}

/** What the framework refuses before any of our code runs, by its status. */
const BY_STATUS: Readonly<Record<number, readonly [Problem['kind'], Problem['code']]>> = {
  400: ['invalid', 'request.unreadable'],
  404: ['absent', 'absent'],
  405: ['invalid', 'request.method'],
  408: ['invalid', 'request.interrupted'],
  413: ['invalid', 'request.too-large'],
  414: ['invalid', 'request.too-large'],
  415: ['invalid', 'request.media-type'],
  431: ['invalid', 'request.too-large'],
};

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : undefined;
}

/** The answer to a refusal; nothing for an error nobody foresaw. */
export function answerTo(error: unknown): Answer | undefined {
  if (error instanceof Problem) return { status: STATUS_OF[error.kind], problem: error };
  if (isBusy(error)) {
    const problem = new Problem('busy', 'busy', { params: { seconds: BUSY_SECONDS } });
    return { status: STATUS_OF.busy, problem };
  }
  const status = statusOf(error);
  if (status === undefined || status < 400 || status >= 500) return undefined;
  const [kind, code] = BY_STATUS[status] ?? ['invalid', 'request.unreadable'];
  const params = code === 'request.too-large' ? { limit: '1 Mo' } : {};
  return { status, problem: new Problem(kind, code, { params }) };
}

/** An error nobody foresaw: a request number to quote, nothing of what happened. */
export function unexpected(requestId: string): ProblemDocument {
  return documentOf(new Problem('conflict', 'unexpected'), requestId, 500);
}

/** Sends a problem document over Fastify's own reply, also from hooks that Nest does not see. */
export function sendProblem(reply: FastifyReply, document: ProblemDocument): void {
  if (reply.sent) return;
  void reply.code(document.status).header('content-type', MEDIA_TYPE).send(JSON.stringify(document));
}

/** Turns everything that is thrown into a problem document, and tells the journal of refused writes. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: Log,
    private readonly refusals: Refusals,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const answer = answerTo(error);
    if (!answer) {
      this.log.failure('unexpected', error, { requestId: request.id, route: request.routeOptions.url });
      sendProblem(reply, unexpected(request.id));
      return;
    }
    const { problem, status } = answer;
    await this.journalled(request, problem);
    this.logReading(request, problem);
    if (problem.kind === 'limited' || problem.kind === 'busy')
      void reply.header('retry-after', String(secondsOf(problem)));
    if (problem.kind === 'busy')
      this.log.event('warn', 'busy', { requestId: request.id, route: request.routeOptions.url });
    const document = documentOf(problem, request.id, status);
    if (isOpenedAsPage(request)) sendPage(reply, document, findActor(request)?.person.language ?? 'fr');
    else sendProblem(reply, document);
  }

  /** Who looked where there is no business. In the log: whoever tries a thousand addresses may not fill the journal. */
  private logReading(request: FastifyRequest, { kind, code }: Problem): void {
    const actor = findActor(request);
    if (!actor || request.method !== 'GET' || (kind !== 'absent' && code !== 'forbidden')) return;
    const { id } = (request.params ?? {}) as { id?: string };
    this.log.event('warn', 'reading refused', {
      requestId: request.id,
      route: request.routeOptions.url,
      record: id,
      person: actor.person.id,
      code,
    });
  }

  private async journalled(request: FastifyRequest, problem: Problem): Promise<void> {
    const actor = findActor(request);
    const route = request.routeOptions.url;
    if (!actor || !route || request.method === 'GET' || !JOURNALLED.includes(problem.kind)) return;
    const { id } = (request.params ?? {}) as { id?: string };
    const parts = route.split('/').filter((part) => part !== '' && part !== 'api');
    try {
      await this.refusals.tell({
        actor,
        command: commandOf(request.method, parts),
        subject: parts[0] ?? '',
        subjectId: id ?? null,
        problem,
        requestId: request.id,
      });
    } catch (error) {
      this.log.failure('refusal not journalled', error, { requestId: request.id });
    }
  }
}

/** `POST /cases/:id/confirm` is `confirm`, `POST /people` is `post people`. */
function commandOf(method: string, parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length > 2 && !last.startsWith(':') ? last : `${method.toLowerCase()} ${parts[0] ?? ''}`;
}

function secondsOf(problem: Problem): number {
  const { seconds, minutes } = problem.details.params ?? {};
  return Number(seconds ?? Number(minutes ?? 1) * 60);
}
