/**
 * Numbers of the AWS End User Messaging SMS simulator that take every text and hand none to a carrier: of the United States there is one
 * (docs.aws.amazon.com/sms-voice, "Simulator phone numbers"; checked November 2026). The other one, +14254147167, reports failure.
 */
export const SMS_SIMULATOR_NUMBERS: readonly string[] = ["+14254147755"];

/** An address of the Amazon SES mailbox simulator that takes every email; `label` tells one email from another. */
export function simulatorAddress(label: string): string {
  return `success+${label}@simulator.amazonses.com`;
}

const SIMULATOR_ADDRESS = /@simulator[.]amazonses[.]com$/;

/** Whether an address is one of that simulator. */
export function isSimulatorAddress(email: string): boolean {
  return SIMULATOR_ADDRESS.test(email);
}
