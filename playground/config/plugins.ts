import type { Core } from '@strapi/strapi';

import { demoSecret } from './demo-secret';

const config = ({ env }: Core.Config.Shared.ConfigParams): Core.Config.Plugin => ({
  'users-permissions': {
    config: {
      jwtSecret: demoSecret('JWT_SECRET'),
      jwtManagement: 'refresh',
      sessions: {
        httpOnly: true,
      },
    },
  },
  upload: {
    config: {
      security: {
        allowedTypes: [
          'image/*',
          'video/*',
          'audio/*',
          'application/pdf',
          'text/plain',
          'text/csv',
        ],
        deniedTypes: ['image/svg+xml', 'application/x-sh', 'text/x-shellscript'],
      },
    },
  },
  backup: {
    enabled: true,
    // The settings of the plugin as JSON: BACKUP_CONFIG='{"verifyAfterBackup":false}' npm start
    config: env.json('BACKUP_CONFIG', {}),
  },
});

export default config;
