import type { ImportField } from "../entities/import.ts";

/**
 * What columns are called, the surest name first: in exports of HubSpot and Salesforce (labels and API names), of Google's and
 * Meta's lead forms, and in lists that people keep, in English and Spanish. Compared without case, accents, spaces and
 * punctuation (`headerKey`). Reviewed November 2026. Names that could mean two things are left out: "estado" is a state or a status.
 */
export const HEADER_NAMES: Readonly<Record<ImportField, string>> = {
  firstName:
    "first name,given name,forename,first,fname,contact first name,patient first name,lead first name,primer nombre,nombre,nombres",
  lastName:
    "last name,surname,family name,last,lname,contact last name,patient last name,lead last name,apellidos,apellido,primer apellido",
  fullName:
    "full name,name,contact name,lead name,patient name,customer name,client name,person name,your name,patient,nombre completo,nombre y apellido,nombre y apellidos,paciente,nombre del paciente",
  phone:
    "mobile phone number,mobile phone,mobile number,mobile,mobile no,cell phone number,cell phone,cell number,cell,phone mobile,phone cell,patient mobile,celular,movil,telefono movil,telefono celular,numero de celular,numero celular,phone number,phone,phone no,phone num,primary phone,primary phone number,phone 1,phone number 1,telephone,telephone number,tel,contact number,contact phone,contact phone number,lead phone,patient phone,patient phone number,user phone,user phone number,best phone,best phone number,daytime phone,telefono,numero de telefono,numero telefonico,tel no,whatsapp,whatsapp number,whatsapp phone number,home phone,home phone number,phone home,home number,evening phone,telefono de casa,work phone,work phone number,phone work,business phone,office phone,secondary phone,alternate phone,alternative phone,alt phone,other phone,assistant phone,phone 2,phone number 2,phone 3,phone number 3",
  email:
    "email,email address,primary email,contact email,lead email,patient email,user email,email 1,personal email,home email,work email,business email,correo electronico,correo,direccion de correo,direccion de correo electronico,secondary email,additional email addresses,alternate email,other email,email 2,email address 2",
  postalCode:
    "postal code,zip code,zip,post code,zip postal code,zip or postal code,mailing zip postal code,mailing postal code,mailing zip,home zip,patient zip,codigo postal",
  state:
    "state,state region,state province,state or province,state code,us state,mailing state,mailing state province,home state,province,estado provincia",
  birthDate: "date of birth,birth date,birthday,dob,patient dob,patient date of birth,fecha de nacimiento",
  language: "preferred language,language,language preference,primary language,lang,idioma preferido,idioma",
  preferredChannel:
    "preferred contact method,prefer contact method,preferred channel,preferred method of contact,preferred method of communication,preferred communication method,preferred communication,preferred contact,contact preference,communication preference,best way to reach you,best way to contact,how should we contact you,how would you like to be contacted,metodo de contacto preferido,medio de contacto preferido",
  serviceLine:
    "service line,service of interest,service,services,treatment of interest,treatment interest,treatment,procedure of interest,procedure,service interested in,service requested,interested in,interest,product interest,reason for visit,appointment type,servicio de interes,servicio,tratamiento de interes,tratamiento",
  source:
    "lead source,source,original source,original traffic source,original source type,latest source,utm source,referral source,marketing source,how did you hear about us,platform,origen del lead,origen,fuente,fuente del lead",
  campaign:
    "campaign,campaign name,utm campaign,primary campaign,last campaign,marketing campaign,campana,nombre de la campana",
  channel: "channel,lead channel,source channel,inquiry channel,contact channel,canal",
  externalId:
    "record id,lead id,contact id,id,record id contact,hs object id,external id,crm id,person id,prospect id,customer id,client id,patient id,inquiry id,submission id,id del lead,id de registro",
  receivedAt:
    "create date,created date,date created,creation date,created,created at,created on,created time,lead created,lead created date,lead created at,lead creation date,inquiry date,date of inquiry,lead date,submitted at,submitted on,submitted,submission date,date submitted,submission time,lead submit time,received at,received,received on,received date,date received,date added,added on,added,date entered,entry date,became a lead date,date,date time,timestamp,fecha de creacion,fecha de registro,fecha de ingreso,fecha",
  lastActivityAt:
    "last activity date,last activity,last activity at,last contacted,last contacted at,last contacted date,last contact date,date of last contact,last contact,last engagement date,last touch,last touch date,last touched,last call date,ultima actividad,fecha de ultima actividad,ultimo contacto,fecha de ultimo contacto",
  stage:
    "lead status,status,stage,lead stage,deal stage,lifecycle stage,pipeline stage,opportunity stage,sales stage,opportunity status,deal status,contact status,patient status,disposition,lead disposition,call disposition,outcome,call outcome,lead outcome,result,estatus,etapa,estado del lead,estado del contacto,etapa del lead",
  lostReason:
    "lost reason,closed lost reason,loss reason,lead lost reason,reason lost,reason for loss,reason for lost,lost because,disqualification reason,disqualified reason,unqualified reason,reason unqualified,reason not booked,reason for not booking,no sale reason,close reason,closed reason,objection,main objection,motivo de perdida,razon de perdida,motivo",
  value:
    "value,lead value,deal value,amount,deal amount,opportunity amount,opportunity value,estimated value,expected value,potential value,treatment value,case value,estimated revenue,expected revenue,estimated amount,valor,valor estimado,importe",
  message:
    "message,inquiry,inquiry message,question,questions,comments,comment,notes,note,description,lead notes,contact notes,patient notes,call notes,staff notes,internal notes,sales notes,activity notes,last note,last note body,notes and comments,additional information,additional comments,additional notes,details,remarks,memo,how can we help,how can we help you,history,activity history,tags,labels,last reply,last message,last response,last inbound message,last message received,last sms received,last text received,sms reply,text reply,reply,reply text,response,response text,sms response,text response,patient reply,lead reply,inbound message,message body,sms body,conversation,mensaje,notas,nota,comentarios,comentario,observaciones,consulta,etiquetas",
  relationship:
    "relationship,patient type,existing patient,is existing patient,existing customer,current patient,is current patient,returning patient,are you an existing patient,are you a current patient,new or existing,new or existing patient,new or returning,new or returning patient,paciente existente,tipo de paciente,pat status",
  newPatient:
    "new patient,is new patient,are you a new patient,new customer,first time patient,paciente nuevo,es paciente nuevo",
  consentSms:
    "sms consent,sms opt in,sms opt in status,consent sms,text consent,text opt in,text message consent,text message opt in,consent to text,consent to texts,consent to text messages,opted in to sms,opted in sms,opt in sms,sms permission,text permission,sms marketing consent,accepts sms marketing,sms subscribed,subscribed to sms,ok to text,okay to text,agrees to texts,agreed to texts,text messages,text messaging,sms status,text status,text message status,sms subscription status,sms subscriber,mobile opt in,mobile consent,sms marketing,text marketing,sms enabled,texting enabled,text enabled,textable,consentimiento sms,acepta sms,acepta mensajes,acepta mensajes de texto,acepta textos,permiso para mensajes,permiso para textear",
  consentCall:
    "call consent,consent call,consent to call,consent to calls,consent to be called,phone consent,phone call consent,call opt in,phone opt in,opt in call,automated call consent,autodialer consent,call permission,ok to call,okay to call,consentimiento llamadas,acepta llamadas,permiso para llamar",
  consentEmail:
    "email consent,consent email,consent to email,email opt in,email opt in status,opt in email,opted in to email,opted in email,email permission,email marketing consent,accepts email marketing,accepts marketing,email subscribed,subscribed to email,subscribed to emails,newsletter,subscriber,is subscriber,newsletter subscriber,email subscriber,ok to email,okay to email,email marketing,consentimiento email,consentimiento correo,acepta correos",
  consentAt:
    "consent date,date of consent,consent timestamp,consent time,consent at,consent given at,consent given on,sms consent date,sms consent timestamp,opt in date,opt in timestamp,opt in time,sms opt in date,text opt in date,opted in at,opted in on,fecha de consentimiento",
  consentText:
    "consent text,consent wording,consent language,consent statement,consent disclosure,opt in language,opt in wording,disclosure,disclosure text,tcpa disclosure,tcpa language,tcpa text,tcpa consent text,texto de consentimiento",
  consentProofUrl:
    "consent proof url,consent proof,proof of consent,consent url,consent link,consent certificate,trusted form,trusted form url,trusted form cert url,trusted form certificate,trusted form certificate url,xx trusted form cert url,certificate url,jornaya url,prueba de consentimiento",
  optOut:
    "do not contact,do not call,dnc,opt out,opted out,opted out at,opt out date,unsubscribed,unsubscribed at,unsubscribe date,sms opt out,text opt out,call opt out,phone opt out,has opted out,global opt out,no contact,suppressed,blocked,blacklisted,no contactar,no llamar,dado de baja,baja",
  optOutEmail:
    "unsubscribed from all email,opted out of all email,has opted out of email,email opt out,email opted out,opted out of email,hs email optout,do not email,unsubscribed from email,email unsubscribed,email status,email subscription status,email marketing status,email subscriber status",
  mayContact:
    "ok to contact,okay to contact,can contact,can be contacted,may contact,may be contacted,may we contact you,contactable,contact allowed,contact permission,permission to contact,allow contact,se puede contactar",
  permission:
    "opt in,opted in,opt in status,marketing opt in,consent,consent given,marketing consent,communication consent,contact consent,consent to contact,gdpr consent,permission,subscribed,is subscribed,subscription,subscription status,promotions,promos,send promo,send promos,send promotions,special offers,mailing list,marketing permission,consentimiento,acepta marketing,acepta promociones,acepta publicidad,suscrito",
};
