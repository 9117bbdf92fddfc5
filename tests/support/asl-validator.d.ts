/** The package ships no types. */
declare module "asl-validator" {
  /** Checks a state machine definition; writes into what it is given. */
  export default function validate(definition: unknown): { isValid: boolean; errorsText(separator?: string): string };
}
