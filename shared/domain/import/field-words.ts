import type { Relationship, SourceChannel, TouchChannel } from "../vocabulary.ts";
import { plainAnswer } from "./answers.ts";
import { plainWords, wordTable } from "./words.ts";

const SOURCE_CHANNELS = wordTable<SourceChannel>({
  web_form:
    "web,web form,webform,website,web site,form,online,internet,landing page,contact form,online form,organic search,paid search,direct traffic,organic,seo,ppc,google,google ads,formulario,sitio web,pagina web",
  phone: "phone,call,phone call,phone inquiry,inbound call,telephone,llamada,telefono",
  chat: "chat,live chat,webchat,web chat,chatbot",
  social:
    "social,social media,facebook,fb,ig,instagram,tiktok,facebook ads,meta,paid social,organic social,redes sociales",
  referral: "referral,referrals,referred,word of mouth,friend,partner referral,recomendacion,referido",
  walk_in: "walk in,walkin,in person,in office,visita,en persona",
  api: "api,integration,vendor",
});
const TOUCH_CHANNELS = wordTable<TouchChannel>({
  sms: "sms,text,texts,text message,texting,text me,mensaje,mensaje de texto,texto",
  email: "email,e mail,mail,email me,correo,correo electronico",
  call: "call,phone,phone call,call me,telephone,voice,llamada,telefono",
});
const RELATIONSHIPS = wordTable<Relationship>({
  existing:
    "existing,existing patient,current,current patient,patient,active patient,returning,returning patient,established,established patient,former patient,past patient,inactive patient,inactive,archived,customer,existing customer,client,existing client,paciente,paciente existente,existente,paciente actual,cliente",
  new: "new,new patient,prospect,prospective,non patient,nonpatient,not a patient,not yet a patient,prospective patient,potential patient,lead,new customer,new client,nuevo,nueva,paciente nuevo,prospecto",
});

/** The channel that an inquiry came through, by its usual names. */
export function sourceChannelOf(text: string): SourceChannel | undefined {
  return SOURCE_CHANNELS.get(plainWords(text));
}

/** How a person prefers to be reached, by the usual names. */
export function touchChannelOf(text: string): TouchChannel | undefined {
  return TOUCH_CHANNELS.get(plainWords(text));
}

/** Whether a person is a patient already: in words, or as the answer to "Existing patient?". */
export function relationshipOf(text: string): Relationship | undefined {
  const named = RELATIONSHIPS.get(plainWords(text));
  if (named !== undefined) return named;
  const answer = plainAnswer(text);
  return answer === undefined ? undefined : answer ? "existing" : "new";
}

/** The same as the answer to "New patient?". */
export function relationshipOfNew(text: string): Relationship | undefined {
  const named = RELATIONSHIPS.get(plainWords(text));
  if (named !== undefined) return named;
  const answer = plainAnswer(text);
  return answer === undefined ? undefined : answer ? "new" : "existing";
}
