import { describe, expect, it } from "@jest/globals";
import { doorOf, KEY_ROLES, ROLES, ROUTES, routeOf, TOKEN_ROLES } from "../../shared/contracts/routes.ts";

const named = ROUTES.map((route) => [`${route.method} ${route.path}`, route] as const);

describe("the route table", () => {
  it("names every route once", () => {
    expect(new Set(named.map(([name]) => name)).size).toBe(ROUTES.length);
    for (const [, route] of named) expect(routeOf(route.method, route.path)).toBe(route);
    expect(routeOf("GET", "/v1/everything")).toBeUndefined();
  });

  it.each(named)("has one door for %s: API Gateway knows one way in for each method", (_, route) => {
    const doors = { key: KEY_ROLES, token: TOKEN_ROLES, public: [] } as const;
    const ofDoor: readonly string[] = doors[doorOf(route)];
    expect(route.roles === "public" ? [] : route.roles.filter((role) => !ofDoor.includes(role))).toEqual([]);
  });

  it("lets keys post and nothing else, but for the tests of the mystery shopper", () => {
    const opened = named.filter(([, route]) => doorOf(route) === "key").map(([name]) => name);
    expect(opened).toEqual([
      "POST /v1/leads",
      "GET /v1/test-leads/{leadId}",
      "POST /v1/missed-calls",
      "POST /v1/bookings",
    ]);
  });

  it("has something to do for every role", () => {
    for (const role of ROLES) expect(ROUTES.some(({ roles }) => roles.includes(role))).toBe(true);
  });
});
