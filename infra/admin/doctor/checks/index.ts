import type { Check } from "../check.ts";
import { accountCheck, agreementsCheck, bootstrapCheck } from "./account.ts";
import { callQuotaCheck, callsCheck } from "./calls.ts";
import { alarmMailCheck, keysCheck, practicesCheck, stacksCheck, tablesCheck } from "./deployed.ts";
import { emailAccountCheck, emailSendersCheck } from "./email.ts";
import { gatewayRoleCheck, lambdaCheck, trailCheck } from "./platform.ts";
import { signInCheck } from "./sign-in.ts";
import { smsAccountCheck, smsRoleCheck } from "./sms.ts";
import { smsNumbersCheck } from "./sms-numbers.ts";

/** Everything that the doctor looks at, in the order in which an operator can mend it; the last ones once it is deployed. */
export const CHECKS: readonly Check[] = [
  accountCheck,
  agreementsCheck,
  bootstrapCheck,
  lambdaCheck,
  gatewayRoleCheck,
  trailCheck,
  signInCheck,
  emailAccountCheck,
  emailSendersCheck,
  smsAccountCheck,
  smsNumbersCheck,
  smsRoleCheck,
  callsCheck,
  callQuotaCheck,
  stacksCheck,
  tablesCheck,
  alarmMailCheck,
  keysCheck,
  practicesCheck,
];
