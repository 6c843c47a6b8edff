import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../../domain/accounts/person.js';
import type { ProblemDocument } from './problem-document.js';

const AGAIN: Readonly<Record<Language, string>> = { fr: 'Réessayer', en: 'Try again' };

/** A paper is opened by a link in a window of its own: there no screen of ours can say what was refused. */
export function isOpenedAsPage({ method, headers }: FastifyRequest): boolean {
  return method === 'GET' && headers['sec-fetch-mode'] === 'navigate';
}

/** The refusal as a page of one sentence, with a link to ask again. */
export function sendPage(reply: FastifyReply, { status, detail }: ProblemDocument, language: Language): void {
  if (reply.sent) return;
  const page = `<!doctype html><html lang="${language}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Denba</title>
<h1>Denba</h1><p>${escaped(detail[language])}</p><p><a href="">${AGAIN[language]}</a></p></html>`;
  void reply.code(status).header('content-type', 'text/html; charset=utf-8').send(page);
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Sentences are ours, but what is put into them may not be. */
function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign);
}
