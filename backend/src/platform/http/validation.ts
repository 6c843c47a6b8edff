import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { Problem, type FieldFault } from '../../domain/problem.js';

/** Our code for each rule of class-validator, by the name of its constraint. */
const CODES: Readonly<Record<string, string>> = {
  whitelistValidation: 'field.unknown',
  isDefined: 'field.required',
  isNotEmpty: 'field.required',
  isUuid: 'field.uuid',
  isIn: 'field.code',
  isEnum: 'field.code',
  matches: 'field.pattern',
  isDateString: 'field.date',
  isIso8601: 'field.date',
  min: 'field.range',
  max: 'field.range',
  maxLength: 'field.too-long',
  minLength: 'field.too-short',
  isLength: 'field.too-long',
  arrayMaxSize: 'field.too-many',
  arrayMinSize: 'field.required',
  arrayNotEmpty: 'field.required',
};

function codeOf(error: ValidationError): string {
  if (error.value === undefined) return 'field.required';
  const [constraint] = Object.keys(error.constraints ?? {}).toSorted((a, b) => rank(a) - rank(b));
  return CODES[constraint ?? ''] ?? 'field.type';
}

/** A wrong type explains more than the length it does not have. */
function rank(constraint: string): number {
  if (constraint === 'whitelistValidation') return 0;
  return CODES[constraint] === undefined ? 1 : 2;
}

/** The bound that the sentence names, read from the rule's own message. */
function paramsOf(error: ValidationError, code: string): FieldFault['params'] {
  const text = Object.entries(error.constraints ?? {})
    .filter(([constraint]) => CODES[constraint] === code)
    .map(([, message]) => message)
    .join(' ');
  const bounds = /^(?:(-?\d+(?:\.\d+)?)\.\.)?(-?\d+(?:\.\d+)?)$/.exec(text);
  if (!bounds) return undefined;
  const [, low, high] = bounds;
  if (code === 'field.range') return { min: Number(low ?? 0), max: Number(high) };
  if (code === 'field.too-short') return { min: Number(high) };
  return code === 'field.too-long' || code === 'field.too-many' ? { max: Number(high) } : undefined;
}

function faultsOf(errors: readonly ValidationError[], path = ''): readonly FieldFault[] {
  return errors.flatMap((error) => {
    const field = path === '' ? error.property : `${path}.${error.property}`;
    if (error.children && error.children.length > 0) return faultsOf(error.children, field);
    const code = codeOf(error);
    const params = paramsOf(error, code);
    return [{ field, code, ...(params ? { params } : {}) }];
  });
}

/** Every envelope is checked at the edge: unknown fields are refused, every fault is named. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    validationError: { target: false, value: true },
    exceptionFactory: (errors) => new Problem('invalid', 'request.invalid', { fields: faultsOf(errors) }),
  });
}
