import { Text } from '../../platform/http/checks.js';

export class LinkDto {
  /** Number of the other case. */
  @Text(1, 40)
  readonly with!: string;
}
