// A Docusaurus plugin that writes down which pages a site has, for `standIns`: STAND_IN_RECORD names the file.
import { writeFile } from "node:fs/promises";

const of = (allContent, name) => Object.entries(allContent[`docusaurus-plugin-content-${name}`] ?? {});

export default function record({ siteDir, siteConfigPath, baseUrl, siteConfig, i18n, codeTranslations }) {
  const { url, title, tagline, themeConfig, organizationName, projectName, staticDirectories } = siteConfig;
  let content;
  return {
    name: "stand-in-record",
    allContentLoaded({ allContent }) {
      content = {
        docs: of(allContent, "docs").map(([id, { loadedVersions }]) => ({ id, versions: loadedVersions })),
        blogs: of(allContent, "blog").map(([id, { blogPosts }]) => ({ id, posts: blogPosts })),
        pages: of(allContent, "pages").map(([id, pages]) => ({ id, pages: pages ?? [] })),
      };
    },
    async postBuild({ outDir }) {
      const config = {
        url,
        baseUrl: siteConfig.baseUrl,
        title,
        tagline,
        themeConfig,
        organizationName,
        projectName,
        staticDirectories,
      };
      const context = { siteDir, siteConfigPath, baseUrl, siteConfig: config, i18n, codeTranslations };
      await writeFile(process.env.STAND_IN_RECORD, JSON.stringify({ outDir, context, content }));
    },
  };
}
