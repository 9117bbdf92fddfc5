import type { ImportOptions } from "../entities/import.ts";
import { type LostReason, LostReasonSchema } from "../vocabulary.ts";
import { ownMeaning, plainWords } from "./words.ts";

/** Reasons by the words that tell of them, in plain words; the first that is found counts. */
const REASONS: readonly (readonly [LostReason, RegExp])[] = [
  [
    "wrong_number",
    /\b(?:wrong|bad|invalid|fake|incorrect|disconnected|not in service|out of service|nonworking|non working) (?:phone|number|num|#|contact)|\bdisconnected\b|\bnumber (?:is )?(?:wrong|bad|invalid|disconnected|not in service)|numero (?:equivocado|incorrecto)/,
  ],
  [
    "chose_another",
    /\b(?:another|other|different|someone else|elsewhere|competitor|competition|competencia)\b(?! (?:reason|time|day|date|insurance|treatment|location|week|month))|\botro (?:dentista|consultorio|doctor|lugar|proveedor)|\b(?:has|have|already has|already have|found) (?:an? )?(?:own )?(?:dentist|doctor|provider|surgeon)|\bstaying with\b/,
  ],
  [
    "insurance",
    /\binsurance|\bcoverage|\bcovered|\bcover\b|\bnetwork|\bmedicaid|\bmedicare|\bmedi cal\b|\bppo\b|\bhmo\b|\bseguro\b|\bcobertura/,
  ],
  [
    "price",
    /\bpric(?:e|es|ing|ey)\b|\bcosts?\b|\bcostly|\bexpensive|\bafford|\bbudget|\bfinanc|\bmoney|\bfunds\b|\bfees?\b|\bcredit\b|\bpayment|\bcheaper|\bprecios?\b|\bcost[oe]s?\b|\bcar[oa]\b|\bdinero|\bpresupuesto|\bpagar/,
  ],
  [
    "service_not_offered",
    /\b(?:service|treatment|procedure) (?:is )?(?:not|un)|\b(?:not|dont|doesnt|do not|does not|no longer) (?:offer|provide|perform|do (?:that|this)|available)|\bnot offered|\bunavailable|\bunsupported|\bnot a candidate|\bservicio no|\bno ofrecemos/,
  ],
  [
    "unreachable",
    /\bno (?:answer|response|reply|contact)|\bnot? respon|\bunrespons|\bunreach|\bghost|\b(?:cant|cannot|could not|couldnt|unable to|never) (?:be )?(?:reach|contact|get (?:a )?hold|respond|answer|repl)|\bnever (?:answered|responded|replied)|\bstopped (?:responding|replying|answering)|\bvoice ?mail|\bwent (?:dark|cold|quiet)|\bsin respuesta|\bno contesta|\bno responde/,
  ],
  [
    "schedule",
    /\bschedul|\btiming|\btime\b|\bbusy|\blater\b|\bnot (?:yet )?ready|\bnot now|\bnext year|\bhours\b|\bavailability|\bavailable|\bpostpon|\bdelay|\bon hold|\bwaiting|\bcalendar|\bhorario|\btiempo|\bocupad|\bmas tarde|\bdespues|\bagenda/,
  ],
];
/** Reasons without one of ours, which are no news. */
const OTHERS =
  /^(?:other|others|otro|otra|otros|unknown|n a|none|not interested|no longer interested|lost interest|no interest|changed (?:his |her |their )?mind|moved|moved away|relocated|too far|distance|location|out of area|duplicate|spam|test|junk|not a fit|bad fit|unqualified|disqualified|not qualified|no reason|deceased|no need|no longer needs?.*|no interesad[oa]|se mudo)$/;

/** What a lost reason means; `isKnown` is false when it is `other` for want of anything better. */
export interface ReadLostReason {
  readonly reason: LostReason;
  readonly isKnown: boolean;
}

/** Why a lead was lost, in the practice's own words first; undefined for a blank cell. Total. */
export function readLostReason(
  text: string,
  { lostReasons = {} }: Pick<ImportOptions, "lostReasons">,
): ReadLostReason | undefined {
  const words = plainWords(text);
  if (words === "") return undefined;
  const own = ownMeaning(text, lostReasons);
  const named = LostReasonSchema.safeParse(own ?? words.replaceAll(" ", "_"));
  if (named.success) return { reason: named.data, isKnown: true };
  const found = REASONS.find(([, pattern]) => pattern.test(words))?.[0];
  return { reason: found ?? "other", isKnown: found !== undefined || OTHERS.test(words) };
}
