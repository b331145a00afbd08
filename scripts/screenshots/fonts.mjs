/** Families that a page asks for, and typefaces for them that a bare server can have; the first that is installed is used. */
const PREFERRED = {
  'system-ui': ['Inter', 'Liberation Sans'],
  serif: ['EB Garamond', 'Liberation Serif'],
  Georgia: ['EB Garamond', 'Liberation Serif'],
  'ui-monospace': ['JetBrains Mono', 'Liberation Mono'],
};

/** A fontconfig file with these preferences over the machine's own. */
export const FONTS = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
${Object.entries(PREFERRED)
  .map(
    ([family, typefaces]) =>
      `<match target="pattern"><test name="family"><string>${family}</string></test><edit name="family" mode="prepend" binding="strong">${typefaces.map((name) => `<string>${name}</string>`).join('')}</edit></match>`,
  )
  .join('\n')}
</fontconfig>`;
