/**
 * Short forms of given names, of men and of women, English and Spanish, in the form that `normalizeName` gives. Common knowledge,
 * reviewed November 2026. Left out is whatever stands for two names, since two people of one family may share a number: "alex", "chris",
 * "sam", "tony" (Anthony, Antonio), "beto", "nico"; names that children are given beside the long one, such as "jack" and "lola"; and
 * "juanito" and the like, who is often the son of Juan. A name written in two ways (Catherine, Katherine) is one, where its short form
 * does not tell which.
 */
const OF_MEN: Readonly<Record<string, string>> = {
  abraham: "abe",
  benjamin: "ben benji",
  calvin: "cal",
  charles: "chuck chas",
  daniel: "dan danny",
  david: "dave davey",
  donald: "don donny",
  douglas: "doug",
  gabriel: "gabe",
  gregory: "greg",
  henry: "hank",
  herbert: "herb",
  jacob: "jake",
  james: "jim jimmy jimmie",
  jeffrey: "jeff jeffery",
  john: "johnny johnnie",
  joseph: "joe joey",
  joshua: "josh",
  kenneth: "ken kenny",
  lawrence: "larry",
  leonard: "lenny",
  matthew: "matt",
  michael: "mike mikey",
  mitchell: "mitch",
  nicholas: "nick",
  norman: "norm",
  peter: "pete",
  philip: "phil phillip",
  raymond: "ray",
  richard: "rich richie dick",
  robert: "bob bobby rob robbie robby",
  ronald: "ron",
  russell: "russ",
  steven: "steve stephen",
  stuart: "stu stewart",
  thomas: "tom tommy",
  timothy: "tim timmy",
  vincent: "vince vinny vinnie",
  walter: "walt",
  wesley: "wes",
  william: "bill billy will willie willy",
  zachary: "zach zack",

  eduardo: "lalo",
  enrique: "quique",
  francisco: "paco pancho",
  guillermo: "memo",
  ignacio: "nacho",
  javier: "javi",
  jesus: "chuy chucho",
  jose: "pepe chepe",
  lorenzo: "lencho",
  luis: "lucho",
  manuel: "manolo",
  rafael: "rafa",
  ramon: "moncho",
  rigoberto: "rigo",
  salvador: "chava",
  santiago: "santi",
  sergio: "checo",
  vicente: "chente",
};

const OF_WOMEN: Readonly<Record<string, string>> = {
  abigail: "abby abbie",
  amanda: "mandy",
  barbara: "barb",
  cynthia: "cindy",
  deborah: "deb debbie debby debra",
  dorothy: "dot dottie",
  elizabeth: "liz lizzie lizzy beth betty betsy eliza",
  gwendolyn: "gwen",
  harriet: "hattie",
  jennifer: "jen jenn jenny",
  josephine: "josie",
  judith: "judy",
  katherine: "kate catherine katharine kathryn",
  kimberly: "kim kimmy kimberley",
  margaret: "maggie meg peg peggy",
  marjorie: "marj",
  nicole: "nikki",
  pamela: "pam",
  patricia: "trish tricia patty patti paty",
  penelope: "penny",
  rebecca: "becky becca",
  roxanne: "roxy roxie",
  tiffany: "tiff",
  victoria: "vicky vicki tori",
  virginia: "ginny",
  winifred: "winnie",

  alicia: "licha",
  concepcion: "concha conchita",
  consuelo: "chelo",
  enriqueta: "queta",
  guadalupe: "lupe lupita",
  hortensia: "tencha",
  isabel: "chabela",
  leticia: "lety",
  mercedes: "meche",
  pilar: "pili",
  rosario: "charo",
  soledad: "chole",
  teresa: "tere",
  veronica: "vero",
  yolanda: "yoli",
};

/** Whose name a given name is. */
export type Gender = "man" | "woman";

const TABLES = [
  ["man", OF_MEN],
  ["woman", OF_WOMEN],
] as const;
const ENTRIES = TABLES.flatMap(([gender, table]) =>
  Object.entries(table).map(([name, short]) => ({ gender, name, nicknames: short.split(" ") })),
);

/** The long form of each nickname. */
export const NICKNAMES: ReadonlyMap<string, string> = new Map(
  ENTRIES.flatMap(({ name, nicknames }) => nicknames.map((nickname) => [nickname, name] as const)),
);

/** Whose names the long forms are. */
export const GENDERS: ReadonlyMap<string, Gender> = new Map(ENTRIES.map(({ name, gender }) => [name, gender] as const));
