import { IsBase64, IsString, MaxLength } from 'class-validator';

/** 256 KiB of content in base64. */
const LONGEST = 350_000;

export class EnvelopeBody {
  @IsString()
  @IsBase64()
  @MaxLength(LONGEST)
  readonly envelope!: string;
}
