// What house and look ask of style sheets: one direction-free layout, colours from tokens alone.
const physical = /^(margin|padding|border|scroll-margin|scroll-padding)-(left|right|top|bottom)|^(left|right|top|bottom|float|clear)$/;

export default {
  rules: {
    "block-no-empty": true,
    "color-no-invalid-hex": true,
    "color-named": ["never", { ignore: ["inside-function"] }],
    "color-no-hex": true,
    "function-disallowed-list": ["rgb", "rgba", "hsl", "hsla"],
    "declaration-block-no-duplicate-properties": true,
    "declaration-no-important": true,
    "no-duplicate-selectors": null,
    "property-disallowed-list": [
      physical,
      /^(min-|max-)?(width|height)$/,
    ],
    "declaration-property-value-disallowed-list": { "text-align": ["left", "right"], "justify-content": ["left", "right"] },
    "no-unknown-animations": true,
    "unit-no-unknown": true,
  },
  overrides: [{ files: ["**/tokens.css"], rules: { "color-no-hex": null } }],
};
