import type { Issue, Validation } from '../forms/form.js';
import { getForm, reviewFormName } from '../forms/registry.js';
import type { CaseKind, FacilityQuality, FileQuality, Finding, SectionQuality } from './case.js';

/** A form of an open file as the rules judge it; `kept` are the codes of warnings that somebody kept with a reason. */
interface JudgedDocument {
  readonly form: string;
  readonly validation: Validation;
  readonly kept: readonly string[];
}

/** An open file with its forms. */
export interface JudgedFile {
  readonly id: string;
  readonly number: string;
  readonly kind: CaseKind;
  readonly documents: readonly JudgedDocument[];
}

/** A message still open: an error, or a warning that nobody kept. What only informs is no finding. */
function openIssues({ validation, kept }: JudgedDocument): readonly Issue[] {
  return validation.issues.filter(
    ({ code, severity }) => severity === 'ERR' || (severity === 'WARN' && !kept.includes(code)),
  );
}

/** The form that tells the death: its review, else the last there is. */
function mainOf(kind: CaseKind, documents: readonly JudgedDocument[]): JudgedDocument | undefined {
  return documents.find(({ form }) => form === reviewFormName(kind)) ?? documents.at(-1);
}

/** How complete a file is, and how many messages are open in it. The score is that of its review, else of its notification. */
export function qualityOfFile({ id, number, kind, documents }: JudgedFile): FileQuality {
  const issues = documents.flatMap(openIssues);
  const errors = issues.filter(({ severity }) => severity === 'ERR').length;
  return {
    id,
    number,
    kind,
    score: mainOf(kind, documents)?.validation.completeness.score ?? 0,
    missing: documents.reduce((sum, { validation }) => sum + validation.missing.length, 0),
    errors,
    warnings: issues.length - errors,
  };
}

/** True for the part whose names and phones are in the vault: nobody can say here how much of it is answered. */
function isOfIdentity(form: string, section: string): boolean {
  const found = getForm(form).sections.find(({ code }) => code === section);
  return found?.questions.some(({ identity }) => identity === true) ?? false;
}

/** The sections of all files together, those asked somewhere, in the order of the forms; that of the identity is left out. */
function sectionsOf(files: readonly JudgedFile[]): readonly SectionQuality[] {
  const sums = new Map<string, SectionQuality>();
  for (const { documents } of files)
    for (const { form, validation } of documents)
      for (const [section, { answered, visible, missing }] of Object.entries(validation.sections)) {
        if (isOfIdentity(form, section)) continue;
        const before = sums.get(`${form}.${section}`) ?? {
          form,
          section,
          answered: 0,
          visible: 0,
          missing: 0,
        };
        sums.set(`${form}.${section}`, {
          form,
          section,
          answered: before.answered + answered,
          visible: before.visible + visible,
          missing: before.missing + missing,
        });
      }
  return [...sums.values()].filter(({ visible }) => visible > 0);
}

/** What is found most often first; errors before warnings. A file counts once, whatever the number of its lines that raise it. */
function findingsOf(files: readonly JudgedFile[]): readonly Finding[] {
  const found = new Map<string, { readonly form: string; readonly issue: Issue; files: number }>();
  for (const { documents } of files) {
    const raised = new Set<string>();
    for (const document of documents)
      for (const issue of openIssues(document)) {
        const key = `${document.form}/${issue.code}/${issue.question}`;
        if (raised.has(key)) continue;
        raised.add(key);
        const one = found.get(key) ?? { form: document.form, issue: withoutRow(issue), files: 0 };
        one.files += 1;
        found.set(key, one);
      }
  }
  const rank = ({ issue }: Finding): number => (issue.severity === 'ERR' ? 0 : 1);
  return [...found.values()].sort((left, right) => rank(left) - rank(right) || right.files - left.files);
}

function withoutRow({ code, severity, question, params }: Issue): Issue {
  return { code, severity, question, ...(params === undefined ? {} : { params }) };
}

/** The quality of the open files that a facility answers for: least complete first, then with the most open messages. */
export function qualityOfFacility(
  placeId: number,
  placeName: string,
  files: readonly JudgedFile[],
): FacilityQuality {
  const judged = files.map(qualityOfFile);
  return {
    placeId,
    placeName,
    score: judged.length === 0 ? 1 : judged.reduce((sum, { score }) => sum + score, 0) / judged.length,
    files: [...judged].sort(
      (left, right) =>
        left.score - right.score || right.errors + right.warnings - (left.errors + left.warnings),
    ),
    sections: sectionsOf(files),
    findings: findingsOf(files),
  };
}
