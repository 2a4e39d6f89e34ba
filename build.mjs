// Bundles the style sheets, scripts and fonts of the pages into what Django serves.
import { rm } from "node:fs/promises";
import { build } from "esbuild";

const assets = "src/multaqa/ui/assets";
const outdir = "src/multaqa/ui/static/build";

await rm(outdir, { recursive: true, force: true });
await build({
  entryPoints: ["css/public.css", "css/staff.css", "js/public.js", "js/exchange.js", "js/staff.js"].map((path) => `${assets}/${path}`),
  outdir,
  entryNames: "[name]", // stable: Django adds the hash, and pages can preload a font by its name
  assetNames: "fonts/[name]",
  loader: { ".woff2": "file" },
  external: ["../ui/*"],
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome120", "firefox121", "safari17"],
  logLevel: "info",
});
