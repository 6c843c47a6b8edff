import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsNumber,
  IsObject,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const LOCAL_TIME = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/;
const DATE_OR_TIME = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d)?$/;
const POSTGRES_INT_MAX = 2_147_483_647;

// The messages carry the bounds to `validation.ts`, which puts them into our own sentences.

/** May be left out; `null`, which would empty it, is refused by the checks that follow. */
export const MayBeLeftOut = () => ValidateIf((_body, value) => value !== undefined);

/** Identifier of a record made by the client. */
export const RecordId = () => applyDecorators(IsUUID('7'));

/** Text between two lengths. */
export const Text = (min: number, max: number) =>
  applyDecorators(IsString(), MinLength(min, { message: `${min}` }), MaxLength(max, { message: `${max}` }));

/** Whole number between two bounds. */
export const Whole = (min: number, max: number) =>
  applyDecorators(IsInt(), Min(min, { message: `${min}..${max}` }), Max(max, { message: `${min}..${max}` }));

/** Number between two bounds. */
export const Between = (min: number, max: number) =>
  applyDecorators(
    IsNumber(),
    Min(min, { message: `${min}..${max}` }),
    Max(max, { message: `${min}..${max}` }),
  );

/** Number of a place. */
export const PlaceId = () => Whole(1, POSTGRES_INT_MAX);

/** Number of a place in an address, `/places/12`, or nothing when it cannot be one. */
export function placeIdOf(text: string): number | undefined {
  const id = Number(text);
  return /^\d{1,10}$/.test(text) && id >= 1 && id <= POSTGRES_INT_MAX ? id : undefined;
}

/** `YYYY-MM-DD`; `field.date` when the form is right and the day does not exist. */
export const LocalDate = () => applyDecorators(IsString(), Matches(DATE));

/** `YYYY-MM-DDTHH:MM`, local time of Mali. */
export const LocalTime = () => applyDecorators(IsString(), Matches(LOCAL_TIME));

/** One or the other: a day, with its time when it is known. */
export const LocalDateOrTime = () => applyDecorators(IsString(), Matches(DATE_OR_TIME));

/** At most so many elements. */
export const AtMost = (count: number) => ArrayMaxSize(count, { message: `${count}` });

/** At most so many bodies of one kind. A list among them, which would be checked as an empty body, is refused. */
export const ListOf = (body: () => new () => object, most: number) =>
  applyDecorators(
    IsArray(),
    AtMost(most),
    IsObject({ each: true }),
    ValidateNested({ each: true }),
    Type(body),
  );
