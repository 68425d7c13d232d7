import type { Core } from '@strapi/strapi';

import { demoSecret } from './demo-secret';

const config = ({ env }: Core.Config.Shared.ConfigParams): Core.Config.Admin => ({
  auth: {
    secret: demoSecret('ADMIN_JWT_SECRET'),
  },
  apiToken: {
    salt: demoSecret('API_TOKEN_SALT'),
  },
  transfer: {
    token: {
      salt: demoSecret('TRANSFER_TOKEN_SALT'),
    },
  },
  secrets: {
    encryptionKey: demoSecret('ENCRYPTION_KEY'),
  },
  flags: {
    nps: env.bool('FLAG_NPS', false),
    promoteEE: env.bool('FLAG_PROMOTE_EE', false),
    docLinks: env.bool('FLAG_DOC_LINKS', true),
  },
});

export default config;
