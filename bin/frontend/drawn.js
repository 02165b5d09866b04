/** Pictures that stand in pages themselves: what a browser fetches before it paints delays that. */
import { readFile } from "node:fs/promises";
import path from "node:path";

export const DRAWN = /\.svg$/;

/** [name, data URL] of an SVG file, as an asset that templates ask for by its name. */
export async function drawn(file) {
  const picture = (await readFile(file, "utf8")).trim();
  return [path.basename(file), `data:image/svg+xml,${encodeURI(picture).replaceAll("#", "%23")}`];
}
