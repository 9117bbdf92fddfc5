/** What the parts of an expression are worth at one moment; undefined where there is no data. */
export type Values = (id: string) => number | undefined;

const TOKEN = /\s*([0-9.]+|[A-Za-z][A-Za-z0-9_]*|[-+*/()[\],])/y;

/** Works out the part of CloudWatch's metric math that our dashboards use: arithmetic, `SUM([…])` and `FILL(x, n)`. */
export function evaluate(expression: string, values: Values): number | undefined {
  const tokens = tokensOf(expression);
  let at = 0;
  const result = sum();
  if (at < tokens.length) throw new Error(`cannot read ${tokens[at]} in the expression ${expression}`);
  return result;

  function sum(): number | undefined {
    let left = product();
    while (tokens[at] === "+" || tokens[at] === "-") {
      const sign = tokens[at++] === "+" ? 1 : -1;
      const right = product();
      left = left === undefined || right === undefined ? undefined : left + sign * right;
    }
    return left;
  }

  function product(): number | undefined {
    let left = factor();
    while (tokens[at] === "*" || tokens[at] === "/") {
      const times = tokens[at++] === "*";
      const right = factor();
      left = left === undefined || right === undefined ? undefined : times ? left * right : left / right;
    }
    return left;
  }

  function factor(): number | undefined {
    const token = tokens[at++] ?? "";
    if (token === "(") return closing(sum(), ")");
    if (token === "SUM") return added();
    if (token === "FILL") return filled();
    return /^[0-9.]/.test(token) ? Number(token) : values(token);
  }

  /** Points that are missing in one metric are left out. */
  function added(): number | undefined {
    const parts: (number | undefined)[] = [];
    at += 2;
    do parts.push(sum());
    while (tokens[at++] === ",");
    at += 1;
    const known = parts.filter((part) => part !== undefined);
    return known.length === 0 ? undefined : known.reduce((a, b) => a + b, 0);
  }

  function filled(): number | undefined {
    at += 1;
    const value = sum();
    at += 1;
    const otherwise = sum();
    return closing(value ?? otherwise, ")");
  }

  function closing(value: number | undefined, bracket: string): number | undefined {
    if (tokens[at++] !== bracket) throw new Error(`expected ${bracket} in the expression ${expression}`);
    return value;
  }
}

function tokensOf(expression: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < expression.trimEnd().length) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(expression);
    if (match === null) throw new Error(`cannot read ${expression.slice(from)} in a metric expression`);
    tokens.push(match[1] ?? "");
  }
  return tokens;
}
