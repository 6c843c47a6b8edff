import { HttpClient, HttpErrorResponse } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { PROVE, proofAsked } from '../../core/proof';
import { parseProblem, problemOf, Refusal, type ProblemView } from '../../core/problem-view';
import { uuidv7 } from '../../offline/uuid';

/** Takes files that leave and saves them where the browser keeps files. Nothing of them stays in the page. */
@Injectable({ providedIn: 'root' })
export class LeavingFiles {
  private readonly http = inject(HttpClient);
  private readonly prove = inject(PROVE);

  /** Gives the name of the saved file; `null` when the person did not prove to be there. Throws `Refusal`. */
  async save(path: string, body: object): Promise<string | null> {
    try {
      const answer = await firstValueFrom(
        this.http.post(`/api${path}`, body, {
          headers: { 'X-Denba': '1', 'Idempotency-Key': uuidv7() },
          responseType: 'blob',
          observe: 'response',
        }),
      );
      const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1];
      return saved(answer.body ?? new Blob(), name ?? 'denba');
    } catch (error) {
      const problem = await problemInside(error);
      const asked = proofAsked(problem);
      if (asked === null) throw new Refusal(problem);
      return (await this.prove(asked === 'code')) ? this.save(path, body) : null;
    }
  }
}

function saved(file: Blob, name: string): string {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
  return name;
}

/** The refusal of a file comes as bytes too. */
async function problemInside(error: unknown): Promise<ProblemView> {
  if (!(error instanceof HttpErrorResponse) || !(error.error instanceof Blob)) return problemOf(error);
  try {
    return parseProblem(error.status, JSON.parse(await error.error.text()));
  } catch {
    return parseProblem(error.status, null);
  }
}
