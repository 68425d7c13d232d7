import type { Core } from '@strapi/strapi';

import { demoSecret } from './demo-secret';

const config = ({ env }: Core.Config.Shared.ConfigParams): Core.Config.Server => ({
  host: env('HOST', '127.0.0.1'),
  port: env.int('PORT', 1337),
  app: {
    keys: demoSecret('APP_KEYS').split(','),
  },
  dirs: {
    // Tests give every run its own media library; it needs an `uploads` folder inside.
    public: env('PUBLIC_DIR', './public'),
  },
});

export default config;
