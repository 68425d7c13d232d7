/** Nothing of its own: the playground is an ordinary site, the plugin must need no code in it. */
export default {
  register() {},
  bootstrap() {},
};
