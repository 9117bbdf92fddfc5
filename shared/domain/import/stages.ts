import type { ImportedStage, ImportOptions } from "../entities/import.ts";
import { withoutNotMeant } from "./not-meant.ts";
import { refusalsInCell } from "./opt-out-words.ts";
import { ownMeaning, plainWords, wordTable } from "./words.ts";

/** What stages of lead lists are called: HubSpot's, Salesforce's, and what practices make up. Reviewed November 2026. */
const STAGES = wordTable<ImportedStage>({
  open: "new,non patient,nonpatient,not a patient,not yet a patient,no contact,new lead,open,open lead,not contacted,uncontacted,untouched,unworked,assigned,unassigned,contacted,attempted,attempted to contact,attempting,attempting contact,attempting to contact,attempt 1,attempt 2,attempt 3,connected,working,in progress,in process,in review,pending,nurture,nurturing,engaged,responded,replied,qualified,qualifying,marketing qualified lead,marketing qualified,mql,sales qualified lead,sales qualified,sql,lead,subscriber,opportunity,open deal,prospect,prospective patient,potential patient,warm,hot,cold,unresponsive,no answer,no response,not responding,unreachable,unable to reach,unable to contact,could not reach,left message,left voicemail,lvm,lm,voicemail,callback,call back,callback requested,follow up,following up,needs follow up,on hold,hold,stalled,stale,dormant,ghosted,recycled,re engaged,no show,noshow,no showed,missed appointment,cancelled,canceled,cancelled appointment,canceled appointment,appointment cancelled,appointment canceled,not booked,not scheduled,did not book,did not schedule,consult requested,appointment requested,quote sent,estimate sent,proposal sent,undecided,thinking,thinking about it,interested,considering,nuevo,nueva,abierto,abierta,contactado,contactada,sin contactar,sin respuesta,no contesta,en proceso,en seguimiento,seguimiento,pendiente,interesado,interesada,prospecto,no asistio,cancelado,cancelada",
  booked:
    "booked,scheduled,rescheduled,appointment,appointment set,appointment scheduled,appointmentscheduled,appointment booked,appointment made,appointment confirmed,appt,appt set,appt scheduled,appt booked,appt made,set,consult,consult set,consult scheduled,consult booked,consultation scheduled,consultation booked,consultation set,exam scheduled,visit scheduled,confirmed,presentation scheduled,meeting scheduled,won,closed won,closedwon,closed converted,converted,showed,showed up,show,seen,arrived,attended,consult completed,consultation completed,consult done,appointment completed,agendado,agendada,reservado,reservada,programado,programada,confirmado,confirmada,cita agendada,cita programada,cita confirmada,ganado,ganada,cerrado ganado",
  patient:
    "patient,existing patient,current patient,active patient,returning patient,established patient,new patient,became patient,became a patient,former patient,past patient,inactive patient,non active patient,nonactive patient,patient of record,existing,customer,existing customer,current customer,client,existing client,active client,evangelist,treatment started,started treatment,started,in treatment,treatment accepted,accepted treatment,treatment completed,completed treatment,completed,treated,sold,sale,recall,paciente,paciente activo,paciente actual,paciente existente,cliente,en tratamiento,tratamiento iniciado",
  lost: "lost,lost lead,closed lost,closedlost,closed,closed not converted,closed no response,unqualified,not qualified,disqualified,not interested,no longer interested,lost interest,dead,dead lead,junk,junk lead,spam,fake,test,test lead,duplicate,duplicate lead,rejected,declined,archived,inactive,bad timing,bad fit,not a fit,poor fit,not a good fit,too expensive,price,cost,budget,insurance,no insurance,went elsewhere,chose competitor,chose another provider,lost to competitor,competitor,wrong number,bad number,invalid number,invalid,invalid lead,bad lead,bad contact info,disconnected,out of area,too far,abandoned,perdido,perdida,cerrado perdido,descartado,descartada,no interesado,no interesada,no calificado,no calificada,numero equivocado",
  opted_out:
    "opted out,opt out,optout,opt outs,unsubscribed,unsubscribe,do not contact,do not call,do not text,do not email,dnc,d n c,dnd,stop,stopped,stop contact,remove,removed,remove from list,removed from list,revoked,consent revoked,no consent,blocked,blacklist,blacklisted,suppressed,deceased,litigator,hostile,dado de baja,dada de baja,baja,no contactar,no llamar,no molestar",
});
/** The stage that says most wins: a lead of two pipelines is as far as in the one where it came further. */
const STRONGEST: readonly ImportedStage[] = ["opted_out", "patient", "booked", "lost", "open"];

/**
 * What a stage means: in the practice's own words first, then by what such stages are called, as a whole or in its parts
 * ("Closed - Lost: price", "3. Contacted"). Undefined when it is unknown; a blank one is open.
 */
export function readStage(text: string, { stages = {} }: Pick<ImportOptions, "stages">): ImportedStage | undefined {
  const words = plainWords(text);
  if (words === "") return "open";
  const own = ownMeaning(text, stages);
  if (own !== undefined) return own;
  if (refusalsInCell(text).includes("all")) return "opted_out";
  const known = STAGES.get(words) ?? STAGES.get(words.replace(/^(?:stage |status |etapa )?\d{1,2} /, ""));
  // "Non-patient" is one word, and "stop-workflow" says nothing by its first.
  const whole = withoutNotMeant(text).replace(/\bnon-/gi, "non ");
  return known ?? strongest(whole.split(/[-–—:;/|(),.>]+/).map((part) => STAGES.get(plainWords(part))));
}

/** The one of several stages that counts. */
export function strongest(stages: readonly (ImportedStage | undefined)[]): ImportedStage | undefined {
  return STRONGEST.find((stage) => stages.includes(stage));
}
