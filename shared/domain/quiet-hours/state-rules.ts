/**
 * Hours for telephone solicitation by state, in local time. One state a line:
 * `<state>|<Mon-Fri>|<Sat>|<Sun>|<legal holidays>|<citation>|<checked against>|<reviewed on>|<review by>`.
 * Hours are `<opens>-<closes>`, `-` for a day without any. Holidays are `open`, or `closed` on the federal ones and on those
 * that follow (names as in `holidays.ts`).
 *
 * One window serves SMS and calls, so a state that limits recorded calls more than others has the tighter hours here. Where
 * sources differ the stricter counts. A state without a line has the strict default, as has one past its review date.
 * Not legal advice. docs/quiet-hours.md has this table with the sources by address and what is not verified; a test keeps the two alike.
 */
export const STATE_RULES: readonly string[] = [
  "AK|08-21|08-21|08-21|open|47 CFR 64.1200(c)(1)|federal rule only: no stricter hours in the Stello and Drop Cowboy lists|2026-11-22|2027-11-22",
  "AL|08-20|08-20|-|closed confederate-memorial-day jefferson-davis-day mardi-gras rosa-parks-day|Ala. Admin. Code r. 770-X-5-.17|Stello, Drop Cowboy, ClickPoint and dnc.com lists; text not read|2026-11-22|2027-11-22",
  "AR|08-21|08-21|08-21|open|47 CFR 64.1200(c)(1)|federal rule only: no stricter hours in the Stello and Drop Cowboy lists|2026-11-22|2027-11-22",
  "AZ|08-21|08-21|08-21|open|47 CFR 64.1200(c)(1)|federal rule only: no stricter hours in the Stello and Drop Cowboy lists|2026-11-22|2027-11-22",
  "CA|09-21|09-21|09-21|open|Cal. Pub. Util. Code § 2872(c) (recorded calls)|statute text as published by FindLaw; Stello list|2026-11-22|2027-11-22",
  "CO|08-21|08-21|08-21|open|47 CFR 64.1200(c)(1)|federal rule only: no stricter hours in the Stello and Drop Cowboy lists|2026-11-22|2027-11-22",
  "CT|09-20|09-20|09-20|open|Conn. Gen. Stat. § 42-288a|Stello, Drop Cowboy and Referrizer lists (ClickPoint: until 21); text not read in full|2026-11-22|2027-11-22",
  "DC|08-21|08-21|08-21|open|47 CFR 64.1200(c)(1)|federal rule only: no stricter hours in the Stello list|2026-11-22|2027-11-22",
  "DE|08-21|08-21|08-21|open|47 CFR 64.1200(c)(1)|federal rule only: no stricter hours in the Stello and Drop Cowboy lists|2026-11-22|2027-11-22",
  "FL|08-20|08-20|08-20|open|Fla. Stat. § 501.616(6)(a)|statute text as published by LawServer; all lists|2026-11-22|2027-11-22",
  "GA|08-21|08-21|08-21|open|47 CFR 64.1200(c)(1)|federal rule only: no stricter hours in the Stello and Drop Cowboy lists|2026-11-22|2027-11-22",
  "HI|08-21|08-21|08-21|open|47 CFR 64.1200(c)(1)|federal rule only: no stricter hours in the Stello and Drop Cowboy lists|2026-11-22|2027-11-22",
  "IA|08-21|08-21|08-21|open|47 CFR 64.1200(c)(1)|federal rule only: no stricter hours in the Stello and Drop Cowboy lists|2026-11-22|2027-11-22",
  "ID|08-21|08-21|08-21|open|47 CFR 64.1200(c)(1)|federal rule only: no stricter hours in the Stello and Drop Cowboy lists|2026-11-22|2027-11-22",
  "IL|09-21|09-21|09-21|open|815 ILCS 305/15 (recorded calls)|Stello and ClickPoint lists (Drop Cowboy: from 8); text not read in full|2026-11-22|2027-11-22",
  "IN|09-20|09-20|09-20|open|47 CFR 64.1200(c)(1); Ind. Code ch. 24-5-14 (recorded calls) not read in full|no stricter hours in the Stello and Drop Cowboy lists; narrowed as a precaution|2026-11-22|2027-11-22",
  "KS|08-21|08-21|08-21|open|47 CFR 64.1200(c)(1)|federal rule only: no stricter hours in the Stello and Drop Cowboy lists|2026-11-22|2027-11-22",
  "KY|10-21|10-21|10-21|open|KRS 367.46955|Stello, Drop Cowboy, ClickPoint and Call Desk lists; text read in part, without the hours|2026-11-22|2027-11-22",
  "LA|08-20|08-20|-|closed all-saints-day battle-of-new-orleans day-after-thanksgiving good-friday mardi-gras|La. Pub. Serv. Comm'n Gen. Order R-29617 § V(A)(2)|order as quoted by dnc.com; Stello, Drop Cowboy and ClickPoint lists|2026-11-22|2027-11-22",
  "MA|08-20|08-20|08-20|open|201 CMR 12.02(2)|regulation text as published by Justia; Drop Cowboy and ClickPoint lists|2026-11-22|2027-11-22",
  "MD|08-20|08-20|08-20|open|Md. Code, Com. Law § 14-4502|Stello, Drop Cowboy, Referrizer and Call Desk lists; text read in part, without the hours|2026-11-22|2027-11-22",
  "ME|09-17|-|-|open|Me. Rev. Stat. tit. 10, § 1498(3) (recorded calls)|text as reprinted in bill LD 392 of the 121st Legislature; Call Desk list|2026-11-22|2027-11-22",
  "MI|09-21|09-21|09-21|open|MCL 750.540e, as the Stello list cites it|Stello, Drop Cowboy and ClickPoint lists; text not read|2026-11-22|2027-11-22",
  "MN|09-21|09-21|09-21|open|Minn. Stat. § 325E.30|Stello and Drop Cowboy lists; text not read|2026-11-22|2027-11-22",
  "MO|08-21|08-21|08-21|open|47 CFR 64.1200(c)(1)|federal rule only: not among the stricter states of the Drop Cowboy list|2026-11-22|2027-11-22",
  "MS|09-20|09-20|-|closed|Miss. Code § 77-3-723(1)|statute text as published by PocketLaw: 8 to 8 in Central Standard Time, which is from 9 in summer; dnc.com says that closed holidays were repealed, other lists keep them|2026-11-22|2027-11-22",
  "MT|08-21|08-21|08-21|open|47 CFR 64.1200(c)(1)|federal rule only: not among the stricter states of the Drop Cowboy list|2026-11-22|2027-11-22",
  "NC|08-21|08-21|08-21|open|47 CFR 64.1200(c)(1)|federal rule only: not among the stricter states of the Drop Cowboy list|2026-11-22|2027-11-22",
  "ND|08-21|08-21|08-21|open|47 CFR 64.1200(c)(1)|federal rule only: not among the stricter states of the Drop Cowboy list|2026-11-22|2027-11-22",
  "NE|08-21|08-21|13-21|closed arbor-day day-after-thanksgiving|291 Neb. Admin. Code ch. 11 § 3 (recorded calls)|ClickPoint help page; text not read (holidays allow 13-21; closed here)|2026-11-22|2027-11-22",
  "NH|08-21|08-21|08-21|open|47 CFR 64.1200(c)(1)|federal rule only: not among the stricter states of the Drop Cowboy list|2026-11-22|2027-11-22",
  "NJ|08-20|08-20|08-20|open|N.J. Stat. § 56:8-128(d)|statute text as published by Casetext: 8 to 21; Referrizer list: until 20|2026-11-22|2027-11-22",
  "NM|09-21|09-21|09-21|open|N.M. Stat. § 57-12-22(B)(5)|statute text of 2006 as published by Justia; Drop Cowboy list|2026-11-22|2027-11-22",
  "NV|09-20|09-20|09-20|open|NRS 597.814(2)(a) (recorded calls)|statute text as published by contactcentercompliance.com: 9 to 21; Drop Cowboy list: until 20|2026-11-22|2027-11-22",
  "NY|08-21|08-21|08-21|open|47 CFR 64.1200(c)(1)|federal rule only: not among the stricter states of the Drop Cowboy list|2026-11-22|2027-11-22",
  "OH|08-21|08-21|08-21|open|47 CFR 64.1200(c)(1)|federal rule only: not among the stricter states of the Drop Cowboy list|2026-11-22|2027-11-22",
  "OK|09-20|09-20|09-20|open|Telephone Solicitation Act of 2022 (Okla. HB 3168); Okla. Stat. tit. 15, § 755.1(C)(2) (recorded calls)|dnc.com and the lists: 8 to 20; text of § 755.1 as published by contactcentercompliance.com: from 9|2026-11-22|2027-11-22",
  "OR|08-21|08-21|08-21|open|47 CFR 64.1200(c)(1)|federal rule only: not among the stricter states of the Drop Cowboy list|2026-11-22|2027-11-22",
  "PA|09-19|09-12|-|closed bill-of-rights-day election-day flag-day good-friday|73 P.S. § 2241 et seq., as amended by Act 73 of 2019 (holidays) and Senate Bill 992 of 2025 (hours, Sundays)|bill as its sponsor described it; Call Desk list (Sundays, from 2026-10-18); Drop Cowboy list (Saturdays until noon; it contradicts itself); enacted text not read|2026-11-22|2027-11-22",
  "RI|09-18|10-17|-|closed election-day ri-independence-day victory-day|R.I. Gen. Laws §§ 5-61-2(2), 5-61-3.6|statute text as published by InstaLawyer and the legislature|2026-11-22|2027-11-22",
  "SC|08-19|08-19|08-19|open|S.C. Code §§ 37-21-30, 16-17-446(C)(3) (recorded calls)|law firm's summary: 8 to 21; text of § 16-17-446 as published by contactcentercompliance.com: until 19|2026-11-22|2027-11-22",
  "SD|09-21|-|-|open|S.D. Codified Laws § 37-30-28 (recorded calls)|statute text as published by the legislature: weekdays, read as Monday to Friday|2026-11-22|2027-11-22",
  "TN|08-21|08-21|08-21|open|Tenn. Comp. R. & Regs. 1220-04-11-.02(1)|regulation text as published by Casetext; it names text messages|2026-11-22|2027-11-22",
  "TX|09-21|09-21|12-21|open|Tex. Bus. & Com. Code § 301.051|Referrizer, Listrak and Appfueled lists; text not read|2026-11-22|2027-11-22",
  "UT|08-21|08-21|-|closed juneteenth-monday pioneer-day|Utah Code § 13-25a-103(3)|statute text as published by FindLaw|2026-11-22|2027-11-22",
  "VA|08-21|08-21|08-21|open|Va. Code § 59.1-511|statute text as published by the legislature|2026-11-22|2027-11-22",
  "WA|08-20|08-20|08-20|open|RCW 19.158.040(2)|statute text as published by the legislature|2026-11-22|2027-11-22",
  "WI|08-21|08-21|08-21|open|Wis. Adm. Code ch. ATCP 127|page of the state's consumer protection agency (DATCP)|2026-11-22|2027-11-22",
  "WV|08-21|08-21|08-21|open|W. Va. Code § 46A-6F-601(a)(4)|statute text as published by FindLaw|2026-11-22|2027-11-22",
  "WY|08-20|08-20|08-20|open|Wyo. Stat. tit. 40, ch. 12, art. 3|Call Desk list; text not read|2026-11-22|2027-11-22",
];
