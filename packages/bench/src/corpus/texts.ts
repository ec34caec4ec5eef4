import { defineMessage, Type } from "@wirebook/codec";
import { type Case, field } from "./case.ts";

const message = defineMessage({
  name: "up/notice",
  title: "Notice",
  payload: Type.Object({
    place: Type.String(),
    title: Type.String(),
    text: Type.String(),
    by: Type.String(),
    tags: Type.Array(Type.String()),
  }),
});

/** The same notice in another language. */
const notice = (
  name: string,
  about: string,
  [place, title, text, by]: readonly string[],
  tags: string[],
): Case =>
  field({
    name,
    about,
    message,
    value: { place, title, text, by, tags } as {
      place: string;
      title: string;
      text: string;
      by: string;
      tags: string[];
    },
  });

/** One in about twenty characters is not ASCII. */
export const german = notice(
  "german",
  "short German texts",
  [
    "Schacht 4, Grünwalder Straße",
    "Füllstand überschritten",
    "Der Behälter läuft über: bitte Zufluss schließen und das Ventil prüfen.",
    "Jörg Müller",
  ],
  ["Störung", "Wasser", "dringend", "Süd"],
);

export const french = notice(
  "french",
  "short French texts",
  [
    "Réservoir nº 4, allée des Tilleuls",
    "Niveau dépassé",
    "La cuve déborde : fermez l’arrivée et vérifiez la vanne dès que possible.",
    "Zoé Lefèvre",
  ],
  ["défaut", "eau", "urgent", "côté sud"],
);

/** Two bytes for each letter. */
export const russian = notice(
  "russian",
  "short Russian texts",
  [
    "Колодец 4, Садовая улица",
    "Превышен уровень",
    "Бак переполнен: закройте приток и проверьте клапан.",
    "Анна Иванова",
  ],
  ["авария", "вода", "срочно", "юг"],
);

/** Three bytes for each character. */
export const chinese = notice(
  "chinese",
  "short Chinese texts",
  ["四号水井，花园路", "液位超限", "水箱溢出：请关闭进水口并检查阀门。", "王小明"],
  ["故障", "供水", "紧急", "南区"],
);

/** Four bytes for each emoji, two units in memory. */
export const emoji = notice(
  "emoji",
  "short texts with emoji",
  [
    "🏭 hall 4",
    "🚨 level too high 🌊",
    "Please close the inlet 🙏 and check the valve 🔧, thanks 👍🏽",
    "Ann 👩‍🔧",
  ],
  ["⚠️", "💧", "🔥", "🧭 south"],
);

const signs = defineMessage({
  name: "up/signs",
  title: "Texts",
  payload: Type.Object({
    umlauts: Type.String(),
    emoji: Type.String(),
    kanji: Type.String(),
    plain: Type.String(),
    n: Type.Integer(),
  }),
});

/** A bit of everything. */
export const mixedTexts: Case = field({
  name: "mixed-texts",
  about: "texts with umlauts, an emoji, kanji",
  message: signs,
  value: {
    umlauts: "Größenänderung über Nacht: Zähler läuft rückwärts",
    emoji: "battery is low 🔋",
    kanji: "温度センサー異常、確認してください",
    plain: "ok",
    n: 17,
  },
});

const report = defineMessage({
  name: "up/report",
  title: "Report",
  payload: Type.Object({ n: Type.Integer({ minimum: 0 }), text: Type.String({ maxLength: 8192 }) }),
});

const long = (name: string, about: string, sentence: string, times: number): Case =>
  field({ name, about, message: report, value: { n: 3, text: sentence.repeat(times) } });

export const longGerman = long(
  "long-german",
  "German text of 2 kB",
  "Der Behälter läuft über: bitte Zufluss schließen und das Ventil prüfen. ",
  28,
);
export const longRussian = long(
  "long-russian",
  "Russian text of 2 kB",
  "Бак переполнен: закройте приток и проверьте клапан. ",
  22,
);
export const longChinese = long(
  "long-chinese",
  "Chinese text of 2 kB",
  "水箱溢出：请关闭进水口并检查阀门。",
  40,
);
