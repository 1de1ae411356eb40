// The Latin form of a title in an address: the same as `slug` in plugins/vestnik/core/addresses.py, for titles that
// need no more than Russian. Records of the index leave out what this can make.

const LETTERS = {
  а: "a", б: "b", в: "v", г: "g", д: "d", е: "e", ё: "yo", ж: "zh", з: "z", и: "i", й: "j", к: "k", л: "l", м: "m",
  н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "x", ц: "cz", ч: "ch", ш: "sh", щ: "shh", ъ: "",
  ы: "y", ь: "", э: "e", ю: "yu", я: "ya",
};
const JOINED = /['’`ʼ′\u00ad\u200b\u200d]/g;

export function slug(title, limit = 80) {
  const text = title.normalize("NFC").toLowerCase().replace(JOINED, "").replaceAll("№", " n ")
    .replace(/ц(?=[иеёыйэюяіїє])/g, "c");
  const latin = [...text].map((char) => LETTERS[char] ?? char).join("");
  const name = latin.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  if (name.length <= limit) return name;
  const end = name.lastIndexOf("-", limit);
  return name.slice(0, end > 0 ? end : limit).replace(/^-|-$/g, "");
}
