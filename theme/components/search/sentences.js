// What the page says, in the language of the page: the sentences come from its catalogue, with the numbers put in here.

export class Sentences {
  // `texts`: {name: sentence | {plural category: sentence}}
  constructor(lang, texts) {
    this.lang = lang;
    this.texts = texts;
    this.plurals = new Intl.PluralRules(lang);
    this.days = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  }

  say(name, values = {}) {
    return fill(this.texts[name] ?? name, values);
  }

  count(name, count) {
    const forms = this.texts[name];
    return fill(forms[this.plurals.select(count)] ?? forms.other, { count });
  }

  // «2023-05-23» as «23 мая 2023».
  day(iso) {
    const parts = this.days.formatToParts(new Date(`${iso}T00:00:00Z`));
    const last = parts.findLastIndex(({ type }) => type === "year" || type === "day" || type === "month");
    return parts.slice(0, last + 1).map(({ value }) => value).join("");
  }
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
