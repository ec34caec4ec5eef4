exports.loadSiteConfig = async ({ customConfigFilePath: file }) => {
  const { STUB_UNWRAPPED, STUB_CONFIG_FAILS } = process.env;
  if (STUB_CONFIG_FAILS) throw new Error([STUB_CONFIG_FAILS, file].join(" "));
  function docusaurusDraftGate() {}
  return { siteConfig: STUB_UNWRAPPED ? {} : { themes: ["classic", docusaurusDraftGate] } };
};
