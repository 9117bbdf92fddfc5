/**
 * The style of the pages behind alerts: one column for a phone held in one hand, fonts of the system, light or dark as the phone is. Targets
 * are at least 48 px high; text has a contrast of 4.5:1 or more, borders of fields and the ring of focus of 3:1 (WCAG 2.1 AA).
 */
export const ACTION_STYLE = `
:root{color-scheme:light dark;--ground:#eef1f5;--card:#fff;--ink:#17202b;--soft:#4d5a69;--line:#d5dce5;--field:#6b7a8c;--accent:#0b4a8f;
--on-accent:#fff;--tint:#e4eefa;--good:#0d6b3f;--good-tint:#e2f4ea;--warn:#7a4100;--warn-tint:#fff1dc;--bad:#a3201d;--bad-tint:#fdeaea;--ring:#b25400}
@media(prefers-color-scheme:dark){:root{--ground:#0e141b;--card:#18212c;--ink:#e9eef4;--soft:#aab7c6;--line:#2d3a49;--field:#8393a5;--accent:#8fc1ff;
--on-accent:#06203d;--tint:#1d3045;--good:#7fdcaa;--good-tint:#143325;--warn:#ffcf8f;--warn-tint:#3a2a12;--bad:#ffaaa6;--bad-tint:#40191a;--ring:#ffb35c}}
*{box-sizing:border-box}
html{scroll-padding:1rem 0 8.5rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);font:1.0625rem/1.45 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
header,main{max-width:36rem;margin:0 auto;padding:0 min(1rem,5vw)}
header{display:flex;justify-content:space-between;gap:1rem;padding-top:.75rem;padding-bottom:.5rem;color:var(--soft);font-size:.9375rem}
main{padding-bottom:2rem;overflow-wrap:anywhere}
h1{margin:0 0 .25rem;font-size:1.75rem;line-height:1.2;letter-spacing:-.01em}
h2{margin:0 0 .625rem;font-size:1.0625rem;line-height:1.3}
p{margin:0 0 .75rem}
p:last-child{margin-bottom:0}
a{color:var(--accent)}
.card{margin-top:.75rem;padding:min(1rem,5vw);border:1px solid var(--line);border-radius:.875rem;background:var(--card)}
.lead{padding-bottom:1.125rem}
.what{margin:0;color:var(--soft)}
.aside{margin:1rem .25rem 0}
.state{display:flex;flex-wrap:wrap;gap:.375rem;margin:.625rem 0 0;padding:0;list-style:none;font-size:.9375rem}
.state li{padding:.1875rem .625rem;border-radius:1rem;background:var(--tint);font-weight:600}
.state .late{background:var(--bad-tint);color:var(--bad)}
.state .good{background:var(--good-tint);color:var(--good)}
.note{margin-top:.75rem;padding:.75rem 1rem;border-left:4px solid var(--good);border-radius:.5rem;background:var(--good-tint);font-weight:600}
.note.bad{border-color:var(--bad);background:var(--bad-tint);color:var(--bad)}
.note.bad a{color:inherit}
.warnings{margin:.75rem 0 0;padding:.75rem 1rem;border-left:4px solid var(--warn);border-radius:.5rem;background:var(--warn-tint);list-style:none}
.warnings li+li{margin-top:.5rem}
blockquote{margin:0;padding:.625rem .875rem;border-radius:.75rem;background:var(--tint);white-space:pre-wrap}
blockquote+.when{margin-top:.375rem}
.when{color:var(--soft);font-size:.9375rem}
.said{margin:0;padding:0;list-style:none}
.said li+li{margin-top:.875rem}
dl{display:grid;grid-template-columns:fit-content(40%) 1fr;gap:.375rem 1rem;margin:0}
dt{color:var(--soft);overflow-wrap:normal}
dd{margin:0}
form{margin:0}
button,.button,summary{min-height:3rem;font:inherit;font-weight:600;cursor:pointer}
button,.button{display:flex;width:100%;align-items:center;justify-content:center;gap:.5rem;padding:.625rem min(1rem,5vw);border:2px solid var(--accent);border-radius:.75rem;
background:var(--accent);color:var(--on-accent);text-align:center;text-decoration:none;overflow-wrap:break-word}
button.quiet,.button.quiet{background:transparent;color:var(--accent)}
button.bad{border-color:var(--bad);background:transparent;color:var(--bad)}
button.plain{width:auto;min-height:3rem;padding:.5rem .25rem;border:0;background:transparent;color:var(--accent);text-decoration:underline}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,7.5rem),1fr));gap:.625rem}
.pair button{padding-inline:.25rem}
details{border-top:1px solid var(--line)}
details:first-of-type{border-top:0}
summary{display:flex;align-items:center;justify-content:space-between;gap:1rem;padding:.5rem 0;list-style:none}
summary::-webkit-details-marker{display:none}
summary::after{content:"";flex:none;width:.5rem;height:.5rem;margin-right:.25rem;border:solid var(--soft);border-width:0 2px 2px 0;transform:translateY(-2px) rotate(45deg)}
details[open]>summary::after{transform:translateY(2px) rotate(225deg)}
details>form,details>p{padding-bottom:.875rem}
label{display:block;margin-bottom:.375rem;font-weight:600}
input,select{display:block;width:100%;min-height:3rem;margin-bottom:.75rem;padding:.5rem .75rem;border:2px solid var(--field);border-radius:.75rem;background:var(--card);
color:var(--ink);font:inherit}
input.pin{font-size:1.5rem;letter-spacing:.35em;text-align:center;font-variant-numeric:tabular-nums}
[aria-invalid=true]{border-color:var(--bad)}
.problem{margin-bottom:.5rem;color:var(--bad);font-weight:600}
.story{margin:0;padding:0;list-style:none}
.story li{position:relative;padding:0 0 .875rem 1.25rem;border-left:2px solid var(--line)}
.story li:last-child{padding-bottom:0;border-color:transparent}
.story li::before{content:"";position:absolute;left:-.375rem;top:.4375rem;width:.625rem;height:.625rem;border-radius:50%;background:var(--soft)}
.story time{display:block;color:var(--soft);font-size:.9375rem}
.bar{position:sticky;bottom:0;border-top:1px solid var(--line);background:var(--card)}
.bar div{display:flex;flex-wrap:wrap;gap:.625rem;max-width:36rem;margin:0 auto;padding:.75rem min(1rem,5vw) calc(.75rem + env(safe-area-inset-bottom))}
.bar form{flex:2 1 5rem}
.bar .button{flex:5 1 13rem;width:auto;min-width:0}
@media(max-height:20rem){.bar{position:static}}
:focus-visible{outline:3px solid var(--ring);outline-offset:2px}
@media(prefers-contrast:more){.card,.bar{border-color:var(--ink)}}
`;
