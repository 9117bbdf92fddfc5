import type { WordList } from "./matching.ts";

/**
 * Words that tell a stranger that somebody is treated, for what, and by what kind of practice; English and Spanish, besides the
 * sensitive ones. Words that any business may use (appointment, visit, care, health, smile, exam, insurance) are not among them.
 */
export const TREATMENT_WORDS: WordList = {
  whole: `
    dentist dentista dental diente tooth teeth muela gums encia denture braces invisalign aligner alineador
    veneer carilla cavity cavities caries cleaning limpieza whitening blanqueamiento hospital surgery surgeries
    surgeon physician nurse enfermera doctor doctora patient paciente therapist consultorio botox filler lipo
    liposuction liposuccion facelift laser acne eczema breast seno skin skincare piel vein vena wrinkle arruga
    lasik cataract catarata glaucoma knee rodilla spine spinal fracture fractura injury injuries wound herida
    pain painful painless dolor chemo radiation mri xray ultrasound ultrasonido biopsy biopsies biopsia
    transplant trasplante stroke seizure copd covid insulin insulina migraine asthma asma insomnia insomnio
    trauma disease illness illnesses enfermedad disorder trastorno infection infeccion rash ozempic wegovy
    semaglutide semaglutida ketamine ketamina hospice hospicio pill pastilla rx
  `,
  stems: `
    implant orthodon ortodon endodon periodon prosthe protesi clinic medic surgic cirug cirujan quirurg
    treatment tratamient procedure procedimient therap terap physiother fisioter chiropract quiropract acupunct
    rehabilit dermatolog oncolog cardiolog urolog neurolog nefrolog nephrolog gastroenter rheumat reumat
    endocrin hematolog radiolog patholog patolog podiatr podolog pediatr ophthalm oftalm optometr orthop ortoped
    bariatr geriatr allerg alerg pharmac farmac prescri vaccin vacuna immuniz inmuniz dialys dialis chemother
    quimioter radiother radioter radiograf mammogra mamogra colonoscop rhinoplast rinoplast cosmetic aesthetic
    psoria diabet arthrit artrit dement alzheim parkinson epilep symptom sintoma diagnos tumor cancer hormon
    melanom hernia anesthe anestes
  `,
  phrases: `
    root canal, x ray, weight loss, perdida de peso, hair loss, hair restoration, stem cell, hearing aid,
    sleep apnea, apnea del sueno, memory care, urgent care, primary care, med spa, tummy tuck, blood test,
    blood work, blood pressure, heart attack, plastic surgery, test result, side effect, post op, pre op
  `,
  harmless: "be patient, being patient, so patient, very patient, dolores",
};
