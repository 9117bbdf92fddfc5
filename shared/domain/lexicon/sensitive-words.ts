import type { WordList } from "./matching.ts";

/**
 * Words of lines whose mere mention harms: HIV and what else is passed on by sex, reproduction, substance use (42 CFR Part 2),
 * psychiatry, sexual health, gender, violence; English and Spanish. It catches what nobody configured; a practice marks its own
 * lines as `sensitive`.
 */
export const SENSITIVE_WORDS: WordList = {
  whole: `
    hiv vih aids sida std sti hpv vph herpes gonorrhea gonorrea ivf iui fiv obgyn doula iud diu rehab recovery
    recoveries recovering detox sober sobriety sobrio sobriedad drug droga opioid opioide opiate opiaceo
    methadone metadona suboxone overdose ptsd adhd tdah ocd bipolar autism autismo viagra cialis transgender
    transgenero
  `,
  stems: `
    syphil sifil chlamyd clamid hepatit venere abort fertil infertil inseminat insemina embryo embrion
    contracept anticoncep pregnan embaraz prenatal miscarr surroga vasectom hysterectom histerectom menopaus
    gynecolog gynaecolog ginecolog obstet midwi addict adicc adict alcohol buprenorph buprenorf naltrex narcot
    desintoxic drogadic psych psiq psico counsel depress depresi anxiety ansiedad schizo esquizo bulimi anorex
    suicid erectil impoten testoster
  `,
  phrases: `
    mental health, salud mental, behavioral health, behavioural health, salud conductual, sexual health,
    salud sexual, sexually transmitted, transmision sexual, sexual assault, ob gyn, reproductive health,
    salud reproductiva, family planning, planificacion familiar, birth control, egg freezing, substance use,
    substance abuse, abuso de sustancia, eating disorder, gender affirming, afirmacion de genero,
    domestic violence, violencia domestica, couples therapy, family therapy, talk therapy, terapia de pareja,
    terapia familiar, ed treatment, erection problem, morning after pill
  `,
  harmless: "hearing aids, psychic, fertilizer",
};
