/** Languages that an account can choose for the panel, besides English. */
export default {
  config: { locales: ['de', 'es', 'fr', 'zh-Hans', 'zh'] },
  bootstrap() {
    // Nothing to add: this is an ordinary site.
  },
};
